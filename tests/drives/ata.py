"""An ATA drive behind libata: real bytes, the states of ACS-4, and every way of not keeping its word."""

import errno
import struct
from dataclasses import dataclass, field

from tests.drives.sg import ILLEGAL_OPCODE, ScsiAnswer, give, take

SECTOR = 512
KEYS = {0x0011: 0x43727970, 0x0012: 0x426B4572}


@dataclass
class AtaDrive:
    """`sense`: descriptor, libata (fixed, Linux before 6.11) or fixed (SAT). Numbers of looks, not seconds, pass."""

    sectors: int = 4096
    model: str = "SIMULATED SATA SSD"
    serial: str = "SIM0001"
    sense: str = "descriptor"
    word59: int = 0xF100
    has_security: bool = True
    frozen: bool = False
    locked: bool = False
    enhanced: bool = True
    erase_words: tuple[int, int] = (2, 4)
    looks: int = 3
    lies: bool = False
    fails: bool = False
    stalls: bool = False
    drops_erase: bool = False
    refuses: frozenset = frozenset()
    keeps_password: bool = False
    hides_registers: bool = False
    dumb: bool = False
    gone: bool = False
    sanitize_frozen: bool = False
    leaves: bytes = b"\0"
    visible: int | None = None
    overlay: int | None = None
    amax: bool = False
    commands: list = field(default_factory=list)

    def __post_init__(self):
        self.medium = bytearray(b"old data" * (self.sectors * SECTOR // 8))
        self.native = self.overlay or self.sectors
        self.visible = self.visible or self.native
        self.enabled, self.password, self.prepared, self.asked_native = self.locked, None, False, False
        self.state, self.left, self.succeeded, self.failure_mode = "SD0", 0, False, False
        self.changed = False

    # The kernel's half.

    def __call__(self, descriptor, request, header):
        if self.gone:
            raise OSError(errno.ENODEV, "No such device")
        cdb, out = take(request, header)
        return give(header, self._scsi(cdb, out))

    def _scsi(self, cdb, out):
        if cdb[0] != 0x85 or self.dumb:
            return ScsiAnswer(2, ILLEGAL_OPCODE)
        assert len(cdb) == 16
        wide, protocol = cdb[1] & 1, cdb[1] >> 1
        feature, count = cdb[4] | (cdb[3] << 8 if wide else 0), cdb[6] | (cdb[5] << 8 if wide else 0)
        lba = int.from_bytes(bytes((cdb[8], cdb[10], cdb[12], cdb[7], cdb[9], cdb[11])), "little")
        assert wide or not any((cdb[3], cdb[5], cdb[7], cdb[9], cdb[11])), "upper halves in a 28-bit command"
        assert cdb[13] & 0x40, "LBA bit of the device register"
        assert cdb[15] == 0
        if not wide:
            lba |= (cdb[13] & 0x0F) << 24
        if protocol == 5:
            assert cdb[2] & 0x0F == 0x06
            assert count == 1
            assert len(out) == SECTOR
        if protocol == 3:
            assert cdb[2] & 0x0F == 0x00
        return self._answer(cdb, self._ata(cdb[14], feature, count, lba, out), wide)

    def _answer(self, cdb, ended, wide):
        error, count, lba, data = ended
        if cdb[1] >> 1 == 4:
            assert cdb[2] & 0x0F == 0x0E
        if error is None and (not cdb[2] & 0x20 or self.hides_registers):
            return ScsiAnswer(0, b"", data)
        return ScsiAnswer(2, self._sense(error, count, lba, wide), data)

    def _sense(self, error, count, lba, wide):
        status = 0x51 if error is not None else 0x50
        low, e = lba.to_bytes(6, "little"), error or 0
        if error is None or self.sense == "descriptor":
            head = bytes((0x72, 0x0B if e else 1, 0, 0 if e else 0x1D, 0, 0, 0, 14))
            upper = (count >> 8, low[3], low[4], low[5]) if wide else (0, 0, 0, 0)
            middle = (upper[0], count & 255, upper[1], low[0], upper[2], low[1], upper[3], low[2])
            return head + bytes((9, 12, wide, e, *middle, 0x40, status))
        flags = (0x80 if wide else 0) | (0x40 if count >> 8 else 0) | (0x20 if any(low[3:]) else 0)
        if self.sense == "libata":
            head = bytes((0x70, 0, 0x0B, 0, 0, 0, 0, 10, e, status, 0x40, count & 255, 0, 0, 0, 0, flags))
            return (head + low[:3])[:18]  # byte 7 tells of ten more, and the kernel hands over no further one
        return bytes((0xF0, 0, 0x0B, e, status, 0x40, count & 255, 10, flags, *low[:3])) + bytes(8)

    # The drive's half: (error or None, count, lba, data).

    def _ata(self, opcode, feature, count, lba, out):
        self.commands.append(opcode if opcode != 0xB4 else (opcode, feature))
        after_prepare, self.prepared = self.prepared, False
        after_native, self.asked_native = self.asked_native, False
        if opcode in self.refuses:
            return _abort()
        doors = {
            0xEC: lambda: _fine(data=self.identify()),
            0xB4: lambda: self._sanitize(feature, count, lba),
            0xF1: lambda: self._set_password(out),
            0xF2: lambda: self._unlock(out),
            0xF3: self._prepare,
            0xF4: lambda: self._erase(out, after_prepare),
            0xF6: lambda: self._disable(out),
            0x27: self._native,
            0xF8: self._native,
            0x37: lambda: self._set_max(lba, count, after_native),
            0xF9: lambda: self._set_max(lba, count, after_native),
            0x78: lambda: self._accessible(feature, lba, after_native),
            0xB1: lambda: self._overlay(feature),
            0xEF: lambda: _fine() if feature == 0xAA else _abort(),
        }
        if self.state == "SD2" and opcode not in (0xEC, 0xB4):
            return _abort()
        return doors[opcode]() if opcode in doors else _abort()

    def identify(self):
        words = [0] * 256
        words[0], words[59] = 0x0040, self.word59
        words[60], words[61] = self.visible & 0xFFFF, self.visible >> 16 & 0xFFF
        words[76], words[82], words[83], words[84] = 0x000E, 0x7029 | self.has_security << 1, 0x7400, 0x4021
        words[85], words[86], words[87] = 0x7029 | self.enabled << 1, 0x3400, 0x4021
        if self.overlay is not None:
            words[83] |= 0x0800
        if self.native != self.visible or not self.amax:
            words[82] |= 0x0400 * (not self.amax)
        words[89], words[90] = self.erase_words
        words[100:104] = struct.unpack("<4H", struct.pack("<Q", self.visible))
        words[106], words[119], words[217] = 0x6003, 0x4000 | self.amax << 8, 1
        if self.has_security:
            words[128] = 1 | self.enabled << 1 | self.locked << 2 | self.frozen << 3 | self.enhanced << 5
        page = bytearray(struct.pack("<256H", *words))
        page[20:40], page[46:54], page[54:94] = _swap(self.serial, 20), _swap("1.0", 8), _swap(self.model, 40)
        page[510] = 0xA5
        page[511] = -sum(page[:511]) & 0xFF
        return bytes(page)

    def _erase_medium(self):
        if not self.lies:
            self.medium[:] = (self.leaves * (len(self.medium) // len(self.leaves) + 1))[: len(self.medium)]

    def _sanitize(self, feature, count, lba):
        if feature == 0:
            return self._sanitize_status(count)
        if self.sanitize_frozen:
            return _abort(3)
        bit = {0x0011: 0x2000, 0x0012: 0x8000, 0x0014: 0x4000}.get(feature, 0)
        right_key = lba >> 32 == 0x4F57 if feature == 0x0014 else lba == KEYS.get(feature)
        if not self.word59 & 0x1000 or not self.word59 & bit or not right_key:
            return _abort(2)
        if feature == 0x0014:
            assert count & 0x0F == 1, "0 would be sixteen passes"
            self.leaves = struct.pack("<I", lba & 0xFFFFFFFF)
        if self.drops_erase:
            return _fine()
        self.state, self.left, self.succeeded, self.failure_mode = "SD2", self.looks, False, bool(count & 0x10)
        return _fine(count=0x4000)

    def _sanitize_status(self, count):
        if self.state == "SD3":
            if count & 1 and self.failure_mode:
                self.state = "SD0"
                return _fine()
            return _abort(1)
        if self.state == "SD2" and not self.stalls:
            self.left -= 1
            if self.left <= 0 and self.fails:
                self.state = "SD3"
                return _abort(1)
            if self.left <= 0:
                self.state, self.succeeded = "SD0", True
                self._erase_medium()
        if self.state == "SD2":
            done = 0x028F if self.stalls else 65535 - 65535 * self.left // (self.looks + 1)
            return _fine(count=0x4000, lba=done)
        return _fine(count=0x8000 * self.succeeded | 0x2000 * self.sanitize_frozen, lba=0xFFFF)

    def _set_password(self, out):
        if not self.has_security or self.frozen or self.locked:
            return _abort()
        assert out[:2] == b"\0\0"
        assert not any(out[34:])
        self.enabled, self.password = True, out[2:34]
        return _fine()

    def _unlock(self, out):
        if self.frozen or out[2:34] != self.password:
            return _abort()
        self.locked = False
        return _fine()

    def _prepare(self):
        if self.frozen or not self.has_security:
            return _abort()
        self.prepared = True
        return _fine()

    def _erase(self, out, after_prepare):
        if self.frozen or not after_prepare or not self.enabled or out[2:34] != self.password or self.fails:
            return _abort()
        assert out[0] in (0, 2)
        assert not out[0] or self.enhanced
        if not self.drops_erase:
            self._erase_medium()
            self.enabled, self.locked, self.password = False, False, None
        return _fine()

    def _disable(self, out):
        if self.frozen or self.locked or out[2:34] != self.password or self.keeps_password:
            return _abort()
        self.enabled, self.password = False, None
        return _fine()

    def _native(self):
        if self.amax:
            return _abort()
        self.asked_native = True
        return _fine(lba=self.native - 1)

    def _set_max(self, lba, count, after_native):
        if not after_native or self.amax or lba >= self.native or self.changed:
            return _abort()
        assert count == 1, "volatile: a reset would hide it again"
        self.visible, self.changed = lba + 1, True
        return _fine()

    def _accessible(self, feature, lba, after_native):
        if not self.amax or feature not in (0, 1):
            return _abort()
        if feature == 0:
            self.asked_native = True
            return _fine(lba=self.native - 1)
        if lba >= self.native or self.changed:
            return _abort()
        self.visible, self.changed = lba + 1, True
        return _fine()

    def _overlay(self, feature):
        if self.overlay is None or self.frozen:
            return _abort()
        if feature == 0xC2:
            page = bytearray(512)
            struct.pack_into("<H", page, 0, 2)
            struct.pack_into("<Q", page, 6, self.sectors - 1)
            page[510] = 0xA5
            page[511] = -sum(page[:511]) & 0xFF
            return _fine(data=bytes(page))
        if feature != 0xC0 or self.visible != self.native:
            return _abort()
        self.native = self.visible = self.sectors
        self.changed = False
        return _fine()

    def power_cycle(self):
        self.changed = False
        self.locked = self.enabled


def _fine(count=0, lba=0, data=b""):
    return None, count, lba, data


def _abort(reason=0):
    return 0x04, 0, reason, b""


def _swap(text, width):
    signs = text.ljust(width).encode()[:width]
    return b"".join(signs[i : i + 2][::-1] for i in range(0, width, 2))
