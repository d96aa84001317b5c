"""An NVMe controller at the admin ioctl: identify pages, sanitize with its log, format; honest, or not."""

import ctypes
import errno
import struct
import threading
from dataclasses import dataclass, field

from pcsol.tools.firmware.nvme.admin import NVME_IOCTL_ADMIN_CMD, NVME_IOCTL_ID, Packet

INVALID_OPCODE, INVALID_FIELD = 0x4001, 0x4002


@dataclass
class NvmeDrive:
    """`end`: the SSTAT that a sanitize ends with. `sprogs`: what SPROG shows, look after look, before it ends.

    `tells`: it says how many percent a format has left, `lefts`, look after look; with the last it ends, unless it
    `stalls`. `one_by_one`: a question that comes meanwhile is answered once the format has `ended`.
    """

    sanicap: int = 0x7
    fna: int = 0x4
    oacs: int = 0xA
    namespaces: tuple[int, ...] = (1,)
    held: int = 1
    flbas: int = 1
    end: int = 1
    sprogs: tuple[int, ...] = (0, 0x4000, 0xC000)
    sstat: int = 0
    scdw10: int = 0
    stalls: bool = False
    tells: bool = False
    lefts: tuple[int, ...] = ()
    one_by_one: bool = False
    lies: bool = False
    refuses: frozenset = frozenset()
    knows_purge: bool = True
    forgets_command: bool = False
    log_fails: bool = False
    gone: bool = False
    commands: list = field(default_factory=list)

    def __post_init__(self):
        self.mediums = {nsid: bytearray(b"old data" * 512) for nsid in self.namespaces}
        self.sprog, self.queue, self.running, self.fills = 0xFFFF, [], None, b"\0"
        self.formatting, self.ended, self.waits = None, threading.Event(), []

    def __call__(self, descriptor, request, argument):
        if self.gone:
            raise OSError(errno.ENODEV, "No such device")
        if request == NVME_IOCTL_ID:
            return self.held
        assert request == NVME_IOCTL_ADMIN_CMD
        assert isinstance(argument, Packet)
        self.commands.append((argument.opcode, argument.cdw10))
        if argument.opcode in self.refuses:
            return INVALID_OPCODE
        doors = {0x06: self._identify, 0x02: self._log, 0x84: self._sanitize, 0x80: self._format}
        return doors[argument.opcode](argument) if argument.opcode in doors else INVALID_OPCODE

    def _give(self, packet, page):
        ctypes.memmove(packet.addr, page.ljust(packet.data_len, b"\0"), packet.data_len)
        return 0

    def _identify(self, packet):
        assert packet.data_len == 4096
        page = bytearray(4096)
        if packet.cdw10 == 1:
            page[4:24], page[24:64], page[64:72] = b"NV1".ljust(20), b"A CONTROLLER".ljust(40), b"1".ljust(8)
            struct.pack_into("<H", page, 256, self.oacs)
            struct.pack_into("<I", page, 328, self.sanicap)
            page[524] = self.fna
        elif packet.cdw10 in (2, 0x10):
            if packet.cdw10 == 0x10 and not self.oacs & 8:
                return INVALID_FIELD
            struct.pack_into(f"<{len(self.namespaces)}I", page, 0, *self.namespaces)
        elif packet.nsid in self.namespaces:
            struct.pack_into("<Q", page, 0, 8)
            page[26], page[32] = self.flbas, self._fpi()
            self.waits.append(packet.timeout_ms)
        return self._give(packet, bytes(page))

    def _fpi(self):
        if not self.tells or self.formatting is None:
            return 0x80 * self.tells
        if self.one_by_one:
            assert self.ended.wait(20)
        left = self.formatting[0] if self.formatting else 0
        if not (self.stalls and len(self.formatting) == 1):
            del self.formatting[:1]
        if not self.formatting:
            self.ended.set()
        return 0x80 | left

    def _sanitize(self, packet):
        assert packet.nsid == 0
        action, passes = packet.cdw10 & 7, packet.cdw10 >> 4 & 15
        if action == 1:
            if self.sstat & 7 != 3 or not self.scdw10 & 8:
                return INVALID_FIELD
            self.sstat = 0
            return 0
        bit = {4: 0x1, 2: 0x2, 3: 0x4}.get(action, 0)
        purge = packet.cdw10 & 0x800
        if not self.sanicap & bit or (purge and not (self.knows_purge and self.sanicap & 0x20)):
            return INVALID_FIELD
        if action == 3:
            assert passes == 1, "0 would be sixteen passes"
            self.fills = struct.pack("<I", packet.cdw11)
        if self.forgets_command:
            return 0
        self.queue, self.running = list(self.sprogs), packet.cdw10
        self.scdw10, self.sstat = packet.cdw10, 2
        return 0

    def _log(self, packet):
        assert (packet.cdw10, packet.data_len, packet.nsid) == (0x007F0081, 512, 0xFFFFFFFF)
        if self.log_fails:
            return INVALID_FIELD
        if self.running is not None:
            self._go_on()
        told = (self.sprog, self.sstat, self.scdw10, 30, 30, 3)
        return self._give(packet, struct.pack("<HHIIII", *told))

    def _go_on(self):
        if self.queue:
            self.sprog = self.queue[0]
            if not (self.stalls and len(self.queue) == 1):
                self.queue.pop(0)
            return
        self.sprog, self.sstat = 0xFFFF, self.end | (0x0800 if self.running & 0x800 and self.end & 7 == 1 else 0)
        self.running = None
        if self.end & 7 in (1, 4):
            self._erase(self.namespaces)

    def _erase(self, wanted):
        for nsid in wanted:
            if not self.lies:
                size = len(self.mediums[nsid])
                self.mediums[nsid][:] = (self.fills * (size // len(self.fills) + 1))[:size]

    def _format(self, packet):
        ses, wanted = packet.cdw10 >> 9 & 7, packet.nsid
        if not self.oacs & 2 or packet.cdw10 & 0xF != self.flbas:
            return INVALID_FIELD
        if wanted == 0xFFFFFFFF and self.fna & 8:
            return INVALID_FIELD
        assert ses in (1, 2), "0 erases nothing"
        self.formatting = list(self.lefts)
        assert not self.lefts or self.ended.wait(20)
        # As QEMU: a crypto erase that is not supported is answered with success.
        every = wanted == 0xFFFFFFFF or self.fna & 3
        self._erase(self.namespaces if every else (wanted,))
        return 0
