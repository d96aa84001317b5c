"""How much memory a pass may take: all disks that are worked on at once share about as much as one alone has.

One disk alone keeps itself busy with blocks made ahead. Where there are several, one disk's write or read fills the
time in which the next block of another is made, so that a block made ahead gains little (measured: benchmarks/wipe.py);
and a tower with 1 GB may erase eight.
"""

from dataclasses import dataclass

from pcsol.tools.block.buffers import BLOCK_BYTES

_MIB = 1 << 20
_FEW, _SEVERAL = 2, 4  # disks at once


@dataclass(frozen=True, slots=True)
class Room:
    """`buffers` of `block_bytes` each, filled by so many `threads`; 0: by the one that uses them, and one buffer does.

    `part_bytes`: of what is read, as much as is compared at a time, which takes a buffer of this size for each thread.
    """

    block_bytes: int
    buffers: int = 1
    threads: int = 0
    part_bytes: int = 0

    @property
    def all_bytes(self) -> int:
        """Return what one disk takes of it."""
        return self.buffers * self.block_bytes + max(self.threads, 1) * self.part_bytes


def to_write(at_once: int) -> Room:
    """Return the room for each of so many disks (1 or more) that are written at once."""
    if at_once <= _FEW:
        return Room(BLOCK_BYTES, buffers=3 if at_once == 1 else 2, threads=1)
    return Room(BLOCK_BYTES if at_once <= _SEVERAL else _MIB)


def to_read(at_once: int) -> Room:
    """Return the room for each of so many disks (1 or more) that are read back at once.

    Alone, each thread reads a piece and looks at it: while one waits for the disk, the others compare. The next pieces
    have their buffers already, so that no thread waits for one: noise is verified a tenth quicker for it (measured).
    """
    if at_once == 1:
        return Room(_MIB, buffers=5, threads=3, part_bytes=_MIB // 2)
    block = BLOCK_BYTES if at_once <= _SEVERAL else _MIB
    return Room(block, part_bytes=block // 4)
