"""What a disk really holds: a backing file, its bad sectors, what a lying erase spares, and how fast it is."""

import os
import time

from tests.guest.simulator.spec import Keeps, Spec

SECTOR = 512
_MIB_SECTORS = 2048
_PERIODIC = bytes.fromhex("33cc55aa")


class BadSectorError(Exception):
    """A sector that cannot be read or written; `lba` is the first one of the request."""

    def __init__(self, lba: int) -> None:
        super().__init__(lba)
        self.lba = lba


class DeadError(Exception):
    """The disk does not answer with anything but hardware errors any more."""


class Medium:
    """Sectors of 512 bytes over `backing`, a file that the host reads once the guest is off."""

    def __init__(self, spec: Spec, backing: str) -> None:
        self._spec = spec
        self._file = os.open(backing, os.O_RDWR)
        self.sectors = spec.native_sectors
        assert os.fstat(self._file).st_size == self.sectors * SECTOR, backing
        self._unreadable = {lba for first, last in spec.unreadable for lba in range(first, last + 1)}
        self._unwritable = {lba for first, last in spec.unwritable for lba in range(first, last + 1)}
        self._written_bytes = 0
        self.dead = False

    def read(self, lba: int, count: int) -> bytes:
        """Return sectors. Raises BadSectorError, DeadError."""
        self.check_alive()
        self._refuse(self._unreadable, lba, count)
        self._take_time(count)
        return os.pread(self._file, count * SECTOR, lba * SECTOR)

    def write(self, lba: int, data: bytes) -> None:
        """Write sectors; what `write_keeps` spares is acknowledged and dropped. Raises as `read` does."""
        self.check_alive()
        count = len(data) // SECTOR
        self._refuse(self._unwritable, lba, count)
        self._take_time(count)
        if self._spec.heals:
            self._unreadable -= set(range(lba, lba + count))
        self._written_bytes += len(data)
        if self._spec.write_keeps == "none":
            os.pwrite(self._file, data, lba * SECTOR)
            return
        for at in range(count):
            if not self._is_kept(lba + at, self._spec.write_keeps, self.sectors):
                os.pwrite(self._file, data[at * SECTOR : (at + 1) * SECTOR], (lba + at) * SECTOR)

    def erase(self, leaves: str, keeps: Keeps, visible: int) -> None:
        """Do what a firmware erase does to all sectors, or to those that it does not spare."""
        for first in range(0, self.sectors, _MIB_SECTORS):
            count = min(_MIB_SECTORS, self.sectors - first)
            if keeps in ("none", "all"):
                runs = [(first, first + count)] if keeps == "none" else []
            else:
                runs = self._spared_not(first, count, keeps, visible)
            for begin, end in runs:
                os.pwrite(self._file, _filling(leaves, (end - begin) * SECTOR), begin * SECTOR)

    def flush(self) -> None:
        """Bring everything to the backing file."""
        os.fdatasync(self._file)

    def _spared_not(self, first: int, count: int, keeps: Keeps, visible: int) -> list[tuple[int, int]]:
        runs: list[tuple[int, int]] = []
        for lba in range(first, first + count):
            if self._is_kept(lba, keeps, visible):
                continue
            if runs and runs[-1][1] == lba:
                runs[-1] = (runs[-1][0], lba + 1)
            else:
                runs.append((lba, lba + 1))
        return runs

    def _is_kept(self, lba: int, keeps: Keeps, visible: int) -> bool:
        kind, _colon, number = keeps.partition(":")
        match kind:
            case "all":
                return True
            case "tail":
                return lba >= self.sectors - self.sectors // 100
            case "head":
                return lba < _MIB_SECTORS
            case "every":
                return lba // _MIB_SECTORS % int(number) == int(number) - 1
            case "hidden":
                return lba >= visible
        return False

    def check_alive(self) -> None:
        """Raise DeadError once the disk is dead."""
        limit = self._spec.dies_after_mib
        if self.dead or (limit is not None and self._written_bytes >= limit << 20):
            self.dead = True
            raise DeadError

    @staticmethod
    def _refuse(bad: set[int], lba: int, count: int) -> None:
        if bad:
            found = [one for one in range(lba, lba + count) if one in bad]
            if found:
                raise BadSectorError(found[0])

    def _take_time(self, count: int) -> None:
        if self._spec.bytes_per_second:
            time.sleep(count * SECTOR / self._spec.bytes_per_second)


def _filling(leaves: str, length: int) -> bytes:
    match leaves:
        case "zeros":
            return bytes(length)
        case "ones":
            return b"\xff" * length
        case "noise":
            return os.urandom(length)
        case "periodic":
            return _PERIODIC * (length // 4)
    raise ValueError(leaves)
