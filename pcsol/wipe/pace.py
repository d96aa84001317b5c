"""How fast a disk reads right now: the one honest ground for saying how long an erasure will take."""

import time

from pcsol.errors import WipeError
from pcsol.tools.block.buffers import BLOCK_BYTES, page_aligned
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.block.surface import SectorError

_SECONDS = 0.8
_LEAST_BLOCKS = 2


def pace(device: BlockDevice) -> float | None:
    """Return bytes per second at the beginning of the disk, read for less than a second; None where it cannot be."""
    try:
        return _read(device)
    except (WipeError, SectorError, OSError):
        return None


def _read(device: BlockDevice) -> float | None:
    view = page_aligned(BLOCK_BYTES)
    if device.size_bytes < (_LEAST_BLOCKS + 1) * BLOCK_BYTES:
        return None
    device.read_into(0, view)  # a disk that slept wakes up
    began, offset = time.monotonic(), BLOCK_BYTES
    while offset + BLOCK_BYTES <= device.size_bytes and time.monotonic() - began < _SECONDS:
        device.read_into(offset, view)
        offset += BLOCK_BYTES
    spent, moved = time.monotonic() - began, offset - BLOCK_BYTES
    return moved / spent if moved >= _LEAST_BLOCKS * BLOCK_BYTES and spent > 0 else None
