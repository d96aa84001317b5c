"""The ATA registers after a command, as the translation layer packs them into sense data (SAT-4, 12.2.2.7)."""

from dataclasses import dataclass

from pcsol.tools.firmware.sense import Sense, descriptor

_ATA_STATUS_RETURN = 0x09
_FIXED_BYTES = 18
_BUSY, _READY, _FAULT, _WANTS_DATA, _ERROR = 0x80, 0x40, 0x20, 0x08, 0x01


@dataclass(frozen=True, slots=True)
class Registers:
    """`count` and `lba` None: their upper half is set, and the fixed format has no room to say to what.

    `lba_low`, the lowest byte, is always there.
    """

    error: int
    status: int
    device: int
    count: int | None
    lba: int | None
    lba_low: int

    @property
    def fine(self) -> bool:
        """Ready, not busy, no error, no fault, and not waiting for data."""
        return self.status & (_BUSY | _READY | _FAULT | _WANTS_DATA | _ERROR) == _READY

    @property
    def aborted(self) -> bool:
        """The device refused: ERR, or a fault of its own."""
        return not self.status & _BUSY and bool(self.status & (_ERROR | _FAULT))

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        count = "?" if self.count is None else f"{self.count:04x}"
        lba = f"?{self.lba_low:02x}" if self.lba is None else f"{self.lba:012x}"
        return f"status={self.status:02x} error={self.error:02x} count={count} lba={lba} device={self.device:02x}"


def read(sense: Sense | None) -> Registers | None:
    """Read the registers of the command that this sense belongs to; None when it holds none."""
    if sense is None or sense.deferred:
        return None
    if not sense.fixed:
        return _of_descriptor(descriptor(sense.raw, _ATA_STATUS_RETURN))
    if len(sense.raw) < _FIXED_BYTES:
        return None
    found = _of_libata(sense.raw) if _is_of_libata(sense.raw) else _of_fixed(sense.raw)
    return found if found.status else None  # sense of somebody who never spoke to a drive: "invalid opcode" of a bridge


def _of_descriptor(told: bytes) -> Registers | None:
    """Fourteen bytes, the upper halves first; without EXTEND they are not valid (SAT-4, table 187)."""
    if len(told) < 14:
        return None
    wide = bool(told[2] & 1)
    lba = _number(told[7], told[9], told[11], *(told[6:11:2] if wide else b""))
    return Registers(told[3], told[13], told[12], told[5] | told[4] << 8 if wide else told[5], lba, told[7])


def _is_of_libata(raw: bytes) -> bool:
    """Linux before 6.11 wrote the registers from byte 8 on, and left INFORMATION (bytes 3 to 6) empty and not valid."""
    return not raw[0] & 0x80 and not any(raw[3:7])


def _of_libata(raw: bytes) -> Registers:
    """Linux 4.7 to 6.10, drivers/ata/libata-scsi.c, ata_gen_passthru_sense().

    SG_IO hands over 18 bytes (8, and the 10 that byte 7 tells of): the two upper bytes of the LBA are cut off (seen).
    """
    return _narrow(raw[8], raw[9], raw[10], raw[11], raw[16], raw[17:20])


def _of_fixed(raw: bytes) -> Registers:
    """INFORMATION holds error, status, device, count; COMMAND-SPECIFIC INFORMATION flags and LBA (SAT-4, 12.2.2.7)."""
    return _narrow(raw[3], raw[4], raw[5], raw[6], raw[8], raw[9:12])


def _narrow(error: int, status: int, device: int, count: int, flags: int, lba: bytes) -> Registers:
    whole = len(lba) == 3 and not flags & 0x20
    return Registers(error, status, device, None if flags & 0x40 else count, _number(*lba) if whole else None, lba[0])


def _number(*low_first: int) -> int:
    return int.from_bytes(bytes(low_first), "little")
