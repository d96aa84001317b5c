"""What smartctl's words for a disk mean: medium, bus, names."""

import re

from pcsol.model.hardware.disk import Bus, Medium

_BRIDGES = re.compile(r"usb|snt(jmicron|asmedia|realtek)")
_SSD = re.compile(r"SSD|Solid State", re.IGNORECASE)
# Series that were only ever made as hard disks; those before 2009 do not state a rotation rate.
_HDD = re.compile(
    r"Caviar|Scorpio|VelociRaptor|Raptor|Barracuda|Momentus|Cheetah|Deskstar|Travelstar|Ultrastar|SpinPoint|DiamondMax"
    r"|Fireball|Maxline|Western Digital RE",
    re.IGNORECASE,
)
_HEX_16 = re.compile(r"[0-9a-f]{16}([0-9a-f]{16})?")
_FAILING = 0b1000  # exit status bit 3: the disk says that it is failing (smartctl(8))
_SIZE_MAX = 10**17  # 100 PB; an optical drive without a disc told 7757
_SECTOR_MAX = 65536
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


def wwn(text: str | None) -> str | None:
    """Return a World Wide Name as lsblk writes it: "0x5000c50012345678"; None when it is cut, masked or all zero."""
    digits = re.sub(r"\s", "", text or "").lower().removeprefix("0x")
    return f"0x{digits}" if _HEX_16.fullmatch(digits) and digits.strip("0") else None


def eui(text: str | None) -> str | None:
    """Return an NVMe namespace's EUI-64 as lsblk writes it: "eui.0025385991b0a1b2"."""
    digits = re.sub(r"\s", "", text or "").lower()
    return f"eui.{digits}" if len(digits) == 16 and _HEX_16.fullmatch(digits) and digits.strip("0") else None


def plausible_size(size_bytes: int | None) -> int | None:
    """Return a size that a disk can have."""
    return size_bytes if size_bytes is not None and 0 < size_bytes <= _SIZE_MAX else None


def plausible_sector(size_bytes: int | None) -> int | None:
    """Return a sector size that a disk can have (520 and 528 exist)."""
    return size_bytes if size_bytes is not None and 256 <= size_bytes <= _SECTOR_MAX else None


def verdict(passed: bool | None, exit_status: int | None) -> bool | None:  # noqa: FBT001  # a fact, not a switch
    """Return the disk's own verdict: what it printed, or the bit that says FAILING."""
    return False if exit_status is not None and exit_status & _FAILING else passed
