"""Identify (06h, NVMe Base 2.1, 5.1.13): the controller, a namespace, the list of namespaces."""

import struct
from dataclasses import dataclass
from itertools import pairwise

from pcsol.tools.firmware.nvme.admin import Command, Completion, issue
from pcsol.tools.firmware.wire import Wire

PAGE_BYTES = 4096
_IDENTIFY = 0x06
_NAMESPACE, _CONTROLLER, _ACTIVE, _ALLOCATED = 0x00, 0x01, 0x02, 0x10  # CNS
_PURGE_REPORTED = 0b10  # SANICAP bits 5:4; older controllers leave them 0


@dataclass(frozen=True, slots=True)
class Controller:
    """SN, MN, FR; OACS, FNA and SANICAP as they stand (NVMe Base 2.1, figure 312)."""

    serial: str
    model: str
    firmware: str
    oacs: int
    fna: int
    sanicap: int

    @property
    def sanitize_crypto(self) -> bool:
        """SANICAP bit 0."""
        return bool(self.sanicap & 0x1)

    @property
    def sanitize_block(self) -> bool:
        """SANICAP bit 1."""
        return bool(self.sanicap & 0x2)

    @property
    def sanitize_overwrite(self) -> bool:
        """SANICAP bit 2."""
        return bool(self.sanicap & 0x4)

    @property
    def purge_reported(self) -> bool:
        """SANICAP bits 5:4: it can be told "purge, as IEEE 2883 has it, or fail", and says afterwards that it did."""
        return self.sanicap >> 4 & 0b11 == _PURGE_REPORTED

    @property
    def format(self) -> bool:
        """OACS bit 1."""
        return bool(self.oacs & 0x2)

    @property
    def manages_namespaces(self) -> bool:
        """OACS bit 3."""
        return bool(self.oacs & 0x8)

    @property
    def format_crypto(self) -> bool:
        """FNA bit 2. Without it `nvme format --ses=2` "succeeds" all the same (seen)."""
        return self.format and bool(self.fna & 0x4)

    @property
    def format_all_namespaces(self) -> bool:
        """FNA bit 0 or 1: a format, or an erase by it, reaches every namespace, asked or not."""
        return bool(self.fna & 0x3)

    @property
    def format_one_by_one(self) -> bool:
        """FNA bit 3: FFFFFFFFh is not taken."""
        return bool(self.fna & 0x8)

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        return f"IDENTIFY oacs={self.oacs:04x} fna={self.fna:02x} sanicap={self.sanicap:08x}"


def controller(wire: Wire) -> tuple[Controller | None, Completion]:
    """Ask the controller who it is; None where it does not tell."""
    done = issue(wire, Command("IDENTIFY CONTROLLER", _IDENTIFY, cdw10=_CONTROLLER, reads=PAGE_BYTES))
    return (parse_controller(done.data) if done.accepted else None), done


def namespaces(wire: Wire, *, managed: bool) -> tuple[int, ...] | None:
    """Return the numbers of all namespaces: allocated ones where they can be managed, else the active ones."""
    for kind in (_ALLOCATED, _ACTIVE) if managed else (_ACTIVE,):
        done = issue(wire, Command("IDENTIFY NAMESPACE LIST", _IDENTIFY, cdw10=kind, reads=PAGE_BYTES))
        if done.accepted and (found := parse_list(done.data)):
            return found
    return None


def format_of(wire: Wire, nsid: int) -> int | None:
    """Return the LBA format that a namespace has now (FLBAS, 0 to 63), so that a format may keep it."""
    done = issue(wire, Command("IDENTIFY NAMESPACE", _IDENTIFY, nsid, _NAMESPACE, reads=PAGE_BYTES))
    return parse_format(done.data) if done.accepted else None


def parse_controller(data: bytes) -> Controller | None:
    """Read 4,096 bytes; None for a page that names no drive."""
    if len(data) != PAGE_BYTES or not any(data[:512]):
        return None
    oacs, sanicap, fna = *struct.unpack_from("<H", data, 256), *struct.unpack_from("<I", data, 328), data[524]
    serial, model = _text(data[4:24]), _text(data[24:64])
    return Controller(serial, model, _text(data[64:72]), oacs, fna, sanicap) if serial and model else None


def parse_list(data: bytes) -> tuple[int, ...] | None:
    """Read up to 1,024 numbers, rising, ended by 0; None where they do not rise."""
    if len(data) != PAGE_BYTES:
        return None
    numbers = struct.unpack("<1024I", data)
    found = numbers[: numbers.index(0)] if 0 in numbers else numbers
    return found if all(a < b for a, b in pairwise(found)) else None


def parse_format(data: bytes) -> int | None:
    """FLBAS is byte 26: bits 3:0 and, above 16 formats, 6:5. None for a namespace of no size."""
    if len(data) != PAGE_BYTES or not any(data[:8]):
        return None
    return data[26] & 0x0F | (data[26] >> 5 & 0x3) << 4


def _text(raw: bytes) -> str:
    text = raw.decode("ascii", errors="replace").replace("\0", " ").strip()
    return text if text.isprintable() else ""
