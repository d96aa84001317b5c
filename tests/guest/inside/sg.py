"""SG_IO by hand (include/scsi/sg.h), so that the proofs depend neither on PCSol nor on what hdparm prints."""

import ctypes
import fcntl
import os
import struct
from dataclasses import dataclass

_SG_IO = 0x2285
_NONE, _OUT, _IN = -1, -2, -3
_SENSE_BYTES = 64
_CK_COND, _IN_BLOCKS, _OUT_BLOCKS = 0x20, 0x0E, 0x06
_DESCRIPTOR_CODES = (0x72, 0x73)


class _Header(ctypes.Structure):
    _fields_ = (
        ("interface_id", ctypes.c_int), ("direction", ctypes.c_int), ("cdb_length", ctypes.c_ubyte),
        ("sense_length", ctypes.c_ubyte), ("iovec_count", ctypes.c_ushort), ("length", ctypes.c_uint),
        ("data", ctypes.c_void_p), ("cdb", ctypes.c_void_p), ("sense", ctypes.c_void_p), ("timeout", ctypes.c_uint),
        ("flags", ctypes.c_uint), ("pack_id", ctypes.c_int), ("user", ctypes.c_void_p), ("status", ctypes.c_ubyte),
        ("masked_status", ctypes.c_ubyte), ("msg_status", ctypes.c_ubyte), ("sense_written", ctypes.c_ubyte),
        ("host_status", ctypes.c_ushort), ("driver_status", ctypes.c_ushort), ("residue", ctypes.c_int),
        ("duration", ctypes.c_uint), ("info", ctypes.c_uint),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """SCSI status, data, sense bytes."""

    status: int
    data: bytes
    sense: bytes

    @property
    def key(self) -> tuple[int, int, int]:
        """Sense key, code, qualifier."""
        s = self.sense.ljust(18, b"\0")
        return (s[1] & 15, s[2], s[3]) if s[0] & 0x7F in _DESCRIPTOR_CODES else (s[2] & 15, s[12], s[13])

    @property
    def registers(self) -> dict[str, int] | None:
        """ATA registers after a pass-through: from the return descriptor, or from the fixed fields of SAT-4."""
        s = self.sense
        if len(s) >= 22 and s[0] & 0x7F == 0x72 and s[8] == 9:
            lba = s[15] | s[17] << 8 | s[19] << 16 | s[14] << 24 | s[16] << 32 | s[18] << 40
            return {"error": s[11], "status": s[21], "count": s[12] << 8 | s[13], "lba": lba}
        if len(s) >= 12 and s[0] & 0x7F == 0x70:
            return {"error": s[3], "status": s[4], "count": s[6], "lba": s[9] | s[10] << 8 | s[11] << 16}
        return None


def send(path: str, cdb: bytes, *, out: bytes = b"", expect: int = 0, seconds: float = 60) -> Reply:
    """Send one command; `out` is its data, `expect` how many bytes it returns at most. Raises OSError."""
    buffer = ctypes.create_string_buffer(out or b"\0", max(len(out), expect, 1))
    sense = ctypes.create_string_buffer(_SENSE_BYTES)
    header = _Header(
        ord("S"), _OUT if out else _IN if expect else _NONE, len(cdb), _SENSE_BYTES, 0, len(out) or expect,
        ctypes.addressof(buffer), ctypes.cast(ctypes.c_char_p(cdb), ctypes.c_void_p).value,
        ctypes.addressof(sense), int(seconds * 1000),
    )  # fmt: skip
    # Not for writing: on the close of a writer udev reads the partition table anew, and hangs on a disk that sanitizes.
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        fcntl.ioctl(file, _SG_IO, header)
    finally:
        os.close(file)
    if header.host_status:
        raise OSError(f"{path}: host status {header.host_status:#x}")
    return Reply(header.status, buffer.raw[:expect], sense.raw[: header.sense_written])


def ata(  # noqa: PLR0913 -- the registers of ATA
    path: str, code: int, *, feature: int = 0, count: int = 0, lba: int = 0, out: bytes = b"", expect: int = 0
) -> Reply:
    """One ATA command through ATA PASS-THROUGH (16), 48-bit, registers wanted back."""
    protocol = 5 if out else 4 if expect else 3
    flags = _CK_COND | (_OUT_BLOCKS if out else _IN_BLOCKS if expect else 0)
    count = count or (1 if out or expect else 0)
    low = [byte for at in range(3) for byte in (lba >> (8 * (at + 3)) & 0xFF, lba >> (8 * at) & 0xFF)]
    cdb = struct.pack("16B", 0x85, protocol << 1 | 1, flags, feature >> 8, feature & 0xFF, count >> 8, count & 0xFF,
                      *low, 0x40, code, 0)  # fmt: skip
    return send(path, cdb, out=out, expect=expect)


def identify(path: str) -> tuple[int, ...]:
    """The 256 words of IDENTIFY DEVICE, from the drive itself."""
    return struct.unpack("<256H", ata(path, 0xEC, expect=512).data)
