"""How far a pass is, how fast it goes, and how long it will still take, told once a second."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import log

from pcsol.model.erasure.outcome import SpeedPoint
from pcsol.model.erasure.progress import Phase, Progress
from pcsol.wipe.passes.reins import Reins

TELL_SECONDS = 0.9  # "at least once a second", with something to spare
NOW_SECONDS = 5.0  # over how long "now" is measured
FIRST_SECONDS = 3.0  # before that, nobody knows how long it will take
CURVE_POINTS = 200
# Tracks at the end of a platter are about half as long as those at its beginning, and pass in the same time.
INNER_SPEED = 0.5

Clock = Callable[[], float]


class Gauge:
    """Fed by the thread that works, read by the one that tells."""

    def __init__(
        self, of_bytes: int, *, done_bytes: int = 0, slows: bool | None = None, clock: Clock = time.monotonic
    ) -> None:
        """Begin at `done_bytes`, where an earlier run ended. `slows`: see `Surface`."""
        self.phase: Phase = "prepare"
        self.errors = self.worked = 0
        self._lock = threading.Lock()
        self.done_bytes = self._first_bytes = done_bytes
        self._of_bytes = of_bytes
        self._slows = slows
        self._clock = clock
        self._began = clock()
        self._lately: deque[tuple[float, int]] = deque([(self._began, done_bytes)])

    def begin(self, phase: Phase, of_bytes: int) -> None:
        """Count anew, from nothing to `of_bytes`; what failed and what worked stays counted.

        Where failed pieces are tried again, one may take half a minute: only the mean tells how long all will take.
        """
        with self._lock:
            self.phase, self.done_bytes, self._first_bytes, self._of_bytes = phase, 0, 0, of_bytes
            self._slows, self._began = None, self._clock()
            self._lately = deque([(self._began, 0)])

    def reading(self, disk: str) -> Progress:
        """Return the line of the moment. Called about once a second: it remembers when it was."""
        with self._lock:
            return self._reading(disk)

    def _reading(self, disk: str) -> Progress:
        now, done = self._clock(), self.done_bytes
        self._lately.append((now, done))
        while len(self._lately) > 2 and self._lately[1][0] <= now - NOW_SECONDS:
            self._lately.popleft()
        (then, before), spent = self._lately[0], now - self._began
        speed = (done - before) / (now - then) if now > then else None
        mean = (done - self._first_bytes) / spent if spent > 0 else None
        steady = mean if self.phase == "retry" else speed
        return Progress(
            disk=disk,
            phase=self.phase,
            done_bytes=done,
            of_bytes=self._of_bytes,
            bytes_per_second=speed,
            mean_bytes_per_second=mean,
            seconds_left=seconds_left(done, self._of_bytes, steady, slows=self._slows)
            if spent >= FIRST_SECONDS
            else None,
            errors=self.errors,
            worked=self.worked,
        )


def seconds_left(done: int, of: int, speed: float | None, *, slows: bool | None) -> float | None:
    """Estimate the rest from the speed now; None where nothing moves.

    On platters the speed falls in a straight line to INNER_SPEED of what it was: from v(x) = v0 (1 - f x) at x, the
    part that is done, the rest takes the integral of size / v from x to 1.
    """
    if done >= of:
        return 0.0
    if not speed or speed <= 0:
        return None
    if not slows:
        return (of - done) / speed
    fall, part = 1 - INNER_SPEED, done / of
    first_speed = speed / (1 - fall * part)
    return of / first_speed / fall * log((1 - fall * part) / INNER_SPEED)


@contextmanager
def telling(gauge: Gauge, reins: Reins) -> Iterator[None]:
    """Tell once a second while a `with` block works, however long one write takes; and once at its end."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(TELL_SECONDS):
            reins.tell(gauge.reading(reins.disk))

    teller = threading.Thread(target=work, name="teller", daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
        reins.tell(gauge.reading(reins.disk))


class Curve:
    """The speed along the disk, in at most CURVE_POINTS points."""

    def __init__(self, of_bytes: int) -> None:
        """Take the size of all that may be passed over."""
        self._step = max(of_bytes // CURVE_POINTS + 1, 1)
        self._sums: dict[int, tuple[int, float]] = {}

    def add(self, offset_bytes: int, size_bytes: int, seconds: float) -> None:
        """Count one block."""
        place = offset_bytes // self._step
        size, time_taken = self._sums.get(place, (0, 0.0))
        self._sums[place] = (size + size_bytes, time_taken + seconds)

    def points(self) -> tuple[SpeedPoint, ...]:
        """Return one point for each part of the disk that was passed over."""
        return tuple(
            SpeedPoint(offset_bytes=place * self._step, bytes_per_second=size / seconds)
            for place, (size, seconds) in sorted(self._sums.items())
            if seconds > 0
        )
