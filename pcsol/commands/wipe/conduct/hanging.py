"""A disk that hangs in the kernel, given up: what its journal says of it goes onto a NOT ERASED report."""

from pcsol.errors import DiskFailedError, JournalFaultyError, PCSolError
from pcsol.i18n import _
from pcsol.wipe.execute import cut_off
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
    tried = cut_off.attempts(entry, warrant.plan.candidate.disk, fault.what, desk.now())
    return Done(tried, entry.resumed, journal)


def _still(path: str, seconds: float) -> PCSolError:
    return DiskFailedError(
        _("{disk} has not answered for {minutes} minutes: what it holds is not known.").format(
            disk=path, minutes=round(seconds / 60)
        ),
        remedy=_("Switch the tower off and on, then start the same command again: it goes on where it was."),
    )
