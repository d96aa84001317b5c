"""What a written step took before it was interrupted, so that papers tell of the whole of it."""

from dataclasses import dataclass

from pcsol.model.erasure.journal import Entry
from pcsol.model.erasure.outcome import SectorRange, SpeedPoint, StepOutcome
from pcsol.wipe.journal import Journal

Curve = tuple[SpeedPoint, ...]


@dataclass(frozen=True, slots=True)
class Spent:
    """`seconds` and `speed`: of the earlier runs of the step that goes on now."""

    journal: Journal
    seconds: float = 0.0
    speed: Curve = ()

    @classmethod
    def on(cls, journal: Journal, step: int) -> "Spent":
        """Begin to count, from what is noted of this step."""
        entry = journal.entry
        if entry is None or not _goes_on(entry, step):
            return cls(journal)
        return cls(journal, entry.spent_seconds, entry.speed)

    def keep(self, offset: int, unwritten: tuple[SectorRange, ...], seconds: float, speed: Curve) -> None:
        """Note how far this run is (`Reins.keep`). `seconds` and `speed` are this run's."""
        self.journal.keep(offset, unwritten, self.seconds + seconds, self._joined(speed))

    def added_to(self, outcome: StepOutcome) -> StepOutcome:
        """Return the outcome of the whole step, from that of this run."""
        whole = {"seconds": self.seconds + outcome.seconds, "speed": self._joined(outcome.speed)}
        return outcome.model_copy(update=whole)

    def _joined(self, speed: Curve) -> Curve:
        """The newer run's point stands where both have one."""
        points = {one.offset_bytes: one for one in (*self.speed, *speed)}
        return tuple(points[at] for at in sorted(points))


def _goes_on(entry: Entry, step: int) -> bool:
    return entry.step == step and entry.offset_bytes > 0
