"""What even a successful way leaves unproven: said before it begins, and on the certificate."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.wipe.plan.media import FLASH, Kind
from pcsol.wipe.plan.ways import Way


def uncovered(candidate: Candidate, abilities: Abilities, kind: Kind, way: Way) -> tuple[str, ...]:
    """Return one sentence for each thing that cannot be seen from outside the disk."""
    return tuple(_sentences(candidate, abilities, kind, way))


def _sentences(candidate: Candidate, abilities: Abilities, kind: Kind, way: Way) -> Iterator[str]:
    if kind == "loop":
        yield _("This is a file, not a disk: what the file system below it keeps elsewhere is not reached.")
        return
    if way.firmware:
        yield _("That the disk's own program did what it reports, in cells that nobody can read from outside.")
    elif kind in FLASH:
        yield _("Spare cells of flash memory, which writing does not reach.")
    if kind.endswith("hdd") and not way.firmware:
        yield _("Sectors that the disk replaced by spare ones, which writing does not reach.")
    if abilities.direct is not True and kind not in ("nvme", "mmc"):
        yield _("Areas that the disk hides (HPA, DCO): they cannot be asked about here.")
    if hides_unknown(candidate, abilities):
        yield untold()
    if abilities.nvme is not None and len(abilities.nvme.namespaces or ()) > 1 and not way.firmware:
        yield _("Other parts (namespaces) of this NVMe disk than the one that was erased.")


def untold() -> str:
    """Say that a disk kept to itself what it hides, if anything."""
    return _("Whether the disk hides an area (HPA, DCO): it did not tell.")


def hides_unknown(candidate: Candidate, abilities: Abilities) -> bool:
    """Whether an ATA disk that can be asked did not tell of each way to hide something."""
    ata = abilities.ata
    is_ata = candidate.disk.bus in ("sata", "ata") and abilities.direct is True
    return is_ata and (ata is None or not ata.told_all_sectors)
