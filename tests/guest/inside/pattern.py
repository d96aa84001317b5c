"""What the disks hold before: every sector its own, none of them zeros, so that each survivor is known by itself."""

import hashlib
from collections.abc import Iterator
from functools import cache

SECTOR = 512
_TIMES = SECTOR // 16


def sector(name: str, lba: int) -> bytes:
    """Return the 512 bytes that lie at one place of the disk of that name."""
    return (_mark(name) + lba.to_bytes(8, "little")) * _TIMES


@cache
def _mark(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:8]


def sectors(name: str, first: int, count: int) -> bytes:
    """Return several in a row."""
    return b"".join(sector(name, lba) for lba in range(first, first + count))


def survivors(name: str, data: bytes, first: int = 0) -> Iterator[int]:
    """Yield the numbers of the sectors of `data` (from sector `first`) that still hold what lay there before."""
    for at in range(len(data) // SECTOR):
        if data[at * SECTOR : (at + 1) * SECTOR] == sector(name, first + at):
            yield first + at
