"""What a written step took before it was interrupted, so that papers tell of the whole of it."""

from dataclasses import dataclass

from pcsol.model.erasure.journal import Entry
from pcsol.model.erasure.outcome import SectorRange, SpeedPoint, StepOutcome
from pcsol.wipe.journal import Journal

Curve = tuple[SpeedPoint, ...]


@dataclass(frozen=True, slots=True)
class Spent:
    """`seconds`, `speed` and `errors` (the seconds lost to bad sectors): of the earlier runs of the step that goes on
    now. `errors_before`: what bad sectors cost the job before this step, in other steps and ways."""

    journal: Journal
    seconds: float = 0.0
    speed: Curve = ()
    errors: float = 0.0
    errors_before: float = 0.0

    @classmethod
    def on(cls, journal: Journal, step: int) -> "Spent":
        """Begin to count, from what is noted of this step. A step that came to no offset may have cost time as well."""
        entry = journal.entry
        if entry is None:
            return cls(journal)
        errors, before = entry.error_seconds if entry.step == step else 0.0, errors_of(entry)
        if not _goes_on(entry, step):
            return cls(journal, errors=errors, errors_before=before)
        return cls(journal, entry.spent_seconds, entry.speed, errors, before)

    def keep(
        self, offset: int, unwritten: tuple[SectorRange, ...], seconds: float, speed: Curve, errors: float
    ) -> None:
        """Note how far this run is (`Reins.keep`). `seconds`, `speed` and `errors` are this run's."""
        self.journal.keep(offset, unwritten, self.seconds + seconds, self._joined(speed), self.errors + errors)

    def added_to(self, outcome: StepOutcome) -> StepOutcome:
        """Return the outcome of the whole step, from that of this run."""
        whole = {
            "seconds": self.seconds + outcome.seconds,
            "speed": self._joined(outcome.speed),
            "error_seconds": self.errors + outcome.error_seconds,
        }
        return outcome.model_copy(update=whole)

    def _joined(self, speed: Curve) -> Curve:
        """The newer run's point stands where both have one."""
        points = {one.offset_bytes: one for one in (*self.speed, *speed)}
        return tuple(points[at] for at in sorted(points))


class Reading:
    """What bad sectors cost a read-back, added to what the job's earlier ones lost to them."""

    def __init__(self, journal: Journal) -> None:
        """Begin to count, from what is noted."""
        self._journal = journal
        self._before = journal.entry.read_error_seconds if journal.entry else 0.0

    def lost(self, seconds: float) -> None:
        """Note how much this run lost so far (`Reins.lost`)."""
        self._journal.note(read_error_seconds=self._before + seconds)


def errors_of(entry: Entry) -> float:
    """Return the seconds that bad sectors cost in all steps that are over, and in all read-backs, broken off ones too:
    of this way and of those before it."""
    over = (*entry.finished, *(step for tried in entry.earlier for step in tried.steps))
    return entry.read_error_seconds + sum(step.error_seconds for step in over)


def _goes_on(entry: Entry, step: int) -> bool:
    return entry.step == step and entry.offset_bytes > 0
