"""The bulk-only transport: command wrapper, data, status wrapper (USB Mass Storage Class, Bulk-Only, revision 1.0)."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.guest.simulator.sense import Answer, fixed

_COMMAND, _STATUS = 0x43425355, 0x53425355
_WRAPPER_BYTES = 31
_REQUEST_SENSE = 0x03


@dataclass(slots=True)
class BulkOnly:
    """One bridge. `execute` is the disk behind it."""

    execute: Callable[[bytes, bytes], Answer]
    _tag: int = 0
    _expected: int = 0
    _cdb: bytes = b""
    _incoming: bytearray = field(default_factory=bytearray)
    _data: bytes = b""
    _sends: bool = False
    _takes: bool = False
    _status: int = 0
    _sense: bytes = field(default_factory=lambda: fixed(0, 0, 0))

    def out(self, data: bytes) -> None:
        """Take what came on the bulk-out pipe: a command, or data of one."""
        if self._takes:
            self._incoming += data
            if len(self._incoming) >= self._expected:
                self._takes = False
                self._carry_out(bytes(self._incoming))
            return
        mark, self._tag, self._expected, flags, _lun, length = struct.unpack_from("<IIIBBB", data)
        assert (len(data), mark) == (_WRAPPER_BYTES, _COMMAND), data.hex()
        self._cdb = data[15 : 15 + length].ljust(16, b"\0")
        self._incoming.clear()
        self._sends = bool(flags & 0x80) and self._expected > 0
        self._takes = self._expected > 0 and not self._sends
        if not self._takes:
            self._carry_out(b"")

    def bulk_in(self, length: int) -> bytes:
        """Give what the bulk-in pipe asks for: data first, ended by a short packet; then the status."""
        if self._sends:
            part, self._data = self._data[:length], self._data[length:]
            self._expected -= len(part)
            self._sends = len(part) == length and self._expected > 0
            return part
        return struct.pack("<IIIB", _STATUS, self._tag, self._expected, self._status)

    def _carry_out(self, data: bytes) -> None:
        if self._cdb[0] == _REQUEST_SENSE:
            answer = Answer(0, self._sense)
        else:
            answer = self.execute(self._cdb, data)
            self._sense = answer.sense or fixed(0, 0, 0)
        self._data = answer.data[: self._expected]
        self._status = 1 if answer.status else 0
        if data:
            self._expected -= len(data)
