"""NVME_IOCTL_ADMIN_CMD (Linux, include/uapi/linux/nvme_ioctl.h): one admin command by ioctl.

It is sent through the namespace that the caller holds ("/dev/nvme0n1"): the kernel itself knows which controller that
is. "nvme0n1" need not hang on "nvme0".
"""

import ctypes
import os
from dataclasses import dataclass

from pcsol.tools.firmware.wire import Wire

NVME_IOCTL_ID = 0x4E40
NVME_IOCTL_ADMIN_CMD = 0xC0484E41
ALL_NAMESPACES = 0xFFFFFFFF


class Packet(ctypes.Structure):
    """struct nvme_admin_cmd: 72 bytes; `timeout_ms` in milliseconds, `addr` and `data_len` in bytes."""

    _fields_ = (
        ("opcode", ctypes.c_uint8),
        ("flags", ctypes.c_uint8),
        ("rsvd1", ctypes.c_uint16),
        ("nsid", ctypes.c_uint32),
        ("cdw2", ctypes.c_uint32),
        ("cdw3", ctypes.c_uint32),
        ("metadata", ctypes.c_uint64),
        ("addr", ctypes.c_uint64),
        ("metadata_len", ctypes.c_uint32),
        ("data_len", ctypes.c_uint32),
        ("cdw10", ctypes.c_uint32),
        ("cdw11", ctypes.c_uint32),
        ("cdw12", ctypes.c_uint32),
        ("cdw13", ctypes.c_uint32),
        ("cdw14", ctypes.c_uint32),
        ("cdw15", ctypes.c_uint32),
        ("timeout_ms", ctypes.c_uint32),
        ("result", ctypes.c_uint32),
    )


@dataclass(frozen=True, slots=True)
class Command:
    """One admin command; `reads`: how many bytes of answer."""

    name: str
    opcode: int
    nsid: int = 0
    cdw10: int = 0
    cdw11: int = 0
    reads: int = 0
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Completion:
    """How it ended: `status` is the controller's status field (0 is success); None: the command never got there."""

    command: Command
    status: int | None
    data: bytes = b""
    errno: int | None = None

    @property
    def accepted(self) -> bool:
        """Success, said by the controller."""
        return self.status == 0

    @property
    def invalid_field(self) -> bool:
        """Generic status 02h: the controller knows the command, and not one of its bits."""
        return self.status is not None and self.status & 0x7FF == 0x02

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        end = (
            f"status={self.status:04x}"
            if self.status is not None
            else f"errno={self.errno} ({os.strerror(self.errno or 0)})"
        )
        asked = self.command
        return f"{asked.name}: {asked.opcode:02x} nsid={asked.nsid:08x} cdw10={asked.cdw10:08x} {end}"


def issue(wire: Wire, command: Command) -> Completion:
    """Send one command. Never raises."""
    data = ctypes.create_string_buffer(command.reads) if command.reads else None
    packet = Packet(
        opcode=command.opcode,
        nsid=command.nsid,
        addr=ctypes.addressof(data) if data else 0,
        data_len=command.reads,
        cdw10=command.cdw10,
        cdw11=command.cdw11,
        timeout_ms=min(int(command.seconds * 1000), 0xFFFFFFFF),
    )
    try:
        status = wire.ioctl(wire.descriptor, NVME_IOCTL_ADMIN_CMD, packet)
    except OSError as err:
        return Completion(command, None, errno=err.errno or 0)
    return Completion(command, status, data.raw if data else b"")


def namespace(wire: Wire) -> int | None:
    """Return the number of the namespace that is held (NVME_IOCTL_ID); None when the kernel does not tell."""
    try:
        found = wire.ioctl(wire.descriptor, NVME_IOCTL_ID, 0)
    except OSError:
        return None
    return found if 0 < found < ALL_NAMESPACES else None
