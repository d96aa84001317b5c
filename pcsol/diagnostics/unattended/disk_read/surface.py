"""Read a disk: its first, last and middle places, and random ones until the time is over; or all of it.

It runs in a thread that nobody waits for: a disk that hangs in the kernel cannot be woken from here.
"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pcsol.errors import DiskChangedError
from pcsol.model.testing.disks import Pace, Place, SurfaceReading
from pcsol.tools.read_only_disk import UnreadableError, page_aligned

Where = Literal["beginning", "middle", "end"]
Now = Callable[[], float]
PLACE_BYTES = 1 << 20
# Of each of the three, what a disk of 1998 reads in some seconds.
_STRETCH_BYTES = 64 << 20
# Beyond so many, the disk has answered the question; each costs seconds of retries.
MOST_ERRORS = 20
_MOST_SLOW_KEPT = 20
# A healthy disk needs 30 ms for a place of 1 MiB; one that tries again and again, seconds. Local choice.
SLOW_SECONDS = 1.0


class Readable(Protocol):
    """What is read: a `ReadOnlyDisk`."""

    size_bytes: int
    sector_bytes: int

    def read_into(self, offset_bytes: int, view: memoryview) -> None:
        """Fill the view."""


@dataclass(slots=True)
class Reader:
    """One reading. `seconds`: sampled for so long; None: in full. What it found so far may be looked at any time.

    `since`: when the read began that is going on (`now`'s seconds), None between two. `stop`: end soon.
    """

    disk: Readable
    seconds: int | None
    now: Now = time.monotonic
    stop: threading.Event = field(default_factory=threading.Event)
    since: float | None = None
    began: float = 0.0
    read_bytes: int = 0
    places: int = 0
    unread: list[Place] = field(default_factory=list)
    slow: list[Place] = field(default_factory=list)
    paces: list[Pace] = field(default_factory=list)
    ended: Literal["whole", "errors", "gone"] = "whole"

    def read(self) -> None:
        """Read until it is done, the errors are too many, the disk is gone, or `stop` is set."""
        view = page_aligned(PLACE_BYTES)
        self.began = self.now()
        try:
            self._spin_up(view)
            self._all_of_it(view) if self.seconds is None else self._sampled(view)
        except DiskChangedError:
            self.ended = "gone"
        except _EnoughError:
            self.ended = "errors"
        except _StopError:
            pass

    def found(self, ended: Literal["hung", "slow"] | None = None) -> SurfaceReading:
        """Return what was found so far."""
        return SurfaceReading(
            size_bytes=self.disk.size_bytes,
            read_bytes=self.read_bytes,
            places=self.places,
            full=self.seconds is None,
            unread=tuple(self.unread),
            slow=tuple(self.slow),
            paces=tuple(self.paces),
            ended=ended or self.ended,
        )

    def share(self) -> float:
        """Return how much of the work is done, 0 to 1."""
        if self.seconds is None:
            return min(1.0, self.places * PLACE_BYTES / max(1, self.disk.size_bytes))
        return min(1.0, (self.now() - self.began) / self.seconds) if self.began else 0.0

    def _spin_up(self, view: memoryview) -> None:
        """A disk that slept needs seconds for its first place: it is read again, and counts then."""
        self._place(0, view)
        self.read_bytes, self.places = 0, 0
        self.slow.clear()
        self.unread.clear()

    def _sampled(self, view: memoryview) -> None:
        for where, start in self._three():
            self._stretch(where, start, view)
        until = self.began + (self.seconds or 0)
        last = max(0, self.disk.size_bytes - PLACE_BYTES)
        dice = random.Random()  # noqa: S311  # no secret: places nobody chose
        while self.now() < until and last:
            at = dice.randrange(last + 1)
            self._place(at - at % self.disk.sector_bytes, view)

    def _three(self) -> tuple[tuple[Where, int], ...]:
        """A disk smaller than three stretches is read from its beginning on, and once more at its end."""
        size = self.disk.size_bytes
        if size < 3 * _STRETCH_BYTES:
            return (("beginning", 0), ("end", max(0, size - PLACE_BYTES) // PLACE_BYTES * PLACE_BYTES))
        middle = size // 2 // PLACE_BYTES * PLACE_BYTES
        return (("beginning", 0), ("middle", middle), ("end", size - _STRETCH_BYTES))

    def _stretch(self, where: Where, start: int, view: memoryview) -> None:
        began, before = self.now(), self.read_bytes
        for at in range(start, min(start + _STRETCH_BYTES, self.disk.size_bytes), PLACE_BYTES):
            self._place(at, view)
            if self.now() - began > (self.seconds or 60) / 6:
                break  # a stick may need a minute for it
        self._paced(where, began, before)

    def _all_of_it(self, view: memoryview) -> None:
        """Every byte in order; how quickly, is measured at both ends and in the middle."""
        cuts = [self.disk.size_bytes * tenth // 100 // PLACE_BYTES * PLACE_BYTES for tenth in (0, 10, 45, 55, 90)]
        zones: tuple[Where | None, ...] = ("beginning", None, "middle", None, "end")
        for where, start, end in zip(zones, cuts, (*cuts[1:], self.disk.size_bytes), strict=True):
            began, before = self.now(), self.read_bytes
            for at in range(start, end, PLACE_BYTES):
                self._place(at, view)
            if where is not None:
                self._paced(where, began, before)

    def _paced(self, where: Where, began: float, before: int) -> None:
        seconds, done = self.now() - began, self.read_bytes - before
        if seconds > 0 and done:
            self.paces.append(Pace(where=where, bytes_per_second=round(done / seconds)))

    def _place(self, at: int, view: memoryview) -> None:
        if self.stop.is_set():
            raise _StopError
        length = min(PLACE_BYTES, self.disk.size_bytes - at)
        began = self.now()
        self.since = began
        try:
            self.disk.read_into(at, view[:length])
            self.read_bytes += length
        except UnreadableError:
            self.unread.append(Place(offset_bytes=at, seconds=round(self.now() - began, 3)))
        finally:
            self.since = None
        self.places += 1
        spent = self.now() - began
        if spent > SLOW_SECONDS and len(self.slow) < _MOST_SLOW_KEPT and not self._failed_at(at):
            self.slow.append(Place(offset_bytes=at, seconds=round(spent, 3)))
        if len(self.unread) >= MOST_ERRORS:
            raise _EnoughError

    def _failed_at(self, at: int) -> bool:
        return bool(self.unread) and self.unread[-1].offset_bytes == at


class _EnoughError(Exception):
    """So many places cannot be read that more would tell nothing new."""


class _StopError(Exception):
    """Whoever waits for it wants it to end."""
