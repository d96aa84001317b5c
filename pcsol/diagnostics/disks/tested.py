"""Which disks are tested, and the sentences for those that cannot be."""

from pcsol.diagnostics.bench import Bench, Found, Tell
from pcsol.i18n import _
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.model.reason import Reason

# Of these a person asks nothing: they are no part of the tower, or lie in memory.
_NO_DISK = ("loop",)
# What a test of a disk takes that tells at once what is known.
AT_ONCE_SECONDS = 1


def longest_seconds(planned: int) -> int:
    """Return after how long a test of a disk is given up: before the runner would, so that it can say why."""
    return planned + max(240, planned * 9 // 10)


def disks_of(probe: Probe) -> tuple[Disk, ...]:
    """Return the disks to make a test of, one each."""
    return probe.disks or ()


def is_the_towers(disk: Disk) -> bool:
    """Tell whether the disk belongs to the tower, and not to whoever plugged it in."""
    return disk.own_medium is not True and disk.bus not in ("usb", *_NO_DISK) and disk.removable is not True


def cannot_be_tested(disk: Disk) -> Reason | None:
    """Return why no test of this disk would tell anything of the tower; None when it would."""
    if disk.own_medium:
        text = _("PCSol itself runs from the disk {name}.").format(name=disk.name)
        return Reason(code="own-medium", text=text)
    if disk.bus in _NO_DISK:
        text = _("{name} is no disk of this tower: it lies in a file.").format(name=disk.name)
        return Reason(code="no-disk", text=text)
    return None


def at_once(found: Found, _bench: Bench, _tell: Tell) -> Found:
    """Say what is known without any test. To be used with `partial`."""
    return found
