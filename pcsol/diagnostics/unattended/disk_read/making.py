"""One reading per disk, and how long it takes there."""

from functools import partial

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.disks import tested
from pcsol.diagnostics.unattended.disk_read.doing import Reading
from pcsol.i18n import _
from pcsol.judge.testing.disks import self_test as report
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason

_SAMPLED_SECONDS = 120
# What a full reading comes to from end to end: hard disks 80 to 150 MB/s, SATA SSDs 300 to 500, USB 2 hardly 35.
_BYTES_PER_SECOND = {"hdd": 100_000_000, "ssd": 300_000_000, "flash": 20_000_000}
_USB_BYTES_PER_SECOND = 30_000_000


def jobs(probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Return a reading of each disk: sampled for `seconds`, or full."""
    return tuple(_job(disk, wanted) for disk in tested.disks_of(probe))


def _job(disk: Disk, wanted: WantedTest) -> Job:
    is_full = wanted.depth == "full"
    why_not = tested.cannot_be_tested(disk) or _is_empty(disk)
    at_once = Found("not-testable", (why_not,)) if why_not else _condemned(disk)
    seconds = full_seconds(disk) if is_full else wanted.seconds or _SAMPLED_SECONDS
    reading = Reading(disk, None if is_full else seconds, seconds)
    return Job(
        id=f"disk-read.{disk.name}",
        title=_("Reading of the disk {name}").format(name=disk.name),
        seconds=tested.AT_ONCE_SECONDS if at_once else seconds,
        run=partial(tested.at_once, at_once) if at_once else reading.run,
        takes=frozenset() if at_once else frozenset({f"disk.{disk.name}"}),
        needs=("root",),
        required=wanted.required and tested.is_the_towers(disk),
    )


def _is_empty(disk: Disk) -> Reason | None:
    if disk.size_bytes == 0:
        return Reason(code="empty", text=_("There is nothing in the reader {name}.").format(name=disk.name))
    return None


def _condemned(disk: Disk) -> Found | None:
    """Its self-test has failed already: reading it wears down what may still be wanted from it."""
    if report.condemned(disk) is None:
        return None
    text = _("The disk's own report already condemns it. It was not read any further.")
    return Found("not-tested", (Reason(code="condemned", text=text),))


def full_seconds(disk: Disk) -> int:
    """Return how long reading all of it takes, by kind of disk."""
    speed = _USB_BYTES_PER_SECOND if disk.bus == "usb" else _BYTES_PER_SECOND[disk.medium or "hdd"]
    return max(10, (disk.size_bytes or 0) // speed)
