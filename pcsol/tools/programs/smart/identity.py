"""What smartctl's words for a disk mean: medium, bus, names."""

import re

from pcsol.model.disk import Bus, Medium

_BRIDGES = re.compile(r"usb|snt(jmicron|asmedia|realtek)")
_SSD = re.compile(r"SSD|Solid State", re.IGNORECASE)
# Series that were only ever made as hard disks; those before 2009 do not state a rotation rate.
_HDD = re.compile(
    r"Caviar|Scorpio|VelociRaptor|Raptor|Barracuda|Momentus|Cheetah|Deskstar|Travelstar|Ultrastar|SpinPoint|DiamondMax"
    r"|Fireball|Maxline|Western Digital RE",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"-*|\[No Information Found\]|.*\.\.\.|\W*none\W*", re.IGNORECASE)


def medium(protocol: str | None, rotation: int | None, family: str | None, model: str | None) -> Medium | None:
    """Return what the disk is made of. rotation: turns per minute, 0 for an SSD, None when it does not say."""
    if rotation is not None:
        return "hdd" if rotation > 0 else "ssd"
    if protocol == "NVMe" or _SSD.search(f"{family or ''} {model or ''}"):
        return "ssd"
    return "hdd" if family and _HDD.search(family) else None


def bus(protocol: str | None, device_type: str | None, transport: str | None, *, serial_ata: bool) -> Bus | None:
    """Return how the disk is wired, where smartctl is sure of it: behind a bridge it may not be."""
    if device_type and _BRIDGES.match(device_type):
        return "usb"
    if protocol == "NVMe":
        return "nvme"
    if protocol == "ATA":
        return "sata" if serial_ata else None
    if transport:
        return "sas" if "SAS" in transport else "scsi" if "Parallel" in transport else None
    return None


def told(text: str | None) -> str | None:
    """Return a name; None for a blank, a mask ("--", "5 000cca ...") and smartctl's words for nothing."""
    text = " ".join((text or "").split())
    return None if not text or _NOTHING.fullmatch(text) else text
