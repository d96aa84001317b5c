"""One self-test per disk, and how long it takes there."""

from functools import partial

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.disks import tested
from pcsol.diagnostics.unattended.disk_self_test.doing import SelfTest
from pcsol.i18n import _
from pcsol.judge.testing.disks import self_test as judge
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from pcsol.tools.programs.smart.self_test import Depth

# Drives state one or two minutes for the short test, always (66,776 reports).
_SHORT_MINUTES = 2
# Of the long one they state what reading all of it takes, as a rule; SSDs 10 to 60 minutes.
_BYTES_PER_SECOND = 100_000_000
_SSD_SECONDS = 1_800
_TO_BEGIN_SECONDS = 10


def jobs(probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Return a self-test for each disk. Those that cannot be, or are condemned already, say so at once."""
    return tuple(_job(disk, wanted) for disk in tested.disks_of(probe))


def _job(disk: Disk, wanted: WantedTest) -> Job:
    depth: Depth = "extended" if wanted.depth == "extended" else "short"
    why_not = tested.cannot_be_tested(disk) or _has_no_self_test(disk)
    condemned = None if why_not else judge.condemned(disk)
    seconds = tested.AT_ONCE_SECONDS if why_not or condemned else planned_seconds(disk, depth)
    if why_not is not None:
        found = Found("not-testable", (why_not,))
    elif condemned is not None:
        found = Found(*condemned)
    else:
        found = None
    return Job(
        id=f"disk-self-test.{disk.name}",
        title=_("Self-test of the disk {name}").format(name=disk.name),
        seconds=seconds,
        run=SelfTest(disk, depth, seconds).run if found is None else partial(tested.at_once, found),
        takes=frozenset({f"disk.{disk.name}"}) if found is None else frozenset(),
        needs=("smartctl", "root"),
        required=wanted.required and tested.is_the_towers(disk),
    )


def _has_no_self_test(disk: Disk) -> Reason | None:
    if disk.smart is not None and disk.smart.self_test_supported is False:
        return Reason(code="no-self-test", text=_("The disk {name} cannot test itself.").format(name=disk.name))
    if disk.medium == "flash" or disk.bus in ("mmc", "virtio"):
        text = _("{name} does not watch its own health (no SMART): it has no self-test.").format(name=disk.name)
        return Reason(code="no-smart", text=text)
    return None


def planned_seconds(disk: Disk, depth: Depth) -> int:
    """Return how long it takes by the drive's own word; by its size where it gives none."""
    if depth == "short":
        minutes = (disk.smart.short_test_minutes if disk.smart else None) or _SHORT_MINUTES
        return minutes * 60 + _TO_BEGIN_SECONDS
    stated = disk.smart.extended_test_minutes if disk.smart else None
    if stated:
        return stated * 60 + _TO_BEGIN_SECONDS
    by_size = (disk.size_bytes or 0) // _BYTES_PER_SECOND
    return _TO_BEGIN_SECONDS + (_SSD_SECONDS if disk.medium == "ssd" or not by_size else by_size)
