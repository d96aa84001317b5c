"""REPORT SUPPORTED OPERATION CODES (A3h/0Ch, SPC-5, 6.37): what a drive says it can do, before it is asked to."""

from pcsol.tools.firmware import sg_io
from pcsol.tools.firmware.wire import Wire

_MAINTENANCE_IN, _REPORT = 0xA3, 0x0C
_WITH_SERVICE_ACTION = 0x02
_ANSWER_BYTES = 64
_AS_THE_STANDARD = 0b011


def supports(wire: Wire, opcode: int, service_action: int) -> bool | None:
    """Say whether the drive supports a command as its standard has it; None where it does not tell.

    QEMU's disks answer with an error, and so do many SATA drives behind an adapter: that is None, not "no".
    """
    cdb = bytes((_MAINTENANCE_IN, _REPORT, _WITH_SERVICE_ACTION, opcode))
    cdb += service_action.to_bytes(2, "big") + _ANSWER_BYTES.to_bytes(4, "big") + b"\0\0"
    reply = sg_io.send(wire, cdb, read_bytes=_ANSWER_BYTES)
    return parse(reply.data) if reply.good else None


def parse(data: bytes) -> bool | None:
    """Read the answer for one command: SUPPORT is bits 2:0 of byte 1. Vendor-specific (101b) is not support."""
    if len(data) < 4:
        return None
    support = data[1] & 0b111
    return True if support == _AS_THE_STANDARD else None if support == 0 else False
