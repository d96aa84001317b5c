"""All ways that were tried on one disk, judged and told."""

from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.outcome import Erasure
from pcsol.model.probe import Clock
from pcsol.model.reason import Reason
from pcsol.wipe.journal import Journal
from pcsol.wipe.plan.choose import retold
from pcsol.wipe.plan.uncovered import untold
from pcsol.wipe.validate import validate


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one disk. `journal` is closed by `forget`, once the papers are safe, and not before.

    `broken`: what no rule foresees, and what broke the erasure off; told beside its report.
    """

    attempts: tuple[Attempt, ...]
    resumed: int
    journal: Journal
    broken: Exception | None = None

    @property
    def last(self) -> Attempt:
        """The attempt that counts."""
        return self.attempts[-1]

    def told(self, clock: Clock) -> Erasure:
        """Return the last attempt with those before it, in the language of the moment."""
        *earlier, last = (_told(one, clock, self.resumed) for one in self.attempts)
        return last.model_copy(update={"earlier": tuple(earlier)})

    def remarks(self) -> tuple[Reason, ...]:
        """Return what is to be said besides the verdict, and does not change it."""
        why = self.journal.fault
        if why is None:
            return ()
        text = _("Notes could not be kept: a power cut would have begun it anew, or from an older note. {why}")
        return (Reason(code="notes-not-kept", text=text.format(why=why.what)),)

    def forget(self) -> None:
        """Close the journal of a job that came to its end; an interrupted one goes on from it. Raises StoreError."""
        entry = self.journal.entry
        if not self.last.interrupted and entry is not None and entry.ata_password is None:
            self.journal.close()


def _told(attempt: Attempt, clock: Clock, resumed: int) -> Erasure:
    """Return it as papers and records have it."""
    verdict, plan = validate(attempt), retold(attempt.plan)
    late = (untold(),) if attempt.hidden is not None and attempt.hidden.untold else ()  # the plan may have known
    return Erasure(
        plan=plan,
        started_at=attempt.started_at,
        ended_at=attempt.ended_at,
        clock=clock,
        steps=attempt.steps,
        verification=attempt.verification,
        validation=verdict.validation,
        level=verdict.level,
        reasons=verdict.reasons,
        hidden=attempt.hidden,
        resumed=resumed,
        before=attempt.before,
        after=attempt.after,
        not_checked=tuple(dict.fromkeys((*plan.not_covered, *late))),
        interrupted=attempt.interrupted,
    )
