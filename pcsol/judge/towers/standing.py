"""How far a tower has come: the grade of its disks, what is erased of them, and where it stands. Pure."""

from typing import Literal

from pcsol.model.hardware.disk import Disk, Grade
from pcsol.model.inventory.tower import DiskPaper, Tower
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe

Stage = Literal["to_check", "ready", "parts"]
PARTS = "parts"
_NOT_INSIDE = ("usb", "loop")
_NOT_GIVEN = ("C", "D")


class Erased(Noun):
    """How many of the disks that a tower has now have been erased, by an accepted erasure. Both null: not known."""

    erased: int | None = None
    of: int | None = None
    papers: tuple[DiskPaper, ...] = ()


def inside(probe: Probe | None) -> tuple[Disk, ...] | None:
    """Return the tower's own disks: neither PCSol's stick nor what hangs on USB. None: could not look."""
    if probe is None or probe.disks is None:
        return None
    return tuple(disk for disk in probe.disks if is_inside(disk))


def is_inside(disk: Disk) -> bool:
    """Tell whether it is the tower's own."""
    return not disk.own_medium and disk.bus not in _NOT_INSIDE


def disk_grade(probe: Probe | None) -> Grade | None:
    """Return the worst grade of the tower's disks. None where there is no disk, or where one that is not graded could
    be worse than the others: *not graded* is not *good*."""
    grades = [disk.health.grade for disk in inside(probe) or ()]
    worst = max((grade for grade in grades if grade), default=None)
    return worst if None not in grades or worst in _NOT_GIVEN else None


def erased(tower: Tower) -> Erased:
    """Count the tower's disks with an accepted erasure as their newest paper."""
    disks = inside(tower.probe)
    if disks is None:
        return Erased(papers=tower.papers)
    done = sum(_became(disk, tower.papers) == "erased" for disk in disks)
    return Erased(erased=done, of=len(disks), papers=tower.papers)


def stage(tower: Tower) -> Stage:
    """Say where a tower stands: "ready" only with every disk erased and a destination that fits."""
    destination = tower.probe.verdict.destination if tower.probe else None
    if destination == PARTS:
        return "parts"
    count = erased(tower)
    return "ready" if destination and count.of and count.erased == count.of else "to_check"


def _became(disk: Disk, papers: tuple[DiskPaper, ...]) -> str | None:
    names = {name for name in (disk.serial, disk.wwn) if name}
    return next((paper.became for paper in reversed(papers) if paper.disk in names), None)
