"""Several disks being erased: two lines each, on a terminal; a line now and then on one that cannot move its cursor."""

import os
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from rich.console import Group, RenderableType
from rich.live import Live
from rich.text import Text

from pcsol.i18n import _, ngettext
from pcsol.model.erasure.progress import Progress
from pcsol.render.console import Screen
from pcsol.render.lines import TITLE, shortened
from pcsol.report.erasure import words

_SLOW_SECONDS = 10.0
_BAR = 6
_PER_DISK = 2
_BELOW = 2  # an empty line, and how to stop


class Race:
    """Follows disks by path; `names` are what they are called. Shows nothing where nobody looks on."""

    def __init__(self, names: Mapping[str, str], stream: IO[str] | None = None) -> None:
        """Start nothing yet."""
        self._names = dict(names)
        self._latest: dict[str, Progress] = {}
        self._screen = Screen(sys.stderr if stream is None else stream)
        self._lock = threading.Lock()
        self._slow = os.environ.get("TERM") == "dumb" or not self._screen.rich.is_terminal
        self._silent = not (sys.stderr if stream is None else stream).isatty()
        self._last_line = 0.0
        self._live: Live | None = None

    def tell(self, progress: Progress) -> None:
        """Take the newest state of one disk. May be called from any thread."""
        with self._lock:
            self._latest[progress.disk] = progress
            if self._slow and not self._silent and time.monotonic() - self._last_line >= _SLOW_SECONDS:
                self._last_line = time.monotonic()
                with suppress(OSError):  # the terminal is gone: the erasure goes on all the same
                    for line in self._lines():
                        self._screen.say(line.plain)

    def say(self, text: str) -> None:
        """Say a sentence that stays, above the lines that change."""
        with suppress(OSError):  # the terminal is gone: the erasure goes on all the same
            self._screen.say(text)

    def __enter__(self) -> Self:
        """Begin to show."""
        if not self._slow:
            self._live = Live(
                get_renderable=self._shown, console=self._screen.rich, refresh_per_second=2, transient=True
            )
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Take the lines away."""
        if self._live is not None:
            with suppress(OSError):  # the terminal is gone, and papers are still to be kept
                self._live.stop()

    def _shown(self) -> RenderableType:
        with self._lock:
            stop = Text(shortened(_("Ctrl-C stops cleanly; the same command goes on later."), self._screen.columns))
            return Group(*self._lines(self._screen.lines - _BELOW), Text(""), stop)

    def _lines(self, most: int | None = None) -> list[Text]:
        """Return two lines a disk, `most` lines in all: where not all disks have room, those that are at work come
        first, and the last line says how many are not shown."""
        paths = list(self._names)
        if most is not None and len(paths) * _PER_DISK > most:
            paths.sort(key=self._has_ended)
            paths = paths[: (most - 1) // _PER_DISK]
        lines = [line for path in paths for line in self._two(self._names[path], self._latest.get(path))]
        hidden = len(self._names) - len(paths)
        if hidden:
            text = ngettext("and {count} other disk", "and {count} other disks", hidden)
            lines.append(Text(shortened(text.format(count=hidden), self._screen.columns)))
        return lines

    def _has_ended(self, path: str) -> bool:
        now = self._latest.get(path)
        return now is not None and now.phase == "done"

    def _two(self, called: str, now: Progress | None) -> tuple[Text, ...]:
        columns = self._screen.columns
        said = [called, words.phase(now.phase) if now else _("waits")]
        if now and now.errors:
            said.append(_("errors: {count}").format(count=now.errors))
        head = Text(shortened(" - ".join(said), columns), style=TITLE)
        return head, Text(shortened("  " + (line(now) if now else ""), columns))


def line(now: Progress) -> str:
    """Return how far one disk is: bar, percent, speed now and mean, time left; at most 58 columns."""
    share = min(now.done_bytes / now.of_bytes, 1.0) if now.of_bytes else 0.0
    filled = int(share * _BAR)
    parts = [f"[{'#' * filled}{'.' * (_BAR - filled)}] {int(share * 100):3d} %"]
    if now.bytes_per_second is not None:
        parts.append(words.speed(now.bytes_per_second))
    if now.mean_bytes_per_second is not None:
        parts.append(_("(mean {speed})").format(speed=words.speed(now.mean_bytes_per_second)))
    if now.phase != "done" and share < 1:
        parts.append(_("{span} left").format(span=words.span(now.seconds_left)))
    return " ".join(parts)
