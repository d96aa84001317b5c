"""Before anything is erased: one short sleep of the whole machine, where a plan needs a disk that is frozen."""

from collections.abc import Sequence

from pcsol.errors import JournalFaultyError
from pcsol.i18n import _
from pcsol.model.erasure.plan import Plan
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.firmware.wire import Wire
from pcsol.wipe.execute.alone import tower_to_ourselves
from pcsol.wipe.execute.desk import Desk, no_password_here, nothing
from pcsol.wipe.firmware.doubts import load_known_bad, sleeps_first
from pcsol.wipe.firmware.job import Job
from pcsol.wipe.firmware.unfreeze import unfreeze
from pcsol.wipe.identity import demand
from pcsol.wipe.journal import Journal
from pcsol.wipe.warrant import Warrant


def thaw(warrants: Sequence[Warrant], desk: Desk) -> None:
    """Put the machine to sleep once when one of the plans needs it; every disk sleeps with it, so none may be at work:
    while another PCSol erases on this tower, it stays awake, and that is said.

    Whether it helped, each technique finds out from its disk. Raises WipeError when a disk is not there any more.
    """
    frozen = [one for one in warrants if _needs_sleep(one.plan) or _is_locked_by_us(one.plan, desk)]
    if not frozen:
        return
    with tower_to_ourselves(desk.home) as ours:
        if ours:
            _sleep(frozen[0], desk)
        else:
            desk.say(
                _(
                    "A disk is frozen by the firmware, and only sleep would free it: another PCSol is erasing on this "
                    "tower, so that it must not sleep now."
                )
            )


def _sleep(first: Warrant, desk: Desk) -> None:
    desk.say(
        _("A disk is frozen by the firmware: the tower sleeps for a few seconds to free it. The screen goes dark.")
    )
    with BlockDevice.open(first.identity.path, write=False, exclusive=False) as device:
        job = Job(
            disk=first.plan.candidate.disk,
            wire=Wire(device.fileno()),
            look_again=lambda: demand(desk.world, first.identity),
            tell=desk.tell,
            stop=desk.stop,
            password_set=no_password_here,
            password_gone=nothing,
        )
        found = unfreeze(job, desk.world)
    if found.fault:
        desk.say(found.fault)


def _needs_sleep(plan: Plan) -> bool:
    ata, disk = plan.abilities.ata, plan.candidate.disk
    techniques = [step.technique for step in plan.steps]
    if ata is not None and ata.security_frozen and any(one.startswith("ata-security") for one in techniques):
        return True
    formats = any(one.startswith("nvme-format") for one in techniques)
    return formats and plan.abilities.deep_sleep is True and sleeps_first(load_known_bad(), disk.model, disk.firmware)


def _is_locked_by_us(plan: Plan, desk: Desk) -> bool:
    """After a power cut the firmware froze the disk at the start, with the password of our SECURITY ERASE on it."""
    ata = plan.abilities.ata
    if ata is None or not ata.security_frozen:
        return False
    try:
        entry = Journal.open(desk.home, plan.candidate).entry
    except JournalFaultyError:  # said by `erase`; it keeps no other disk from being erased
        return False
    return entry is not None and entry.ata_password is not None
