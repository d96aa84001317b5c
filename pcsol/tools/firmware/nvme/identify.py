"""Identify (06h, NVMe Base 2.1, 5.1.13): the controller, a namespace, the list of namespaces."""

import struct
from dataclasses import dataclass
from itertools import pairwise

from pcsol.tools.firmware.nvme.admin import Command, Completion, issue
from pcsol.tools.firmware.wire import Wire

PAGE_BYTES = 4096
_IDENTIFY = 0x06
_NAMESPACE, _CONTROLLER, _ACTIVE, _ALLOCATED = 0x00, 0x01, 0x02, 0x10  # CNS
_WHOLE_PERCENT = 100
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


@dataclass(frozen=True, slots=True)
class Namespace:
    """FLBAS and FPI as they stand (NVM Command Set 1.1, figure 114: Identify Namespace)."""

    flbas: int
    fpi: int

    @property
    def lba_format(self) -> int:
        """The LBA format that it has now, 0 to 63, so that a format may keep it: bits 3:0 and, above 16, 6:5."""
        return self.flbas & 0x0F | (self.flbas >> 5 & 0x3) << 4

    @property
    def tells_progress(self) -> bool:
        """FPI bit 7."""
        return bool(self.fpi & 0x80)

    @property
    def formatted(self) -> float | None:
        """0 to 1 while it is being formatted; None where it is not, or does not tell (FPI bits 6:0: percent left)."""
        left = self.fpi & 0x7F
        return 1 - left / 100 if self.tells_progress and 0 < left <= _WHOLE_PERCENT else None

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        return f"IDENTIFY NAMESPACE flbas={self.flbas:02x} fpi={self.fpi:02x}"


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


def namespace_of(wire: Wire, nsid: int, seconds: float = 20.0) -> tuple[Namespace | None, Completion]:
    """Ask one namespace how it is formatted, or how far it is with that. `seconds`: the kernel resets a controller that
    does not answer for so long, whatever it is at."""
    done = issue(wire, Command("IDENTIFY NAMESPACE", _IDENTIFY, nsid, _NAMESPACE, reads=PAGE_BYTES, seconds=seconds))
    return (parse_namespace(done.data) if done.accepted else None), done


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


def parse_namespace(data: bytes) -> Namespace | None:
    """FLBAS is byte 26, FPI byte 32. None for a namespace of no size."""
    return Namespace(data[26], data[32]) if len(data) == PAGE_BYTES and any(data[:8]) else None


def _text(raw: bytes) -> str:
    text = raw.decode("ascii", errors="replace").replace("\0", " ").strip()
    return text if text.isprintable() else ""
