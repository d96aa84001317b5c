"""A disk that hangs in the kernel, given up: what its journal says of it goes onto a NOT ERASED report."""

from datetime import datetime

from pcsol.errors import DiskFailedError, JournalFaultyError, PCSolError
from pcsol.i18n import _
from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.journal import Entry
from pcsol.model.erasure.outcome import Canaries, StepOutcome, Verification
from pcsol.model.erasure.plan import Plan
from pcsol.model.hardware.disk import Disk
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.done import Done
from pcsol.wipe.journal import Journal
from pcsol.wipe.warrant import Warrant


def given_up(warrant: Warrant, desk: Desk, still_seconds: float) -> Done | PCSolError:
    """Return the erasure as one that was interrupted, from which the same command goes on; say what to do.

    An error where nothing was noted: then nothing was begun.
    """
    fault = _still(warrant.identity.path, still_seconds)
    try:
        journal = Journal.open(desk.home, warrant.plan.candidate)
    except JournalFaultyError as err:
        return err
    entry = journal.entry
    if entry is None:
        return fault
    desk.say(f"{fault.what} {fault.remedy}")
    attempt = _attempt(_called(entry.plan, warrant.plan.candidate.disk), entry, fault.what, desk.now())
    return Done((*entry.earlier, attempt), entry.resumed, journal)


def _called(plan: Plan, now: Disk) -> Plan:
    """The journal may be of another day, when the kernel gave the disk another name."""
    candidate = plan.candidate
    disk = candidate.disk.model_copy(update={"name": now.name, "path": now.path})
    return plan.model_copy(update={"candidate": candidate.model_copy(update={"disk": disk})})


def _attempt(plan: Plan, entry: Entry, fault: str, now: datetime) -> Attempt:
    return Attempt(
        plan=plan,
        started_at=entry.started_at,
        ended_at=now,
        steps=(*entry.finished, *_begun(entry, fault)),
        verification=Verification(depth="none", passed=False, canaries=entry.looked or Canaries()),
        hidden=None,
        before=entry.before,
        after=None,
        more_ways=False,
        interrupted=True,
        fault=fault,
    )


def _begun(entry: Entry, fault: str) -> tuple[StepOutcome, ...]:
    """The step that hangs; none while it is read back."""
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
            fault=fault,
        )
        for step in found
    )


def _still(path: str, seconds: float) -> PCSolError:
    return DiskFailedError(
        _("{disk} has not answered for {minutes} minutes: what it holds is not known.").format(
            disk=path, minutes=round(seconds / 60)
        ),
        remedy=_("Switch the tower off and on, then start the same command again: it goes on where it was."),
    )
