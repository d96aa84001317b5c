"""Writes zeros with O_DIRECT, MiB by MiB, and in ever smaller pieces where one fails."""

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
            _halve(file, block, at, length, bad)
    finally:
        os.close(file)
    seconds = round(time.monotonic() - start, 2)
    return {"bad": bad, "bad_count": len(bad), "gave_up": len(bad) > _MANY, "write_seconds": seconds}


def _halve(file: int, block: mmap.mmap, at: int, length: int, bad: list[int]) -> None:
    """Write one piece; where it fails, its halves, down to the sector."""
    if len(bad) > _MANY or _written(file, block, at, length):
        return
    if length == _SECTOR:
        bad.append(at // _SECTOR)
        return
    half = length // 2 // _SECTOR * _SECTOR
    _halve(file, block, at, half, bad)
    _halve(file, block, at + half, length - half, bad)


def _written(file: int, block: mmap.mmap, at: int, length: int) -> bool:
    try:
        return os.pwritev(file, [memoryview(block)[:length]], at) == length
    except OSError:
        return False
