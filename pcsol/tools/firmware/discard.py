"""BLKSECDISCARD (Linux, include/uapi/linux/fs.h): eMMC erases blocks so that they cannot be read again (JESD84-B51)."""

import struct

from pcsol.tools.firmware.wire import Wire

BLKSECDISCARD = 0x127D


def secure_discard(wire: Wire, first_byte: int, length_bytes: int) -> int | None:
    """Erase a range. Returns None when the kernel says that it was done, else its errno."""
    try:
        wire.ioctl(wire.descriptor, BLKSECDISCARD, bytearray(struct.pack("=QQ", first_byte, length_bytes)))
    except OSError as err:
        return err.errno or 0
    return None
