"""`--progress-json FD|FILE`: one JSON line a disk, at least every second, for whoever follows from outside."""

import json
import os
import stat
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import typer

from pcsol.i18n import _

if TYPE_CHECKING:
    from pcsol.model.erasure.progress import Progress

_EVERY_SECONDS = 0.9  # the contract says at least every second
_LAST_SECONDS = 1.0  # how long a reader that does not read is waited for at the end
_MOST_WAITING = 500


class ProgressLines:
    """Writes the newest state of each disk when it comes, and again each second while nothing new comes of this disk.

    A thread of its own writes: a reader that does not read, or a full disk, holds no erasure up.
    """

    def __init__(self, place: str | None) -> None:
        """Take a file descriptor by its number, or a file by its name; None: nothing is written."""
        self._descriptor = _opened(place) if place is not None else None
        self._is_ours = place is not None and not place.isdecimal()
        self._at_work: dict[str, tuple[Progress, float]] = {}  # and when it was written last
        self._waiting: deque[Progress] = deque(maxlen=_MOST_WAITING)
        self._news = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._write_on, name="progress-json", daemon=True)

    def tell(self, progress: "Progress") -> None:
        """Take one state. May be called from any thread; never waits."""
        if self._descriptor is not None:
            with self._news:
                self._waiting.append(progress)
                self._news.notify()

    def __enter__(self) -> Self:
        """Begin to write."""
        if self._descriptor is not None:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Write what waits, as far as somebody reads it, and close."""
        if self._descriptor is None:
            return
        with self._news:
            self._ended = True
            self._news.notify()
        self._thread.join(_LAST_SECONDS)
        if self._is_ours and not self._thread.is_alive():
            with suppress(OSError):
                os.close(self._descriptor)

    def _write_on(self) -> None:
        with suppress(OSError):  # nobody reads on, or the file's disk is full: the erasure goes on all the same
            while True:
                with self._news:
                    if not self._waiting and not self._ended:
                        self._news.wait(self._seconds_to_the_next())
                    told, ended = list(self._waiting), self._ended
                    self._waiting.clear()
                for progress in told:
                    self._write(progress)
                if ended:
                    return
                for progress in self._due():
                    self._write(progress)

    def _seconds_to_the_next(self) -> float:
        first = min((written for _progress, written in self._at_work.values()), default=time.monotonic())
        return max(0.0, first + _EVERY_SECONDS - time.monotonic())

    def _due(self) -> list["Progress"]:
        """Each disk has a clock of its own: one that tells much does not speak for one that tells nothing."""
        before = time.monotonic() - _EVERY_SECONDS
        return [progress for progress, written in self._at_work.values() if written <= before]

    def _write(self, progress: "Progress") -> None:
        if progress.phase == "done":
            self._at_work.pop(progress.disk, None)
        else:
            self._at_work[progress.disk] = (progress, time.monotonic())
        line = memoryview((json.dumps(progress.to_json()) + "\n").encode())
        while line and self._descriptor is not None:
            line = line[os.write(self._descriptor, line) :]


def _opened(place: str) -> int:
    """A disk, or anything else that is no file and no pipe, is never written to. A pipe must have its reader."""
    try:
        if place.isdecimal():
            os.fstat(int(place))
            return int(place)
        file = Path(place)
        kind = file.stat().st_mode if file.exists() else stat.S_IFREG
        if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
            raise _refused(place, _("it is neither a file nor a pipe"))
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK, 0o666)
    except (OSError, OverflowError, ValueError) as err:
        raise _refused(place, getattr(err, "strerror", None) or str(err)) from err
    os.set_blocking(descriptor, True)
    return descriptor


def _refused(place: str, why: str) -> typer.BadParameter:
    text = _("{place} cannot be written: {why}").format(place=place, why=why)
    return typer.BadParameter(text, param_hint="--progress-json")
