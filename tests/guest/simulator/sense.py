"""How a disk says what went wrong: sense data, fixed (70h) and descriptor (72h). SPC-5, clause 4.4."""

from typing import NamedTuple

CHECK_CONDITION = 2


class Answer(NamedTuple):
    """SCSI status, data for the initiator, sense bytes."""

    status: int = 0
    data: bytes = b""
    sense: bytes = b""


GOOD = Answer()


def fixed(key: int, asc: int, ascq: int, *, information: int | None = None, progress: float | None = None) -> bytes:
    """Return 18 bytes of fixed sense data. progress: 0 to 1, into the sense-key specific field."""
    sense = bytearray(18)
    sense[0] = 0x70
    sense[2] = key
    sense[7] = 10
    sense[12:14] = asc, ascq
    if information is not None and information < 1 << 32:
        sense[0] |= 0x80
        sense[3:7] = information.to_bytes(4, "big")
    if progress is not None:
        sense[15] = 0x80
        sense[16:18] = int(progress * 65535).to_bytes(2, "big")
    return bytes(sense)


def descriptor(key: int, asc: int, ascq: int, *, progress: float | None = None) -> bytes:
    """Return the same as descriptor sense data, with a sense-key specific descriptor (02h) where there is progress."""
    extra = b""
    if progress is not None:
        extra = bytes((2, 6, 0, 0, 0x80, *int(progress * 65535).to_bytes(2, "big"), 0))
    return bytes((0x72, key, asc, ascq, 0, 0, 0, len(extra))) + extra


def refuse(key: int, asc: int, ascq: int, **more: float | int | None) -> Answer:
    """Return a check condition with fixed sense data."""
    return Answer(CHECK_CONDITION, b"", fixed(key, asc, ascq, **more))  # type: ignore[arg-type]


INVALID_OPCODE = refuse(5, 0x20, 0)
INVALID_FIELD = refuse(5, 0x24, 0)
OUT_OF_RANGE = refuse(5, 0x21, 0)
HARDWARE_ERROR = refuse(4, 0x44, 0)
ABORTED = refuse(0xB, 0, 0)
