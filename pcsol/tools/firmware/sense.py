"""Sense data (SPC-5, 4.4): what a device says of a command, in either of its two formats."""

from dataclasses import dataclass

NO_SENSE, RECOVERED, NOT_READY, MEDIUM_ERROR = 0x0, 0x1, 0x2, 0x3
_FIXED, _DESCRIPTOR = (0x70, 0x71), (0x72, 0x73)
_SENSE_KEY_SPECIFIC = 0x02  # descriptor type, SPC-5, 4.4.2.4
_WHOLE_PROGRESS = 65536


@dataclass(frozen=True, slots=True)
class Sense:
    """`key`, `asc`, `ascq` as in SPC-5; `progress`: 0 to 1."""

    raw: bytes
    key: int
    asc: int
    ascq: int
    progress: float | None = None

    @property
    def fixed(self) -> bool:
        """It is in the fixed format, which has no room for every ATA register."""
        return self.raw[0] & 0x7F in _FIXED

    @property
    def deferred(self) -> bool:
        """It speaks of a command before the last one."""
        return bool(self.raw[0] & 1)

    @property
    def code(self) -> tuple[int, int, int]:
        """Key, additional code, qualifier: (2, 4, 1Bh) is "sanitize in progress"."""
        return self.key, self.asc, self.ascq


def parse(raw: bytes) -> Sense | None:
    """Read sense bytes; None for what is no sense data, or too short to tell its key and codes."""
    kind = raw[0] & 0x7F if raw else 0
    if kind in _FIXED and len(raw) >= 14:
        specific = raw[15:18] if len(raw) >= 18 else b""
        return Sense(raw, raw[2] & 0x0F, raw[12], raw[13], _progress(specific))
    if kind in _DESCRIPTOR and len(raw) >= 8:
        specific = descriptor(raw, _SENSE_KEY_SPECIFIC)[4:7]
        return Sense(raw, raw[1] & 0x0F, raw[2], raw[3], _progress(specific))
    return None


def descriptor(raw: bytes, wanted: int) -> bytes:
    """Return the first whole descriptor of this type, with its two bytes of header; empty when there is none."""
    place, end = 8, min(len(raw), 8 + raw[7]) if len(raw) >= 8 else 0
    while place + 2 <= end:
        length = 2 + raw[place + 1]
        if raw[place] == wanted:
            return raw[place : place + length] if place + length <= end else b""
        place += length
    return b""


def _progress(specific: bytes) -> float | None:
    """SKSV is bit 7; the two bytes after it count to 65,536 (SPC-5, 4.4.2.4.4)."""
    if len(specific) < 3 or not specific[0] & 0x80:
        return None
    return int.from_bytes(specific[1:3], "big") / _WHOLE_PROGRESS
