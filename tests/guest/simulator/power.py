"""Suspend to memory takes the power from a disk. The guest's clocks tell: one of them stands still meanwhile."""

import time
from dataclasses import dataclass, field

_STEP_SECONDS = 0.5


def _slept() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)


@dataclass(slots=True)
class Power:
    """Counts how often the power was cut since the disk was plugged in; `extra` stands in for it in unit tests."""

    extra: int = 0
    _slept: float = field(default_factory=_slept)
    _cycles: int = 0

    def cycles(self) -> int:
        """Return how often so far."""
        now = _slept()
        if now - self._slept > _STEP_SECONDS:
            self._cycles += 1
            self._slept = now
        return self._cycles + self.extra
