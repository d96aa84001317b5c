"""A SAS drive: SANITIZE with progress in its sense, and drives that only say that they did."""

from dataclasses import dataclass, field

from tests.drives.sg import ILLEGAL_OPCODE, ScsiAnswer, give, take


def sense(key, asc, ascq, progress=None, *, fixed=True):
    if fixed:
        specific = b"\0\0\0" if progress is None else b"\x80" + progress.to_bytes(2, "big")
        return bytes((0x70, 0, key, 0, 0, 0, 0, 10, 0, 0, 0, 0, asc, ascq, 0)) + specific
    told = b"" if progress is None else b"\x02\x06\0\0\x80" + progress.to_bytes(2, "big") + b"\0"
    return bytes((0x72, key, asc, ascq, 0, 0, 0, len(told))) + told


@dataclass
class ScsiDrive:
    actions: frozenset = frozenset({1, 2, 3})
    fixed: bool = True
    looks: int = 3
    fails: bool = False
    stalls: bool = False
    lies: bool = False
    silent: bool = False
    breaks_line: bool = False
    never_ready: bool = False
    commands: list = field(default_factory=list)

    def __post_init__(self):
        self.medium, self.left, self.failed, self.fills = bytearray(b"old data" * 512), 0, False, b"\0"

    def __call__(self, descriptor, request, header):
        cdb, out = take(request, header)
        return give(header, self._scsi(cdb, out))

    def _scsi(self, cdb, out):
        self.commands.append(cdb[:2].hex())
        if cdb[0] == 0xA3 and cdb[1] == 0x0C:
            known = cdb[3] == 0x48 and int.from_bytes(cdb[4:6], "big") in self.actions
            return ScsiAnswer(0, b"", bytes((0, 3 if known else 1, 0, 10)) + bytes(10))
        if cdb[0] == 0x48:
            return self._sanitize(cdb, out)
        if cdb[0] == 0x03:
            return ScsiAnswer(0, b"", self._request_sense())
        if cdb[0] == 0x00:
            if self.never_ready:
                return ScsiAnswer(2, sense(2, 4, 0))
            return ScsiAnswer(2, sense(2, 4, 0x1B, fixed=self.fixed)) if self.left else ScsiAnswer()
        return ScsiAnswer(2, ILLEGAL_OPCODE)

    def _sanitize(self, cdb, out):
        action = cdb[1] & 0x1F
        if self.breaks_line:  # sg_sanitize printed this, and its exit code was 0
            return ScsiAnswer(host=7)
        if action == 0x1F:
            self.failed = False
            return ScsiAnswer()
        if action not in self.actions:
            return ScsiAnswer(2, ILLEGAL_OPCODE)
        if action == 1:
            assert int.from_bytes(cdb[7:9], "big") == len(out)
            assert out[0] & 0x1F == 1
            assert int.from_bytes(out[2:4], "big") == len(out) - 4
            self.fills = out[4:]
        self.left = 0 if self.silent or not cdb[1] & 0x80 else self.looks
        if self.silent or not cdb[1] & 0x80:
            self._erase()
        return ScsiAnswer()

    def _request_sense(self):
        if self.failed:
            return sense(3, 0x31, 3, fixed=self.fixed)
        if not self.left:
            return sense(0, 0, 0, fixed=self.fixed)
        progress = 65536 * (self.looks - self.left) // (self.looks + 1)
        if not self.stalls:
            self.left -= 1
            if not self.left:
                self.failed = self.fails
                if not self.fails:
                    self._erase()
        return sense(2, 4, 0x1B, progress, fixed=self.fixed)

    def _erase(self):
        if not self.lies:
            size = len(self.medium)
            self.medium[:] = (self.fills * (size // len(self.fills) + 1))[:size]
