"""Writes zeros with O_DIRECT, MiB by MiB, then sector by sector where one fails."""

import mmap
import os
import time
from typing import Any

_MIB = 1 << 20
_SECTOR = 512
_MANY = 24


def zeros(path: str) -> dict[str, Any]:
    """Return the sectors that could not be written (it gives up when there are many), and how long it took."""
    start = time.monotonic()
    file = os.open(path, os.O_WRONLY | os.O_DIRECT | os.O_EXCL)
    block = mmap.mmap(-1, _MIB)
    bad: list[int] = []
    try:
        size = os.lseek(file, 0, os.SEEK_END)
        for at in range(0, size, _MIB):
            length = min(_MIB, size - at)
            if not _written(file, block, at, length):
                for sector in range(at, at + length, _SECTOR):
                    if len(bad) <= _MANY and not _written(file, block, sector, _SECTOR):
                        bad.append(sector // _SECTOR)
    finally:
        os.close(file)
    seconds = round(time.monotonic() - start, 2)
    return {"bad": bad, "bad_count": len(bad), "gave_up": len(bad) > _MANY, "write_seconds": seconds}


def _written(file: int, block: mmap.mmap, at: int, length: int) -> bool:
    try:
        return os.pwritev(file, [memoryview(block)[:length]], at) == length
    except OSError:
        return False
