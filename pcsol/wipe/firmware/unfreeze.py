"""Thaw a drive whose SECURITY commands the firmware froze: suspend to memory, wake, and ask the drive itself again."""

from collections.abc import Callable

from pcsol.i18n import _
from pcsol.model.noun import Noun
from pcsol.tools.firmware.ata import identify
from pcsol.tools.firmware.suspend import can_sleep_deeply, sleep_deeply
from pcsol.tools.world.world import World
from pcsol.wipe.firmware.job import Job, is_of

SLEEP_SECONDS = 6  # long enough for the power of the drive to go
_BACK_SECONDS = 30.0


class Thaw(Noun):
    """`frozen` as the drive says it now; None where it does not answer any more. `fault`: why nothing was tried."""

    frozen: bool | None
    evidence: tuple[str, ...] = ()
    fault: str | None = None


def unfreeze(job: Job, world: World, sleep: Callable[[int], None] = sleep_deeply) -> Thaw:
    """Suspend for some seconds where deep sleep exists, then read IDENTIFY from the drive (never from a cache).

    The whole machine sleeps, every other disk with it: only between steps, and never while another disk is at work.
    """
    if can_sleep_deeply(world) is not True:
        return Thaw(frozen=True, fault=_("This machine cannot sleep deeply, which alone thaws a disk."))
    try:
        sleep(SLEEP_SECONDS)
    except OSError as err:
        return Thaw(
            frozen=True,
            evidence=(f"suspend: errno={err.errno} ({err.strerror})",),
            fault=_("The machine did not go to sleep."),
        )
    seen: list[str] = []
    until = job.watch.seconds() + _BACK_SECONDS
    while True:
        found, answer = identify.read(job.wire)
        seen[:] = [found.line if found else answer.line]
        if found is not None:
            frozen = found.security_frozen if is_of(found.serial, job.disk) else None
            return Thaw(frozen=frozen, evidence=tuple(seen))
        if job.watch.seconds() >= until:
            return Thaw(frozen=None, evidence=tuple(seen), fault=_("The disk did not come back after the sleep."))
        job.watch.sleep(1.0)
