"""What was seen of one way, from its first command to its last look; and of all ways that were tried on one disk."""

from dataclasses import dataclass
from datetime import datetime

from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.outcome import Erasure, StepOutcome, Verification
from pcsol.model.erasure.plan import Plan
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Clock
from pcsol.wipe.journal import Journal
from pcsol.wipe.plan.choose import retold
from pcsol.wipe.validate import Facts, Verdict, validate


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way. `fault`: why it ended before its end, when the disk or the station's own medium let it down."""

    plan: Plan
    started_at: datetime
    ended_at: datetime
    steps: tuple[StepOutcome, ...]
    verification: Verification
    hidden: HiddenAreas | None
    before: Disk | None
    after: Disk | None
    more_ways: bool
    interrupted: bool = False
    fault: str | None = None

    def verdict(self) -> Verdict:
        """Judge it, in the language of the moment."""
        return validate(
            Facts(
                plan=self.plan,
                steps=self.steps,
                verification=self.verification,
                hidden=self.hidden,
                before=self.before,
                after=self.after,
                more_ways=self.more_ways,
                interrupted=self.interrupted,
                fault=self.fault,
            )
        )

    def told(self, clock: Clock, resumed: int) -> Erasure:
        """Return it as papers and records have it, in the language of the moment."""
        verdict, plan = self.verdict(), retold(self.plan)
        return Erasure(
            plan=plan,
            started_at=self.started_at,
            ended_at=self.ended_at,
            clock=clock,
            steps=self.steps,
            verification=self.verification,
            validation=verdict.validation,
            level=verdict.level,
            reasons=verdict.reasons,
            hidden=self.hidden,
            resumed=resumed,
            before=self.before,
            after=self.after,
            not_checked=plan.not_covered,
            interrupted=self.interrupted,
        )


@dataclass(frozen=True, slots=True)
class Done:
    """All that was tried on one disk. `journal` is closed by `forget`, once the papers are safe, and not before."""

    attempts: tuple[Attempt, ...]
    resumed: int
    journal: Journal

    @property
    def last(self) -> Attempt:
        """The attempt that counts."""
        return self.attempts[-1]

    def told(self, clock: Clock) -> Erasure:
        """Return the last attempt with those before it, in the language of the moment."""
        *earlier, last = (one.told(clock, self.resumed) for one in self.attempts)
        return last.model_copy(update={"earlier": tuple(earlier)})

    def forget(self) -> None:
        """Close the journal of a job that came to its end; an interrupted one goes on from it. Raises StoreError."""
        entry = self.journal.entry
        if not self.last.interrupted and entry is not None and entry.ata_password is None:
            self.journal.close()
