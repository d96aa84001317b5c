"""The kernel's half of SG_IO: what the header points to, and an answer put into it."""

import ctypes
import errno

from pcsol.tools.firmware.sg_io import FROM_DEVICE, NOTHING, SG_IO, TO_DEVICE, Header

ILLEGAL_OPCODE = bytes.fromhex("70000500000000000a0000000020000000000000")[:20]


class ScsiAnswer:
    def __init__(self, status=0, sense=b"", data=b"", host=0, driver=0):
        self.status, self.sense, self.data, self.host, self.driver = status, sense, data, host, driver


def take(request, header):
    """Return the command and its data as Linux would: a wrong direction or identity is EINVAL."""
    assert request == SG_IO
    assert isinstance(header, Header)
    if header.interface_id != ord("S") or header.dxfer_direction not in (NOTHING, TO_DEVICE, FROM_DEVICE):
        raise OSError(errno.EINVAL, "Invalid argument")
    out = b""
    if header.dxfer_direction == TO_DEVICE:
        out = ctypes.string_at(header.dxferp, header.dxfer_len)
    return ctypes.string_at(header.cmdp, header.cmd_len), out


def give(header, answer):
    header.status, header.host_status, header.driver_status = answer.status, answer.host, answer.driver
    sense = answer.sense[: header.mx_sb_len]
    if sense:
        ctypes.memmove(header.sbp, sense, len(sense))
    header.sb_len_wr = len(sense)
    data = answer.data[: header.dxfer_len]
    if header.dxfer_direction == FROM_DEVICE:
        ctypes.memmove(header.dxferp, data, len(data))
        header.resid = header.dxfer_len - len(data)
    return 0
