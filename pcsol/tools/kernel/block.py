"""The disks that the kernel shows: /sys/block (Documentation/ABI/stable/sysfs-block of Linux)."""

import re
from functools import partial

from pcsol.errors import FactError
from pcsol.model.disk import Bus, Disk, Link, Medium
from pcsol.tools.kernel import block_link
from pcsol.tools.world.world import World

BLOCK = "/sys/block"
_SECTOR_BYTES = 512  # the unit of /sys/block/*/size, whatever the disk's own sectors are
# Everything with a block device that is no disk: made of memory, of files, of other disks, or of light.
_NO_DISK = re.compile(
    r"(?:ram|zram|loop|dm-|md|sr|scd|fd|nbd|drbd|rbd|zd|bcache|nullb|pmem|mtdblock|ublkb)\d+.*"
    r"|mmcblk\d+(?:boot\d+|rpmb|gp\d+)|nvme\d+c\d+n\d+"
)
_TRUTH = {"0": False, "1": True}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.,+-]*")


def is_disk(name: str) -> bool:
    """Say whether a kernel name can be a disk: not a loop, an optical drive, a boot partition of an MMC …"""
    return bool(_NAME.fullmatch(name)) and not _NO_DISK.fullmatch(name)


def vendor(word: str | None) -> str | None:
    """Return the maker: libata writes "ATA" for every disk, virtio and NVMe a PCI number, and neither is one."""
    return None if word is None or word == "ATA" or word.startswith("0x") else word


def medium(bus: Bus | None, *, rotates: bool | None, on_ata: bool) -> Medium | None:
    """Judge the kernel's flag: on ATA it is the disk's own word; bridges, RAID and virtual disks keep a default."""
    if bus == "nvme":
        return "ssd"
    if bus == "mmc":
        return "flash"
    if rotates is True:
        return "hdd" if on_ata else None
    return "ssd" if rotates is False and (on_ata or bus in ("sas", "scsi")) else None


def names(world: World) -> tuple[str, ...] | None:
    """Return the names of the disks ("sda"); None when the kernel's list is not there. Empty card readers are none."""
    found = world.names(BLOCK)
    return None if found is None else tuple(name for name in found if is_disk(name) and _is_there(world, name))


def _is_there(world: World, name: str) -> bool:
    """A disk that broke has size 0 as well, and is listed: only a slot for cards is empty on purpose."""
    place = world.link(f"{BLOCK}/{name}") or ""
    empty = _number(world, name, "size") == 0 and _word(world, name, "removable") == "1"
    return not empty and "/virtual/block/" not in place and _word(world, name, "hidden") != "1"


def bus(world: World, name: str) -> Bus | None:
    """Say on which bus the disk is, as far as the kernel tells."""
    return block_link.bus(world, name, world.link(f"{BLOCK}/{name}") or "")


def is_ata(world: World, name: str) -> bool:
    """Say whether the disk hangs on an ATA controller itself, with no bridge in between."""
    return block_link.is_ata(world.link(f"{BLOCK}/{name}") or "")


def disk(world: World, name: str) -> Disk:
    """Return what the kernel knows of one disk, without asking the disk. Never raises; unknown stays null."""
    place = world.link(f"{BLOCK}/{name}") or ""
    way = block_link.bus(world, name, place)
    read = partial(_word, world, name)
    sectors = _number(world, name, "size")
    return Disk(
        name=name,
        path=None if "-" in name else f"/dev/{name}",  # a disk behind a controller has no file of its own
        model=read("device/model") or read("device/name"),
        vendor=vendor(read("device/vendor")),
        serial=_serial(world, name),
        wwn=_wwn(read("wwid") or read("device/wwid")),
        firmware=read("device/firmware_rev") or read("device/rev"),
        size_bytes=sectors * _SECTOR_BYTES if sectors else None,
        medium=medium(way, rotates=_TRUTH.get(read("queue/rotational") or ""), on_ata=block_link.is_ata(place)),
        bus=way,
        link=Link(now_gbps=block_link.now_gbps(world, way, place)),
        logical_sector_bytes=_number(world, name, "queue/logical_block_size") or None,
        physical_sector_bytes=_number(world, name, "queue/physical_block_size") or None,
        port=block_link.port(world, way, place),
        removable=_TRUTH.get(read("removable") or ""),
    )


def _word(world: World, name: str, fact: str) -> str | None:
    try:
        return world.read(f"{BLOCK}/{name}/{fact}", limit_bytes=4096).replace("\0", "").strip() or None
    except FactError:
        return None


def _number(world: World, name: str, fact: str) -> int | None:
    word = _word(world, name, fact) or ""
    return int(word) if word.isdecimal() and word.isascii() else None


def _serial(world: World, name: str) -> str | None:
    """NVMe, MMC and virtio tell it; SCSI keeps it in vital product data page 80h (SPC-4, 7.8.15) after 4 bytes."""
    told = _word(world, name, "device/serial") or _word(world, name, "serial")
    if told is not None:
        return told
    try:
        page = world.read_bytes(f"{BLOCK}/{name}/device/vpd_pg80", limit_bytes=4096)
    except FactError:
        return None
    text = page[4:].decode("ascii", errors="ignore").strip(" \0")
    return text if text.isprintable() and text else None


def _wwn(wwid: str | None) -> str | None:
    """naa.5000… becomes 0x5000…, as udev and lsblk write it; a t10 designator is a name, not a number."""
    found = re.fullmatch(r"(?:naa\.|0x)([0-9a-fA-F]{16,32})|(eui\.[0-9a-fA-F]{16,32})", wwid or "")
    if not found:
        return None
    return f"0x{found[1].lower()}" if found[1] else found[2].lower()
