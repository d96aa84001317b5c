"""Tests while they go on: how far each is and what is left, on stderr and only where a person looks on."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from rich.console import Group, RenderableType
from rich.live import Live
from rich.text import Text

from pcsol.diagnostics.work import Doing, Standing
from pcsol.i18n import _
from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.render.lines import STYLES, TITLE, capped, shortened, wrap
from pcsol.report.erasure.words import span
from pcsol.report.testing import words

_SLOW_SECONDS = 30.0  # between lines on a terminal that cannot move its cursor
_TWICE_SECONDS = 10.0  # within which S is pressed a second time
_BAR = 10


class Follow:
    """Follows one run; leaves the screen to whoever asks a person meanwhile.

    `keys`: S, pressed twice, calls `stop`; None: nobody presses one.
    """

    def __init__(self, title: str, keys: Keys | None, stop: Callable[[], None], stream: IO[str] | None = None) -> None:
        """Start nothing yet. On anything but a terminal nothing is shown."""
        stream = sys.stderr if stream is None else stream
        self._title, self._keys, self._stop = title, keys, stop
        self._screen, self._silent = Screen(stream), not stream.isatty()
        self._plain = os.environ.get("TERM") == "dumb"
        self._pressed: float | None = None
        self._last_line = -_SLOW_SECONDS
        self._live: Live | None = None
        self._is_elsewhere = False

    def hear(self, now: Standing) -> None:
        """Show it."""
        if self._silent or now.guided:
            self._leave()
            self._is_elsewhere = now.guided
            return
        self._press()
        with suppress(OSError):  # the terminal is gone: the tests go on all the same
            if self._is_elsewhere:
                self._screen.rich.clear()
                self._is_elsewhere = False
            self._show(now)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Take the lines away."""
        self._leave()

    def _show(self, now: Standing) -> None:
        if self._plain:
            if time.monotonic() - self._last_line >= _SLOW_SECONDS:
                self._last_line = time.monotonic()
                for line in self._lines(now):
                    self._screen.say(line.plain)
            return
        if self._live is None:
            self._live = Live(console=self._screen.rich, auto_refresh=False, transient=True)
            self._live.start()
        self._live.update(self._shown(now), refresh=True)

    def _leave(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            with suppress(OSError):
                live.stop()

    def _press(self) -> None:
        """S once asks, S twice ends: a sleeve on the keyboard costs nobody twenty minutes."""
        try:
            pressed = self._keys.key(0.0) if self._keys is not None else None
        except (EOFError, OSError):
            self._keys, pressed = None, None
        if pressed is None:
            return
        again = self._pressed is not None and time.monotonic() - self._pressed < _TWICE_SECONDS
        signs = pressed.count("s") + pressed.count("S")
        if signs > 1 or (signs and again):
            self._stop()
        self._pressed = time.monotonic() if signs else None

    def _shown(self, now: Standing) -> RenderableType:
        low = [Text(""), *(Text(part) for text in self._foot() for part in wrap(text, self._screen.columns))]
        return Group(*capped(list(self._lines(now)), self._screen.lines - len(low) - 1), *low)

    def _foot(self) -> Iterator[str]:
        if self._pressed is not None and time.monotonic() - self._pressed < _TWICE_SECONDS:
            yield _("S once more ends the tests. Any other key: they go on.")
        elif self._keys is not None:
            yield _("S twice: end the tests. What is not done then counts as not tested.")
        else:
            yield _("Ctrl-C ends the tests. What is not done then counts as not tested.")

    def _lines(self, now: Standing) -> Iterator[Text]:
        columns = self._screen.columns
        head = _("{title}: {done} of {count} done, {span} left")
        done = head.format(title=self._title, done=len(now.done), count=now.count, span=span(now.seconds_left))
        yield Text(shortened(done, columns), style=TITLE)
        for one in now.doing:
            yield Text(shortened(line(one), columns))
        for tested in now.done:
            if tested.result in {"failed", "to-look-at"}:
                word, tone = words.result(tested.result)
                yield Text(shortened(f"{word} - {tested.title}", columns), style=STYLES[tone])


def line(one: Doing) -> str:
    """Return how far one test is: bar where that is known, its name, time left, what it sees."""
    bar = "-" * _BAR if one.share is None else ("#" * int(min(one.share, 1.0) * _BAR)).ljust(_BAR, ".")
    left = _("{span} left").format(span=span(one.seconds_left))
    return ", ".join(filter(None, (f"[{bar}] {one.title}", left, one.text)))
