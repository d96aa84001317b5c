"""Whether a tower may enter a workshop: no donor's data ever gets into a participant's hands. Pure.

Every internal disk is erased by an accepted erasure, or there is no disk in it. What is not known is refused.
"""

from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.judge.towers.standing import inside
from pcsol.model.hardware.disk import Disk
from pcsol.model.inventory.tower import DiskPaper, Tower
from pcsol.model.probe import Probe


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a tower may not enter, and what to do about it."""

    what: str
    remedy: str


def obstacle(tower: Tower | None, code: str, *, school: bool = False, unreadable: int = 0) -> Obstacle | None:
    """Say why this tower may not enter; None: it may.

    `tower`: what is known here under this code, None when nothing is; `school`: somebody stands for it that it is a
    school tower, which never leaves: it may enter as it is, if it is known here and no record says that it was given;
    `unreadable`: how many records of it could not be read, and might tell of another disk.
    """
    if school and tower is not None and not _is_a_donors(tower) and not unreadable:
        return None
    if unreadable:
        return Obstacle(
            _("Some records of {code} cannot be read: they may tell of a disk that is not erased.").format(code=code),
            _("Update PCSol, or start PCSol on the tower and erase what is in it: `pcsol wipe run`."),
        )
    if school and tower is None:
        return Obstacle(
            _("Nobody here knows {code}: whether it is a school tower cannot be told.").format(code=code),
            _("Start it with the PCSol stick and keep what is found. A school tower without a sticker has no code."),
        )
    if tower is None or tower.probe is None:
        return Obstacle(
            _("Nobody knows what disks are in {code}: PCSol never looked into it.").format(code=code),
            _("Start the tower with the PCSol stick, keep what is found, and erase its disks or take them out."),
        )
    return _of_disks(tower.probe, tower.papers, code)


def _is_a_donors(tower: Tower | None) -> bool:
    return tower is not None and bool(tower.lot or tower.donor_asset_number)


def _of_disks(probe: Probe, papers: tuple[DiskPaper, ...], code: str) -> Obstacle | None:
    disks = inside(probe)
    if disks is None or probe.hidden_storage is None:
        return Obstacle(
            _("The last look at {code} could not see all its disks.").format(code=code),
            _("Start the tower with the PCSol stick and keep a new look."),
        )
    # What an area at a disk's end hides (HPA) is the erasure's own business: an accepted one has opened it.
    if any(one.kind != "hpa" for one in probe.hidden_storage):
        return Obstacle(
            _("{code} has storage that does not show as a disk.").format(code=code),
            _("Set its disk controller to AHCI in the firmware's settings, start PCSol again and look once more."),
        )
    return next((found for disk in disks if (found := _of_disk(disk, probe, papers, code))), None)


def _of_disk(disk: Disk, probe: Probe, papers: tuple[DiskPaper, ...], code: str) -> Obstacle | None:
    """The newest paper counts. A destruction that is newer than the last look: the disk is not in there any more."""
    names = {name for name in (disk.serial, disk.wwn) if name}
    paper = max((one for one in papers if one.disk in names), key=lambda one: one.at, default=None)
    if paper is not None and paper.became == "erased":
        return None
    if paper is not None and paper.became == "destroyed" and paper.at > probe.taken_at:
        return None
    name = " ".join(filter(None, (disk.model, disk.serial))) or disk.name
    if paper is None:
        what = _("The disk {disk} in {code} is not erased: no accepted erasure is kept here.")
    elif paper.became == "destroyed":
        what = _("The disk {disk} is said to be destroyed, and the last look at {code} still sees it.")
    else:
        what = _("The disk {disk} in {code} is NOT ERASED: its last erasure was not accepted.")
    return Obstacle(
        what.format(disk=name, code=code),
        _(
            "Erase it with `pcsol wipe run`, or take it out and keep a new look with `pcsol probe --save`. "
            "Until then use a school tower."
        ),
    )
