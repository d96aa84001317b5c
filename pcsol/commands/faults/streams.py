"""stdin, stdout and stderr as a shell may leave them: closed, full, or for a terminal that lacks signs."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper


def make_ready() -> None:
    """Give every stream something to read from or write to; a sign that a terminal lacks must not end the work."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed (`<&-`, `>&-`): the next file to be opened would get its number
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  # until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def drop() -> None:
    """Send what is still to be written to stdout nowhere, or Python complains about it when it ends."""
    _drop(sys.stdout.fileno)


def finish() -> None:
    """Write what is left; what cannot be written changes neither the exit code nor the screen."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _drop(stream.fileno)


def _drop(number: Callable[[], int]) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number())
