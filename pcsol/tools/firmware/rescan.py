"""Have the kernel ask a disk for its size again: /sys/class/block/*/device/rescan (drivers/scsi/scsi_sysfs.c)."""

import fcntl
import struct
from pathlib import Path

_BLKGETSIZE64 = 0x80081272


def rescan(name: str, root: Path = Path("/")) -> bool:
    """Ask for it; False where there is no such door."""
    door = root / "sys/class/block" / name / "device/rescan"
    try:
        door.write_text("1", "ascii")
    except OSError:
        return False
    return True


def size_bytes(descriptor: int) -> int | None:
    """Return the size that the kernel holds of an open disk (BLKGETSIZE64)."""
    try:
        told = fcntl.ioctl(descriptor, _BLKGETSIZE64, bytes(8))
    except OSError:
        return None
    return int(struct.unpack("=Q", told)[0])
