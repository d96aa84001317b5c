"""A disk is made ready: our own password of an earlier run taken away, and what it hides opened."""

from collections.abc import Callable

from pcsol.i18n import _
from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.plan import Plan
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.firmware.wire import Wire
from pcsol.wipe.execute import cut_off
from pcsol.wipe.execute.desk import Desk, no_password_here, nothing
from pcsol.wipe.execute.done import Done
from pcsol.wipe.firmware.ata.security import is_bridged, take_password_away
from pcsol.wipe.firmware.hidden import open_hidden_areas
from pcsol.wipe.firmware.job import Job
from pcsol.wipe.identity import Identity, demand
from pcsol.wipe.journal import Journal


def opened(plan: Plan, identity: Identity, desk: Desk) -> HiddenAreas | None:
    """Open what an ATA disk hides; None where the way to it does not allow to ask."""
    if plan.abilities.ata is None or plan.abilities.direct is not True:
        return None
    with BlockDevice.open(identity.path, write=True) as device:
        return open_hidden_areas(_job(plan, identity, desk, device))


def still_locked(plan: Plan, identity: Identity, desk: Desk) -> Done | None:
    """Take away the password that a SECURITY ERASE left when the power was cut; the journal knows it.

    Where it cannot be taken away that is the end: an earlier run began this disk, and so it has its report.
    """
    journal = Journal.open(desk.home, plan.candidate)
    entry = journal.entry
    if entry is None or entry.ata_password is None:
        return None
    with BlockDevice.open(identity.path, write=True) as device:
        gone, evidence = take_password_away(_job(plan, identity, desk, device, journal.password_gone))
    if gone:
        return None
    off_and_on = _("Switch the tower off and on, then start the same command again.")
    direct = _("Connect it to a SATA socket of the mainboard, then start the same command again.")
    locked = _("{disk} is locked by the password {password}, which an interrupted erasure had set.").format(
        disk=identity.path, password=entry.ata_password
    )
    told = f"{locked} {direct if is_bridged(plan.candidate.disk) else off_and_on}"
    desk.say(told)
    return Done(cut_off.attempts(entry, plan.candidate.disk, told, desk.now(), evidence), entry.resumed, journal)


def _job(plan: Plan, identity: Identity, desk: Desk, device: BlockDevice, gone: Callable[[], None] = nothing) -> Job:
    return Job(
        disk=plan.candidate.disk,
        wire=Wire(device.fileno()),
        look_again=lambda: demand(desk.world, identity, resized=True),  # between HPA and DCO it shows more already
        tell=lambda progress: desk.tell(progress.model_copy(update={"disk": identity.path})),
        stop=desk.stop,
        password_set=no_password_here,
        password_gone=gone,
    )
