"""SG_IO: one SCSI command by ioctl (Linux, include/scsi/sg.h), its answer with status and sense bytes."""

import ctypes
import os
from dataclasses import dataclass

from pcsol.tools.firmware.sense import Sense, parse
from pcsol.tools.firmware.wire import Wire

SG_IO = 0x2285
NOTHING, TO_DEVICE, FROM_DEVICE = -1, -2, -3  # SG_DXFER_*: any other direction is answered with EINVAL (seen)
GOOD, CHECK_CONDITION = 0x00, 0x02  # SAM-5, 5.3.1
_SENSE_BYTES = 64
_DRIVER_SENSE = 0x08  # "there is sense": said by kernels before 5.13 with every CHECK CONDITION


class Header(ctypes.Structure):
    """struct sg_io_hdr; `timeout` and `duration` in milliseconds, `dxfer_len` in bytes."""

    _fields_ = (
        ("interface_id", ctypes.c_int),
        ("dxfer_direction", ctypes.c_int),
        ("cmd_len", ctypes.c_ubyte),
        ("mx_sb_len", ctypes.c_ubyte),
        ("iovec_count", ctypes.c_ushort),
        ("dxfer_len", ctypes.c_uint),
        ("dxferp", ctypes.c_void_p),
        ("cmdp", ctypes.c_void_p),
        ("sbp", ctypes.c_void_p),
        ("timeout", ctypes.c_uint),
        ("flags", ctypes.c_uint),
        ("pack_id", ctypes.c_int),
        ("usr_ptr", ctypes.c_void_p),
        ("status", ctypes.c_ubyte),
        ("masked_status", ctypes.c_ubyte),
        ("msg_status", ctypes.c_ubyte),
        ("sb_len_wr", ctypes.c_ubyte),
        ("host_status", ctypes.c_ushort),
        ("driver_status", ctypes.c_ushort),
        ("resid", ctypes.c_int),
        ("duration", ctypes.c_uint),
        ("info", ctypes.c_uint),
    )


@dataclass(frozen=True, slots=True)
class Reply:
    """How one command ended. `errno`: the kernel did not even take it. `data`: what came back, without the rest."""

    cdb: bytes
    status: int = 0
    host_status: int = 0
    driver_status: int = 0
    sense: Sense | None = None
    data: bytes = b""
    errno: int | None = None

    @property
    def arrived(self) -> bool:
        """The device itself answered: no error of the kernel, the adapter or the line."""
        way = self.errno is None and self.host_status == 0 and self.driver_status in (0, _DRIVER_SENSE)
        return way and self.status in (GOOD, CHECK_CONDITION)

    @property
    def good(self) -> bool:
        """GOOD, and nothing else at all."""
        return self.arrived and self.status == GOOD and self.driver_status == 0

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        if self.errno is not None:
            return f"{self.cdb.hex()} errno={self.errno} ({os.strerror(self.errno)})"
        states = f"status={self.status:02x} host={self.host_status:02x} driver={self.driver_status:02x}"
        return f"{self.cdb.hex()} {states} sense={self.sense.raw.hex() if self.sense else 'none'}"


def send(wire: Wire, cdb: bytes, *, out: bytes = b"", read_bytes: int = 0, seconds: float = 20.0) -> Reply:
    """Send a command, with `out` or for up to `read_bytes` of answer. Never raises; `seconds` is its time limit."""
    command = (ctypes.c_ubyte * len(cdb))(*cdb)
    sense = (ctypes.c_ubyte * _SENSE_BYTES)()
    length = len(out) or read_bytes
    data = ctypes.create_string_buffer(out, length) if length else None
    header = Header(
        interface_id=ord("S"),
        dxfer_direction=TO_DEVICE if out else FROM_DEVICE if read_bytes else NOTHING,
        cmd_len=len(cdb),
        mx_sb_len=_SENSE_BYTES,
        dxfer_len=length,
        dxferp=ctypes.addressof(data) if data else None,
        cmdp=ctypes.addressof(command),
        sbp=ctypes.addressof(sense),
        timeout=min(int(seconds * 1000), 0xFFFFFFFF),
    )
    try:
        wire.ioctl(wire.descriptor, SG_IO, header)
    except OSError as err:
        return Reply(cdb, errno=err.errno or 0)
    told = bytes(sense[: min(header.sb_len_wr, _SENSE_BYTES)])
    came = max(0, length - max(0, header.resid)) if read_bytes else 0
    return Reply(
        cdb,
        header.status,
        header.host_status,
        header.driver_status,
        parse(told),
        data.raw[:came] if data else b"",
    )
