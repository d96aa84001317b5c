"""A disk or a graphics card that would make a destination fit."""

from pcsol.i18n import _
from pcsol.judge.criteria.disk import internal_disks, spoken_choice
from pcsol.judge.upgrades.change import (
    EFFORT_PER_DISK,
    EFFORT_PER_DISK_GB,
    EFFORT_PER_GRAPHICS_CARD,
    SMALLEST_DISK_GB,
    Change,
)
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import DiskNeed
from pcsol.model.verdict import Upgrade


def disk_change(probe: Probe, need: DiskNeed) -> Change | None:
    """Return the disk to put in: the first that the profile names. A failing one is the one to take out."""
    disks = internal_disks(probe)
    if disks is None:
        return None
    wanted = need.any_of[0]
    failing = [disk for disk in disks if disk.health.grade in ("C", "D")]
    if failing:
        worst = max(failing, key=lambda disk: disk.health.grade or "")
        text = _("Replace the disk {disk} (grade {grade}) by this: {wanted}, {plug}.")
        text = text.format(disk=worst.name, grade=worst.health.grade, wanted=spoken_choice(wanted), plug=_plug(disks))
    elif disks:
        text = _("Put in this, beside {disk} or in its place: {wanted}, {plug}.")
        text = text.format(disk=disks[0].name, wanted=spoken_choice(wanted), plug=_plug(disks))
    else:
        text = _("Put in this: {wanted}, {plug}.").format(wanted=spoken_choice(wanted), plug=_plug(disks))
    effort = EFFORT_PER_DISK + EFFORT_PER_DISK_GB * max(SMALLEST_DISK_GB, wanted.size / 10**9)
    return Change(Upgrade(kind="disk", text=text, value=wanted.size), effort)


def graphics_change() -> Change:
    """Return the advice to add a card: nothing tells whether a slot is free."""
    text = _("Add a graphics card that Linux drives; look first whether a slot is free.")
    return Change(Upgrade(kind="graphics", text=text), EFFORT_PER_GRAPHICS_CARD)


def _plug(disks: tuple[Disk, ...]) -> str:
    """The plug that is in use is there; any other one has to be looked at."""
    buses = {disk.bus for disk in disks}
    if "sata" in buses:
        return _("SATA plug")
    if "nvme" in buses:
        return _("NVMe (M.2) plug")
    return _("look first at the plug (SATA, M.2 or IDE)")
