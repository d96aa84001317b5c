"""What is to be written, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from pcsol.model.erasure.outcome import SectorRange, SpeedPoint, StepOutcome
from pcsol.model.erasure.plan import Step


@dataclass(frozen=True)
class Span:
    """Bytes `start` to `end` (not included) of a disk, multiples of its sectors.

    After an interruption, as the journal has it: `resume_at`, before which all was written but `unwritten`.
    `error_seconds`: what bad sectors cost this job before, for the budget is one for all of it.
    """

    start: int
    end: int
    resume_at: int | None = None
    unwritten: tuple[SectorRange, ...] = ()
    error_seconds: float = 0.0


@dataclass(frozen=True)
class Written:
    """`offset_bytes`: all of the span before it was written and flushed, but `unwritten`, earlier runs included.

    `completed`: it came to the end of the span, retried what had failed, and the disk confirmed the last flush.
    `stopped`: somebody asked for the end. `fault`: in words, why it did not complete otherwise. `seconds`: this run's,
    to the end of the last flush. `errors`: attempts of this run that failed; `error_seconds`: what they took.
    """

    completed: bool
    stopped: bool
    offset_bytes: int
    written_bytes: int
    unwritten: tuple[SectorRange, ...]
    speed: tuple[SpeedPoint, ...]
    seconds: float
    errors: int
    error_seconds: float
    fault: str | None = None

    def as_outcome(self, step: Step, started_at: datetime) -> StepOutcome:
        """Return it as the papers have it."""
        return StepOutcome(
            step=step,
            started_at=started_at,
            seconds=self.seconds,
            completed=self.completed,
            written_bytes=self.written_bytes,
            unwritten=self.unwritten,
            speed=self.speed,
            error_seconds=self.error_seconds,
            fault=self.fault,
        )
