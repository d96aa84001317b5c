"""How many towers went so far: on stderr, and only where a person looks on."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from pcsol.i18n import _


def counter(stream: IO[str] | None = None) -> Callable[[int, int], None]:
    """Return what is told after each tower (done, of); it rewrites one line, and takes it away at the end."""
    to = sys.stderr if stream is None else stream
    shown = ""

    def told(done: int, of: int) -> None:
        nonlocal shown
        with suppress(OSError, ValueError):  # the terminal was closed
            if to.isatty():
                print("\r" + " " * len(shown), end="\r", file=to)
                shown = _("{done} of {of}").format(done=done, of=of) if done < of else ""
                print(shown, end="", file=to, flush=True)

    return told
