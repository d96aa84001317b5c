"""What is being done and how long it may still take: on stderr, and only where a person looks on."""

import os
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from pcsol.i18n import _
from pcsol.render.lines import shortened
from pcsol.render.signs import plain

_TICK_SECONDS = 0.5
_SLOW_TICK_SECONDS = 5.0
_COLUMNS = 80  # of a terminal that does not say, as on a serial line


class Progress:
    """A line that follows several things done at once; `limits` gives each one's name and its most seconds."""

    def __init__(self, what: str, limits: Mapping[str, float], stream: IO[str] | None = None) -> None:
        """Start nothing yet. On anything but a terminal nothing is shown."""
        self._what, self._limits, self._waiting = what, dict(limits), dict(limits)
        self._stream = sys.stderr if stream is None else stream
        self._plain_lines = os.environ.get("TERM") == "dumb"
        self._ended, self._start, self._shown = threading.Event(), time.monotonic(), ""

    def done(self, name: str) -> None:
        """One thing is done."""
        self._waiting.pop(name, None)

    def line(self, elapsed_seconds: float) -> str:
        """Return the line to show: what runs, how far it is, the most it can still take."""
        left = max((limit - elapsed_seconds for limit in self._waiting.values()), default=0)
        count = len(self._limits) - len(self._waiting)
        return plain(
            _("{what}: {count} of {all}, {seconds} s left at most. Waiting for: {names}").format(
                what=self._what,
                count=count,
                all=len(self._limits),
                seconds=max(0, round(left)),
                names=", ".join(sorted(self._waiting)),
            )
        )

    def __enter__(self) -> Self:
        """Begin to show, on a terminal."""
        if self._stream.isatty():
            threading.Thread(target=self._follow_while_it_lasts, name="progress", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Take the line away."""
        self._ended.set()
        self._clear()

    def _follow_while_it_lasts(self) -> None:
        with suppress(OSError, ValueError):  # the terminal was closed: nobody looks on any more
            self._follow()

    def _follow(self) -> None:
        while not self._ended.wait(_SLOW_TICK_SECONDS if self._plain_lines else _TICK_SECONDS):
            line = self.line(time.monotonic() - self._start)
            if self._plain_lines:
                print(line, file=self._stream, flush=True)
                continue
            self._clear()
            self._shown = shortened(line, (os.get_terminal_size(self._stream.fileno()).columns or _COLUMNS) - 1)
            print(self._shown, end="", file=self._stream, flush=True)

    def _clear(self) -> None:
        if self._shown:
            print("\r" + " " * len(self._shown), end="\r", file=self._stream, flush=True)
            self._shown = ""
