"""`--progress-json FD|FILE`: one JSON line a disk, at least every second, for whoever follows from outside."""

import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import typer

from pcsol.i18n import _

if TYPE_CHECKING:
    from pcsol.model.erasure.progress import Progress

_EVERY_SECONDS = 0.9  # the contract says at least every second


class ProgressLines:
    """Writes the newest state of each disk when it comes, and again each second while nothing new comes."""

    def __init__(self, place: str | None) -> None:
        """Open a file descriptor by its number, or a file by its name; None: nothing is written."""
        self._stream = _opened(place) if place is not None else None
        self._latest: dict[str, Progress] = {}
        self._quiet: set[str] = set()
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._again_and_again, name="progress-json", daemon=True)

    def tell(self, progress: "Progress") -> None:
        """Write one line now. May be called from any thread."""
        with self._lock:
            self._latest[progress.disk] = progress
            self._quiet.discard(progress.disk)
            self._write(progress)

    def __enter__(self) -> Self:
        """Begin to repeat."""
        if self._stream is not None:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """End, and close."""
        self._ended.set()
        if self._stream is not None:
            self._thread.join()
            with suppress(OSError):
                self._stream.close()

    def _again_and_again(self) -> None:
        while not self._ended.wait(_EVERY_SECONDS):
            with self._lock:
                for disk, progress in self._latest.items():
                    if disk in self._quiet and progress.phase != "done":
                        self._write(progress)
                self._quiet = set(self._latest)

    def _write(self, progress: "Progress") -> None:
        """Nobody reads on, or the file's disk is full: the erasure goes on all the same."""
        if self._stream is None:
            return
        try:
            self._stream.write(json.dumps(progress.to_json()) + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            self._stream = None


def _opened(place: str) -> IO[str]:
    try:
        if place.isdecimal():
            return os.fdopen(int(place), "w", encoding="utf-8", closefd=False)
        return Path(place).open("w", encoding="utf-8")
    except (OSError, OverflowError, TypeError) as err:  # TypeError: a number that no descriptor can have
        raise typer.BadParameter(
            _("{place} cannot be written: {why}").format(place=place, why=getattr(err, "strerror", None) or err),
            param_hint="--progress-json",
        ) from err
