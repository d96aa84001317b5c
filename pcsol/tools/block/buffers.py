"""Memory for O_DIRECT: page-aligned buffers, and comparing them at the speed of memory.

`memoryview == bytes` compares byte by byte (1.1 GB/s measured); memcmp does more than ten times that. numpy would too,
but its wheels die on a Core 2.
"""

import ctypes
import mmap
from contextlib import suppress

# One write or read at most. 2 and 4 MiB are as fast as each other on loop devices, 1 MiB is slower. How many of them
# there may be: pcsol.wipe.passes.room.
BLOCK_BYTES = 2 << 20

_memcmp = ctypes.CDLL(None).memcmp
_memcmp.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)


def page_aligned(size_bytes: int) -> memoryview:
    """Return zeroed memory that begins at a page, in large pages where there are any: fewer pieces for the disk."""
    memory = _fresh(size_bytes)
    with suppress(OSError):  # a kernel without large pages
        memory.madvise(mmap.MADV_HUGEPAGE)
    return memoryview(memory)


def zeros_unwritten(size_bytes: int) -> memoryview:
    """Return zeros that take no room and stay in the processor's cache: the kernel's one page of zeros, many times.

    It does for as long as nobody writes to it.
    """
    return memoryview(_fresh(size_bytes))


def _fresh(size_bytes: int) -> mmap.mmap:
    return mmap.mmap(-1, size_bytes, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def same(one: memoryview, other: memoryview) -> bool:
    """Tell whether two writable views hold the same bytes."""
    return len(one) == len(other) and bool(_memcmp(_address(one), _address(other), len(one)) == 0)


def repeats(view: memoryview, period_bytes: int) -> bool:
    """Tell whether a writable view is one pattern of this length again and again: it equals itself, shifted."""
    start = _address(view)
    return bool(_memcmp(start, start + period_bytes, max(len(view) - period_bytes, 0)) == 0)


def _address(view: memoryview) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(view)) if len(view) else 0
