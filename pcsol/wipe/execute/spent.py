"""What a written step took before it was interrupted, so that papers tell of the whole of it."""

import time
from dataclasses import dataclass, field

from pcsol.model.erasure.journal import Entry
from pcsol.model.erasure.outcome import SectorRange, SpeedPoint, StepOutcome
from pcsol.wipe.journal import Journal


@dataclass(frozen=True, slots=True)
class Spent:
    """`seconds` and `speed`: of the earlier runs of the step that goes on now."""

    journal: Journal
    seconds: float = 0.0
    speed: tuple[SpeedPoint, ...] = ()
    began: float = field(default_factory=time.monotonic)

    @classmethod
    def on(cls, journal: Journal, step: int) -> "Spent":
        """Begin to count, from what is noted of this step."""
        entry = journal.entry
        if entry is None or not _goes_on(entry, step):
            return cls(journal)
        return cls(journal, entry.spent_seconds, entry.speed)

    def keep(
        self,
        offset_bytes: int,
        unwritten: tuple[SectorRange, ...],
        seconds: float = 0.0,
        speed: tuple[SpeedPoint, ...] = (),
    ) -> None:
        """Note how far this run is (`Reins.keep`). `seconds` and `speed` are this run's; 0: they are measured here."""
        now = seconds or time.monotonic() - self.began
        self.journal.keep(offset_bytes, unwritten, self.seconds + now, self._joined(speed))

    def added_to(self, outcome: StepOutcome) -> StepOutcome:
        """Return the outcome of the whole step, from that of this run."""
        whole = {"seconds": self.seconds + outcome.seconds, "speed": self._joined(outcome.speed)}
        return outcome.model_copy(update=whole)

    def _joined(self, speed: tuple[SpeedPoint, ...]) -> tuple[SpeedPoint, ...]:
        """The newer run's point stands where both have one."""
        points = {one.offset_bytes: one for one in (*self.speed, *speed)}
        return tuple(points[at] for at in sorted(points))


def _goes_on(entry: Entry, step: int) -> bool:
    return entry.step == step and entry.offset_bytes > 0
