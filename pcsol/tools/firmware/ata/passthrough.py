"""ATA PASS-THROUGH (16), SAT-4, 12.2.2: one ATA command in one SCSI command, its registers asked back."""

from dataclasses import dataclass

from pcsol.tools.firmware import sg_io
from pcsol.tools.firmware.ata import registers
from pcsol.tools.firmware.ata.registers import Registers
from pcsol.tools.firmware.sense import NO_SENSE, RECOVERED
from pcsol.tools.firmware.sg_io import CHECK_CONDITION, Reply
from pcsol.tools.firmware.wire import Wire

BLOCK_BYTES = 512
_OPCODE = 0x85
_NON_DATA, _PIO_IN, _PIO_OUT = 3, 4, 5
_CK_COND, _FROM_DEVICE, _IN_BLOCKS, _LENGTH_IS_COUNT = 0x20, 0x08, 0x04, 0x02
_REGISTERS_FOLLOW = (0x00, 0x1D)  # "ATA pass through information available"


@dataclass(frozen=True, slots=True)
class Command:
    """One ATA command. `wide`: 48-bit (EXT) registers. `out`, 512 bytes, or `reads`: a block goes or comes by PIO."""

    name: str
    opcode: int
    feature: int = 0
    count: int = 0
    lba: int = 0
    wide: bool = False
    out: bytes = b""
    reads: bool = False
    seconds: float = 20.0

    def cdb(self) -> bytes:
        """Return the sixteen bytes; upper halves only where the command is wide."""
        protocol = _PIO_OUT if self.out else _PIO_IN if self.reads else _NON_DATA
        count = 1 if self.out or self.reads else self.count
        moves = _IN_BLOCKS | _LENGTH_IS_COUNT if self.out or self.reads else 0
        way = moves | (_FROM_DEVICE if self.reads else _CK_COND)
        lba = self.lba.to_bytes(6, "little")
        high = 0xFF if self.wide else 0
        upper = bytes(b & high for b in (self.feature >> 8, count >> 8, lba[3], lba[4], lba[5]))
        device = 0x40 | (0 if self.wide else lba[3] & 0x0F)
        return bytes((
            _OPCODE, protocol << 1 | self.wide, way,
            upper[0], self.feature & 0xFF, upper[1], count & 0xFF,
            upper[2], lba[0], upper[3], lba[1], upper[4], lba[2], device, self.opcode, 0,
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one command."""

    command: Command
    reply: Reply
    registers: Registers | None

    @property
    def accepted(self) -> bool:
        """The device itself said, in registers that were read, that the command ended without error.

        GOOD without registers is not enough: they were asked for (CK_COND), and what drops them may drop more. Where
        a block was read, its own marks tell (checksum), so GOOD and a whole block do.
        """
        if self.command.reads:
            return self.reply.good and len(self.reply.data) == BLOCK_BYTES
        sense = self.reply.sense
        told = self.reply.arrived and self.reply.status == CHECK_CONDITION and sense is not None
        if not told or sense is None or self.registers is None:
            return False
        return (
            sense.key in (NO_SENSE, RECOVERED) and (sense.asc, sense.ascq) == _REGISTERS_FOLLOW and self.registers.fine
        )

    @property
    def refused(self) -> bool:
        """The device itself said no (ERR or DF in registers that were read)."""
        return self.reply.arrived and self.registers is not None and self.registers.aborted

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        told = self.registers.line if self.registers else "no registers"
        return f"{self.command.name}: {self.reply.line} -> {told}"


def issue(wire: Wire, command: Command) -> Answer:
    """Send one command and read its registers back. Never raises."""
    reply = sg_io.send(
        wire,
        command.cdb(),
        out=command.out,
        read_bytes=BLOCK_BYTES if command.reads else 0,
        seconds=command.seconds,
    )
    return Answer(command, reply, registers.read(reply.sense))
