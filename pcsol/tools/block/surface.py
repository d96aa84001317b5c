"""What the wipe room needs of a disk: read here, write there, flush. `BlockDevice` is the real one."""

from typing import Protocol


class SectorError(Exception):
    """The disk could not read or write all of a stretch: some sector in it is bad. Never leaves the wipe room."""


class Surface(Protocol):
    """Bytes from 0 to `size_bytes`. Offsets and lengths are multiples of the logical sector, views page-aligned."""

    @property
    def size_bytes(self) -> int:
        """Return what it can hold."""

    @property
    def logical_sector_bytes(self) -> int:
        """Return the smallest piece that can be addressed."""

    @property
    def physical_sector_bytes(self) -> int:
        """Return the smallest piece that it writes as one, as far as it tells."""

    @property
    def writable(self) -> bool:
        """Tell whether it was opened for writing."""

    @property
    def slows(self) -> bool | None:
        """Tell whether it has platters, whose speed falls toward the end; None is *not known*."""

    def read_into(self, offset_bytes: int, view: memoryview) -> None:
        """Fill the whole view. Raises SectorError; DiskChangedError when the disk is gone or another."""

    def write(self, offset_bytes: int, view: memoryview) -> None:
        """Write the whole view. Raises as `read_into` does."""

    def flush(self) -> None:
        """Return once all that was written is on the medium, as far as the disk tells. Raises DiskFailedError."""

    def drop_cache(self) -> None:
        """Forget what the kernel remembers of the disk, so that a read asks the disk itself."""


def unit_of(surface: Surface) -> int:
    """Return the smallest stretch that fails as one, in bytes: the larger of the two sector sizes."""
    return max(surface.logical_sector_bytes, surface.physical_sector_bytes)
