"""hdparm(8) -I and -N: what an ATA disk says of itself. Behind a bridge it invents facts and exits 0."""

import re

from pcsol.errors import NotPermittedError, ToolFailedError
from pcsol.i18n import _
from pcsol.model.hardware.disk import Bus, DiskSecurity, Link, Medium
from pcsol.model.noun import Noun
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import World

_NO_SENSE = "bad/missing sense data"
_LOGICAL = r"Logical(?:/Physical)?\s+Sector size:"
_HIGHEST_LBA28 = "268435455"


class AtaIdentity(Noun):
    """The IDENTIFY DEVICE data of a disk as `hdparm -I` words it; everything null when it cannot be believed."""

    model: str | None = None
    serial: str | None = None
    firmware: str | None = None
    wwn: str | None = None
    bus: Bus | None = None
    link: Link = Link()
    medium: Medium | None = None
    rotation_rpm: int | None = None
    size_bytes: int | None = None
    logical_sector_bytes: int | None = None
    physical_sector_bytes: int | None = None
    security: DiskSecurity | None = None


class Extent(Noun):
    """How many sectors a disk shows and how many it has; both null when `hdparm -N` cannot be believed."""

    visible_sectors: int | None = None
    native_sectors: int | None = None


def identify(name: str) -> Question:
    """Ask the disk who it is and whether it is locked."""
    return Question(("hdparm", "-I", f"/dev/{name}"), (f"hdparm-{name}.txt",), seconds=15)


def extent(name: str) -> Question:
    """Ask the disk whether it hides sectors (host protected area)."""
    return Question(("hdparm", "-N", f"/dev/{name}"), (f"hdparm-N-{name}.txt",), seconds=15)


def read_identity(world: World, name: str) -> AtaIdentity:
    """Return who the disk is. Raises ToolError, NotPermittedError or UnrecordedError."""
    return parse_identity(_heard(world.ask(identify(name)), name))


def read_extent(world: World, name: str) -> Extent:
    """Return how much of the disk can be seen. Raises ToolError, NotPermittedError or UnrecordedError."""
    return parse_extent(_heard(world.ask(extent(name)), name))


def _heard(call: Call, name: str) -> str:
    if "Permission denied" in call.stderr:
        raise NotPermittedError(f"/dev/{name}")
    if call.status and not re.search(r"^(?:ATA device|\s*max sectors)", call.stdout, re.MULTILINE):
        raise ToolFailedError(
            _("The disk {name} did not answer hdparm.").format(name=name),
            remedy=_("Check its cables, then start again."),
            details=call.stderr,
        )
    return call.stdout + call.stderr


def parse_identity(text: str) -> AtaIdentity:
    """Read `hdparm -I`. Only an answer that a disk's checksum covers, or a plain one without a checksum, is taken."""
    model = _line(text, r"Model Number:")
    if model is None or not _believable(text):
        return AtaIdentity()
    turning = _line(text, r"Nominal Media Rotation Rate:") or ""
    rpm = int(turning) if turning.isdecimal() and int(turning) > 1000 else None
    wwn = _line(text, r"Logical Unit WWN Device Identifier:") or ""
    return AtaIdentity(
        model=model,
        serial=_line(text, r"Serial Number:"),
        firmware=_line(text, r"Firmware Revision:"),
        wwn=f"0x{wwn.lower()}" if re.fullmatch(r"[0-9a-fA-F]{16}", wwn) else None,
        bus=_bus(text),
        link=Link(max_gbps=_fastest(text)),
        medium="ssd" if turning == "Solid State Device" else "hdd" if rpm else None,
        rotation_rpm=rpm,
        size_bytes=_size_bytes(text),
        logical_sector_bytes=_bytes(text, _LOGICAL),
        physical_sector_bytes=_bytes(text, r"(?:Logical/)?Physical Sector size:"),
        security=_security(text),
    )


def _size_bytes(text: str) -> int | None:
    """What can be addressed. The count for 28-bit commands stops at its highest, whatever the disk holds beyond."""
    wide, narrow = (_line(text, rf"{lba}\s+user addressable sectors:") for lba in ("LBA48", "LBA"))
    sectors = wide or (narrow if narrow != _HIGHEST_LBA28 else None)
    sector_bytes = _bytes(text, _LOGICAL)
    return int(sectors) * sector_bytes or None if sectors and sectors.isdecimal() and sector_bytes else None


def _believable(text: str) -> bool:
    """ACS-3, 7.12.7.86: word 255 holds a checksum. Old disks leave it 0; anything else is not IDENTIFY data."""
    unset = re.search(r"Integrity word not set \(found 0x([0-9a-f]{4})", text)
    signs = "".join(re.findall(r"(?:Model Number|Serial Number|Firmware Revision):(.*)", text))
    plain = bool(re.fullmatch(r"[\x20-\x7e]*", signs))
    return plain and ("Checksum: correct" in text or (unset is not None and unset[1] == "0000"))


def _line(text: str, label: str) -> str | None:
    found = re.search(rf"^\s*{label}[ \t]*(\S.*?)\s*$", text, re.MULTILINE)
    return found[1] if found else None


def _bytes(text: str, label: str) -> int | None:
    found = re.search(rf"^\s*{label}\s+(\d+) bytes", text, re.MULTILINE)
    return int(found[1]) or None if found else None


def _bus(text: str) -> Bus | None:
    transport = _line(text, r"Transport:") or ""
    return "sata" if transport.startswith("Serial") else "ata" if transport.startswith("Parallel") else None


def _fastest(text: str) -> float | None:
    speeds = [float(speed) for speed in re.findall(r"Gen\d signaling speed \((\d(?:\.\d)?)Gb/s\)", text)]
    return max(speeds, default=None)


def _security(text: str) -> DiskSecurity | None:
    """Absent on a disk without the feature set; cut short, it tells nothing. "not" stands before what is not."""
    section = re.search(r"^Security:[ \t]*\n((?:[ \t]+.*\n?)*)", text, re.MULTILINE)
    if section is None:
        return None if "Security Mode feature set" in text else DiskSecurity(supported=False)
    states = {
        word: not negated
        for negated, word in re.findall(
            r"^[ \t]+(not)?[ \t]+(supported|enabled|locked|frozen)[ \t]*$", section[1], re.M
        )
    }
    return DiskSecurity(**states)


def parse_extent(text: str) -> Extent:
    """Read `hdparm -N`: "max sectors = VISIBLE/NATIVE". Bridges make it print 0/1: such numbers are dropped."""
    found = re.search(r"max sectors\s*=\s*(\d+)/(\d+)(\(\d+\?\))?", text)
    if found is None or found[3] or _NO_SENSE in text or "seems invalid" in text:
        return Extent()
    visible, native = int(found[1]), int(found[2])
    return Extent(visible_sectors=visible, native_sectors=native) if native >= visible > 1 else Extent()


def believed(extent: Extent, size_bytes: int | None, sector_bytes: int | None) -> Extent:
    """Return the extent when its visible part is what the kernel sees, as far as that is known; else nothing."""
    if extent.visible_sectors is None or size_bytes is None:
        return extent
    return extent if extent.visible_sectors * (sector_bytes or 512) == size_bytes else Extent()
