"""A disk in memory that fails where it is told to: our own protocol, not a mock of Linux."""

from pcsol.errors import DiskFailedError
from pcsol.tools.block.surface import SectorError
from pcsol.wipe.passes.reins import Reins

REINS = Reins("sdz")


class MemoryDisk:
    """`bad`: sector numbers that can be neither written nor read."""

    def __init__(
        self, content: bytes | bytearray, sector: int = 512, bad=(), *, physical: int = 0, writable: bool = True
    ) -> None:
        self.content = bytearray(content)
        self.size_bytes = len(content)
        self.logical_sector_bytes = sector
        self.physical_sector_bytes = physical or sector
        self.writable = writable
        self.slows = False
        self.bad = set(bad)
        self.failures = self.calls = self.flushed = self.dropped = 0
        self.fails_to_flush = False

    def _touch(self, offset: int, size: int) -> None:
        assert offset % self.logical_sector_bytes == 0
        assert size % self.logical_sector_bytes == 0
        assert size > 0
        assert offset + size <= self.size_bytes
        self.calls += 1
        touched = range(offset // self.logical_sector_bytes, (offset + size) // self.logical_sector_bytes)
        if self.bad & set(touched):
            self.failures += 1
            raise SectorError

    def read_into(self, offset_bytes: int, view: memoryview) -> None:
        self._touch(offset_bytes, len(view))
        view[:] = self.content[offset_bytes : offset_bytes + len(view)]

    def write(self, offset_bytes: int, view: memoryview) -> None:
        assert self.writable
        self._touch(offset_bytes, len(view))
        self.content[offset_bytes : offset_bytes + len(view)] = view

    def flush(self) -> None:
        self.flushed += 1
        if self.fails_to_flush:
            raise DiskFailedError("could not be flushed")

    def drop_cache(self) -> None:
        self.dropped += 1

    def read_only(self) -> "MemoryDisk":
        """Another way to the same bytes, that cannot write."""
        other = MemoryDisk(
            b"", self.logical_sector_bytes, self.bad, physical=self.physical_sector_bytes, writable=False
        )
        other.content, other.size_bytes = self.content, self.size_bytes
        return other


def sectors_of(ranges) -> set[int]:
    return {sector for r in ranges for sector in range(r.first, r.last + 1)}
