"""The disk as Linux sees it: one SCSI command in, one answer out. It never blocks longer than its mode says."""

from tests.guest.simulator.ata.drive import AtaDrive
from tests.guest.simulator.medium import SECTOR, BadSectorError, DeadError, Medium
from tests.guest.simulator.power import Power
from tests.guest.simulator.scsi import pages, passthrough
from tests.guest.simulator.scsi.sanitize import OPCODE, Sanitize
from tests.guest.simulator.sense import (
    ABORTED,
    GOOD,
    HARDWARE_ERROR,
    INVALID_FIELD,
    INVALID_OPCODE,
    OUT_OF_RANGE,
    Answer,
    fixed,
    refuse,
)
from tests.guest.simulator.spec import Seen, Spec

_READS = {0x08: 6, 0x28: 10, 0xA8: 12, 0x88: 16}
_WRITES = {0x0A: 6, 0x2A: 10, 0xAA: 12, 0x8A: 16}
_VERIFIES = {0x2F: 10, 0xAF: 12, 0x8F: 16}
_WRITE_SAMES = {0x41: 10, 0x93: 16}
_NOTHING_TO_DO = (0x00, 0x1B, 0x1E)  # TEST UNIT READY, START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL
_ALWAYS = (0x12, 0x03, 0xA0, OPCODE, 0x25, 0x9E, 0x1A, 0x5A, 0x4D, 0xA3, 0x1B, 0x85, 0xA1)


class Disk:
    """One simulated disk behind its /dev name."""

    def __init__(self, spec: Spec, medium: Medium, power: Power, seen: Seen) -> None:
        self._spec, self._medium, self._seen = spec, medium, seen
        self.ata = AtaDrive(spec, medium, power, seen) if spec.kind != "sas" else None
        self._sanitize = Sanitize(spec, medium, seen)

    def execute(self, cdb: bytes, data: bytes) -> Answer:
        """Do one command; `data` is what came with it."""
        try:
            self._medium.check_alive()
            if self.ata is not None:
                self.ata.wake()
            return self._do(cdb, data)
        except BadSectorError as bad:
            write = cdb[0] in _WRITES
            return refuse(3, 0x0C if write else 0x11, 0, information=bad.lba)
        except DeadError:
            return HARDWARE_ERROR

    def _do(self, cdb: bytes, data: bytes) -> Answer:
        code = cdb[0]
        if code not in _ALWAYS and self.ata is None:
            busy = self._sanitize.blocks()
            if busy is not None:
                return busy
        for table, act in ((_READS, self._read), (_WRITES, self._write), (_VERIFIES, self._verify),
                           (_WRITE_SAMES, self._write_same)):  # fmt: skip
            if code in table:
                return act(*_place(cdb, table[code]), data)
        if code in (passthrough.TWELVE, passthrough.SIXTEEN):
            return self._passthrough(cdb, data)
        return self._other(cdb, data)

    def _passthrough(self, cdb: bytes, data: bytes) -> Answer:
        if self.ata is None or (self._spec.kind == "usb" and self._spec.bridge == "plain"):
            return INVALID_OPCODE
        if self._spec.kind == "usb" and self._spec.bridge == "drops-erase" and passthrough.erases(cdb):
            self._seen.note("dropped by the bridge", "done")
            return GOOD
        return passthrough.execute(self._spec, self.ata, cdb, data)

    def _other(self, cdb: bytes, data: bytes) -> Answer:
        if cdb[0] in _NOTHING_TO_DO:
            return GOOD
        if cdb[0] == OPCODE:
            there = self.ata is None and bool(self._spec.sanitize)
            return self._sanitize.execute(cdb, data) if there else INVALID_OPCODE
        known = {0x03: self._sense, 0x12: self._inquiry, 0x1A: self._mode, 0x5A: self._mode, 0x25: self._capacity,
                 0x9E: self._capacity, 0x35: self._flush, 0x91: self._flush, 0xA3: self._supported}  # fmt: skip
        act = known.get(cdb[0])
        return act(cdb) if act else INVALID_OPCODE

    def _flush(self, _cdb: bytes) -> Answer:
        self._medium.flush()
        return GOOD

    def _sense(self, _cdb: bytes) -> Answer:
        return Answer(0, self._sanitize.sense() if self.ata is None else fixed(0, 0, 0))

    def _mode(self, cdb: bytes) -> Answer:
        found = pages.mode_sense(cdb[0] == 0x5A, cdb[2] & 0x3F)
        return Answer(0, found) if found is not None else INVALID_FIELD

    def _inquiry(self, cdb: bytes) -> Answer:
        if not cdb[1] & 1:
            return Answer(0, pages.inquiry(self._spec))
        page = pages.vital(self._spec, cdb[2], self.ata)
        return Answer(0, page) if page is not None else INVALID_FIELD

    @property
    def _sectors(self) -> int:
        return self.ata.extent.told if self.ata else self._medium.sectors

    def _capacity(self, cdb: bytes) -> Answer:
        last = self._sectors - 1
        if cdb[0] == 0x25:
            return Answer(0, min(last, 0xFFFFFFFF).to_bytes(4, "big") + SECTOR.to_bytes(4, "big"))
        if cdb[1] & 0x1F != 0x10:
            return INVALID_OPCODE
        return Answer(0, last.to_bytes(8, "big") + SECTOR.to_bytes(4, "big") + bytes(20))

    def _read(self, lba: int, count: int, _data: bytes) -> Answer:
        return self._range(lba, count) or Answer(0, self._medium.read(lba, count))

    def _write(self, lba: int, count: int, data: bytes) -> Answer:
        refused = self._range(lba, count)
        if refused is None:
            self._medium.write(lba, data[: count * SECTOR])
        return refused or GOOD

    def _verify(self, lba: int, count: int, _data: bytes) -> Answer:
        refused = self._range(lba, count)
        if refused is None:
            self._medium.read(lba, count)
        return refused or GOOD

    def _write_same(self, lba: int, count: int, data: bytes) -> Answer:
        refused = self._range(lba, count)
        if refused is None:
            self._medium.write(lba, (data[:SECTOR] or bytes(SECTOR)) * count)
        return refused or GOOD

    def _range(self, lba: int, count: int) -> Answer | None:
        if self.ata is not None and self.ata.media_blocked:
            return ABORTED
        visible = self.ata.extent.visible if self.ata else self._medium.sectors
        return OUT_OF_RANGE if lba + count > visible else None

    def _supported(self, cdb: bytes) -> Answer:
        """REPORT SUPPORTED OPERATION CODES: all of them, or one (SPC-5, clause 6.35)."""
        if cdb[1] & 0x1F != 0x0C or self.ata is not None:
            return INVALID_OPCODE
        service = 1 if cdb[3] == OPCODE else 0
        if cdb[2] & 7 == 0:
            plain = [(0x00, 0, 6), (0x12, 0, 6), (0x28, 0, 10), (0x2A, 0, 10), (0x88, 0, 16), (0x8A, 0, 16)]
            rows = [(code, action, length, 0) for code, action, length in plain]
            rows += [(OPCODE, action, 10, 1) for action in self._sanitize.actions if self._spec.sanitize]
            body = b"".join(
                bytes((code, 0)) + action.to_bytes(2, "big") + bytes((0, has)) + length.to_bytes(2, "big")
                for code, action, length, has in rows
            )
            return Answer(0, len(body).to_bytes(4, "big") + body)
        action = int.from_bytes(cdb[4:6], "big")
        there = cdb[3] != OPCODE or (bool(self._spec.sanitize) and action in self._sanitize.actions)
        known = there and (service or cdb[3] in (0x00, 0x12, 0x28, 0x2A, 0x88, 0x8A))
        return Answer(
            0, bytes((0, 3 if known else 1, 0, 10 if known else 0)) + (bytes((cdb[3], *bytes(9))) if known else b"")
        )


def _place(cdb: bytes, length: int) -> tuple[int, int]:
    """Return LBA and number of sectors of a CDB of 6, 10, 12 or 16 bytes."""
    match length:
        case 6:
            return int.from_bytes(cdb[1:4], "big") & 0x1FFFFF, cdb[4] or 256
        case 10:
            return int.from_bytes(cdb[2:6], "big"), int.from_bytes(cdb[7:9], "big")
        case 12:
            return int.from_bytes(cdb[2:6], "big"), int.from_bytes(cdb[6:10], "big")
    return int.from_bytes(cdb[2:10], "big"), int.from_bytes(cdb[10:14], "big")
