"""Reads a disk by its /dev name past every cache, or its backing file behind its back."""

import mmap
import os
from collections.abc import Iterator
from pathlib import Path

from tests.guest.inside.pattern import SECTOR, survivors

_CHUNK = 1 << 20
_MANY = 24
_BUFFER = mmap.mmap(-1, _CHUNK)  # O_DIRECT wants whole pages


def at_disk(path: str, name: str) -> dict[str, object]:
    """Count what is still old, seen from outside; sectors that cannot be read are listed, until there are many."""
    file = os.open(path, os.O_RDONLY | os.O_DIRECT)
    try:
        return _count(name, _pieces(file, os.lseek(file, 0, os.SEEK_END)))
    finally:
        os.close(file)


def at_backing(file: Path, name: str) -> dict[str, object]:
    """The same of the backing file."""
    with file.open("rb") as stream:
        return _count(name, _pieces(stream.fileno(), file.stat().st_size))


def _pieces(file: int, size: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield (offset, bytes), in ever smaller pieces where one cannot be read; (offset, None) for a lost sector."""
    waiting = [(at, min(_CHUNK, size - at)) for at in range(0, size, _CHUNK)][::-1]
    lost = 0
    while waiting and lost <= _MANY:
        at, length = waiting.pop()
        data = _read(file, at, length)
        if data is not None or length == SECTOR:
            lost += data is None
            yield at, data
            continue
        half = length // 2 // SECTOR * SECTOR
        waiting += [(at + half, length - half), (at, half)]


def _read(file: int, at: int, length: int) -> bytes | None:
    try:
        got = os.preadv(file, [memoryview(_BUFFER)[:length]], at)
    except OSError:
        return None
    return _BUFFER[:length] if got == length else None


def _count(name: str, pieces: Iterator[tuple[int, bytes | None]]) -> dict[str, object]:
    old = zeros = ones = sectors = 0
    unread, first = [], ""
    for at, data in pieces:
        if data is None:
            unread.append(at // SECTOR)
            continue
        first = first or data[:8].hex()
        sectors += len(data) // SECTOR
        old += sum(1 for _lba in survivors(name, data, at // SECTOR))
        zeros += _filled(data, b"\0")
        ones += _filled(data, b"\xff")
    return {"sectors": sectors, "old": old, "zeros": zeros, "ones": ones, "unread": unread, "first": first}


def _filled(data: bytes, sign: bytes) -> int:
    if sign not in data:
        return 0
    whole = sign * SECTOR
    return sum(data[at : at + SECTOR] == whole for at in range(0, len(data), SECTOR))
