"""ATA PASS-THROUGH (12) and (16), as Linux's libata answers them: SAT-4, clause 13; drivers/ata/libata-scsi.c."""

from tests.guest.simulator.ata.drive import AtaDrive
from tests.guest.simulator.ata.registers import Command, Ended
from tests.guest.simulator.sense import CHECK_CONDITION, HARDWARE_ERROR, Answer
from tests.guest.simulator.spec import Spec

TWELVE, SIXTEEN = 0xA1, 0x85
_CK_COND = 0x20
_DEVICE = 0x40


def execute(spec: Spec, drive: AtaDrive, cdb: bytes, data: bytes) -> Answer:
    """Give the registers to the drive; answer with its data, or with its registers where asked for or failed."""
    command = _sixteen(cdb, data) if cdb[0] == SIXTEEN else _twelve(cdb, data)
    ended = drive.execute(command)
    if ended.gone:
        return HARDWARE_ERROR
    if ended.error:
        return Answer(CHECK_CONDITION, b"", _failed(spec, command, ended))
    if cdb[2] & _CK_COND:
        # libata says of this one: always in descriptor format.
        return Answer(CHECK_CONDITION, ended.data, _descriptor(1, 0x1D, command, ended))
    return Answer(0, ended.data)


def erases(cdb: bytes) -> bool:
    """Say whether this starts an erase: what some USB bridges answer themselves, with success, and never send on."""
    command = _sixteen(cdb, b"") if cdb[0] == SIXTEEN else _twelve(cdb, b"")
    return command.code in (0xF3, 0xF4) or (command.code == 0xB4 and command.feature in (0x11, 0x12, 0x14))


def _sixteen(c: bytes, data: bytes) -> Command:
    extend = bool(c[1] & 1)
    low = c[8] | c[10] << 8 | c[12] << 16
    high = c[7] << 24 | c[9] << 32 | c[11] << 40
    if not extend:
        return Command(c[14], c[4], c[6], low | (c[13] & 0xF) << 24, c[13], extend, data)
    return Command(c[14], c[4] | c[3] << 8, c[6] | c[5] << 8, low | high, c[13], extend, data)


def _twelve(c: bytes, data: bytes) -> Command:
    lba = c[5] | c[6] << 8 | c[7] << 16 | (c[8] & 0xF) << 24
    return Command(c[9], c[3], c[4], lba, c[8], extend=False, data=data)


def _failed(spec: Spec, command: Command, ended: Ended) -> bytes:
    """ABRT is ABORTED COMMAND with no further code (libata's table)."""
    if spec.sense == "descriptor":
        return _descriptor(0xB, 0, command, ended)
    sense = bytearray(32)
    sense[0], sense[2], sense[7] = 0x70, 0xB, 10
    low = ended.lba & 0xFF, ended.lba >> 8 & 0xFF, ended.lba >> 16 & 0xFF
    if spec.sense == "fixed-old":
        # Linux before 6.11 laid the registers where a descriptor would have them, over other fields.
        sense[8:12] = ended.error, ended.status, _DEVICE, ended.count & 0xFF
        sense[16:19] = low
        return bytes(sense)
    sense[0] |= 0x80
    sense[3:7] = ended.error, ended.status, _DEVICE, ended.count & 0xFF
    if command.extend:
        sense[8] = 0x80 | bool(ended.count >> 8) << 6 | bool(ended.lba >> 24) << 5
    sense[9:12] = low
    return bytes(sense)


def _descriptor(key: int, ascq: int, command: Command, ended: Ended) -> bytes:
    """The ATA Status Return descriptor (09h), SAT-4, clause 12.2.2.7."""
    lba = ended.lba
    body = bytearray((0x72, key, 0, ascq, 0, 0, 0, 14, 9, 12, int(command.extend), ended.error))
    body += bytes((ended.count >> 8 & 0xFF, ended.count & 0xFF))
    for low, high in ((0, 24), (8, 32), (16, 40)):
        body += bytes((lba >> high & 0xFF if command.extend else 0, lba >> low & 0xFF))
    if not command.extend:
        body[12] = 0
    return bytes((*body, _DEVICE, ended.status))
