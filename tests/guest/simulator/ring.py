"""The ring that the kernel shares with a program for one TCMU disk (linux/target_core_user.h, version 2)."""

import mmap
import os
import select
import struct
from collections.abc import Callable
from pathlib import Path

from tests.guest.simulator.sense import Answer

# struct tcmu_mailbox: version, flags, cmdr_off, cmdr_size, cmd_head (16 bytes), cmd_tail on its own cache line.
_HEAD_AT, _TAIL_AT = 12, 64
_OP_PAD, _OP_CMD = 0, 1
# struct tcmu_cmd_entry: header of 8 bytes; req: iov_cnt at 8, cdb_off at 24, iov from 48;
# rsp: status at 8, read_len at 12, sense at 16.
_IOV_COUNT_AT, _CDB_AT, _IOV_AT, _STATUS_AT, _SENSE_AT, _SENSE_BYTES = 8, 24, 48, 8, 16, 96
_FLAGS_AT, _UNKNOWN_OP, _READ_LENGTH = 7, 1, 2


class Ring:
    """Commands of one disk, from /dev/uioN."""

    def __init__(self, uio: str) -> None:
        self._file = os.open(f"/dev/{uio}", os.O_RDWR)
        size = int(Path(f"/sys/class/uio/{uio}/maps/map0/size").read_text("ascii"), 16)
        self._map = mmap.mmap(self._file, size, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
        _version, _flags, self._offset, self._size = struct.unpack_from("<HHII", self._map, 0)

    def serve(self, execute: Callable[[bytes, bytes], Answer]) -> None:
        """Answer commands for ever."""
        while True:
            select.select([self._file], [], [])
            os.read(self._file, 4)
            while self._next(execute):
                pass
            os.write(self._file, struct.pack("<I", 0))

    def _next(self, execute: Callable[[bytes, bytes], Answer]) -> bool:
        (head,) = struct.unpack_from("<I", self._map, _HEAD_AT)
        (tail,) = struct.unpack_from("<I", self._map, _TAIL_AT)
        if head == tail:
            return False
        entry = self._offset + tail
        (length_and_code,) = struct.unpack_from("<I", self._map, entry)
        code, length = length_and_code & 7, length_and_code & ~7
        if code == _OP_CMD:
            self._answer(entry, execute)
        elif code != _OP_PAD:
            self._map[entry + _FLAGS_AT] = _UNKNOWN_OP
        struct.pack_into("<I", self._map, _TAIL_AT, (tail + length) % self._size)
        if code == _OP_CMD:
            os.write(self._file, struct.pack("<I", 0))
        return True

    def _answer(self, entry: int, execute: Callable[[bytes, bytes], Answer]) -> None:
        (pieces,) = struct.unpack_from("<I", self._map, entry + _IOV_COUNT_AT)
        (cdb_at,) = struct.unpack_from("<Q", self._map, entry + _CDB_AT)
        vectors = [struct.unpack_from("<QQ", self._map, entry + _IOV_AT + 16 * at) for at in range(pieces)]
        cdb = self._map[cdb_at : cdb_at + 16]
        reads = cdb[0] in (0x28, 0x88)
        data = b"" if reads else b"".join(self._map[at : at + size] for at, size in vectors)
        answer = execute(cdb, data)
        done = 0
        for at, size in vectors:
            part = answer.data[done : done + size]
            if not part:
                break
            self._map[at : at + len(part)] = part
            done += len(part)
        if done and answer.status:
            # Data and sense together (an ATA command whose registers were wanted back) pass only with their length.
            self._map[entry + _FLAGS_AT] |= _READ_LENGTH
        struct.pack_into("<BBHI", self._map, entry + _STATUS_AT, answer.status, 0, 0, done)
        self._map[entry + _SENSE_AT : entry + _SENSE_AT + _SENSE_BYTES] = answer.sense.ljust(_SENSE_BYTES, b"\0")
