"""An attempt whose end nobody saw: what its journal says of it, and never more."""

from datetime import datetime

from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.journal import Entry
from pcsol.model.erasure.outcome import Canaries, StepOutcome, Verification
from pcsol.model.erasure.plan import Plan
from pcsol.model.hardware.disk import Disk


def attempts(
    entry: Entry, disk: Disk, fault: str, now: datetime, evidence: tuple[str, ...] = ()
) -> tuple[Attempt, ...]:
    """Return the ways before it and this one, interrupted, from which the same command goes on.

    `disk`: as the kernel calls it now. `fault` and `evidence` go to the step that was cut off.
    """
    cut_off = Attempt(
        plan=_called(entry.plan, disk),
        started_at=entry.started_at,
        ended_at=now,
        steps=(*entry.finished, *_begun(entry, fault, evidence)),
        verification=Verification(depth="none", passed=False, canaries=entry.looked or Canaries()),
        hidden=entry.hidden,
        before=entry.before,
        after=None,
        more_ways=False,
        interrupted=True,
        fault=fault,
    )
    return (*entry.earlier, cut_off)


def _called(plan: Plan, now: Disk) -> Plan:
    """The journal may be of another day, when the kernel gave the disk another name."""
    candidate = plan.candidate
    disk = candidate.disk.model_copy(update={"name": now.name, "path": now.path})
    return plan.model_copy(update={"candidate": candidate.model_copy(update={"disk": disk})})


def _begun(entry: Entry, fault: str, evidence: tuple[str, ...]) -> tuple[StepOutcome, ...]:
    """The step that was cut off; none while it is read back."""
    found = entry.plan.steps[len(entry.finished) : len(entry.finished) + 1]
    return tuple(
        StepOutcome(
            step=step,
            started_at=entry.started_at,
            seconds=entry.spent_seconds,
            completed=False,
            written_bytes=entry.offset_bytes,
            unwritten=entry.unwritten,
            speed=entry.speed,
            evidence=evidence,
            fault=fault,
        )
        for step in found
    )
