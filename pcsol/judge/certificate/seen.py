"""The list of disks seen in a tower, with what became of each."""

from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import Level
from pcsol.model.papers.certificate import Became, SeenDisk


def seen(candidate: Candidate, became: Became, level: Level = "none") -> SeenDisk:
    """Return the line of one disk. A loop device is named by its file's name, as everywhere."""
    disk = candidate.disk
    became = "own-medium" if disk.own_medium else became
    return SeenDisk(
        id=candidate.id,
        model=disk.model,
        media=disk.medium,
        size_bytes=disk.size_bytes,
        became=became,
        level=level if became == "erased" else "none",
    )
