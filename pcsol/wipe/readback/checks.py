"""Two ways to check what was read: against a stream, byte for byte; or whether it is noise."""

import threading
from collections.abc import Iterator
from typing import Literal, Protocol

from pcsol.tools.block.buffers import page_aligned, repeats, same, zeros_unwritten
from pcsol.tools.block.stream import Content, Keystream, Pattern, Stream
from pcsol.wipe.passes.stretches import Stretch
from pcsol.wipe.readback.content import is_noise

Held = Content | Literal["noise"]


class Check(Protocol):
    """Is shown each piece once, by several threads; says which stretches of it hold something else."""

    @property
    def content(self) -> Held:
        """Return what it is when nothing is mismatched."""

    @property
    def pattern(self) -> bytes:
        """Return what repeats, from offset 0 on; empty where nothing does."""

    def look(self, offset_bytes: int, view: memoryview) -> list[Stretch]:
        """Look at one piece; return what differs, in rising order."""


class AgainstStream:
    """Each sector must hold what the stream has there."""

    def __init__(self, stream: Stream, sector_bytes: int, part_bytes: int) -> None:
        """Take the stream that was written. `part_bytes`, a multiple of 64 and of the sector: as much is made, compared
        and forgotten while it is in the processor's cache."""
        self._stream = stream
        self._sector, self._part = sector_bytes, part_bytes
        self._of_thread = threading.local()
        self._zeros = zeros_unwritten(part_bytes)

    @property
    def content(self) -> Content:
        """Return what it is when nothing is mismatched."""
        return self._stream.content

    @property
    def pattern(self) -> bytes:
        """Return what repeats, from offset 0 on."""
        return self._stream.pattern if isinstance(self._stream, Pattern) else b""

    def look(self, offset_bytes: int, view: memoryview) -> list[Stretch]:
        """Compare one piece, and find the sectors that differ."""
        if isinstance(self._stream, Pattern) and _holds(self._stream, offset_bytes, view):
            return []
        parts = ((at, view[at : at + self._part]) for at in range(0, len(view), self._part))
        return [found for at, part in parts for found in self._compare_part(offset_bytes + at, part)]

    def _compare_part(self, offset: int, part: memoryview) -> list[Stretch]:
        if not hasattr(self._of_thread, "made"):
            self._of_thread.made = page_aligned(self._part)
        made: memoryview = self._of_thread.made[: len(part)]
        if isinstance(self._stream, Keystream):  # a seventh quicker than to make the stream and compare (measured)
            self._stream.over(offset, part, made)
            return list(self._differing(offset, made, self._zeros[: len(part)]))
        self._stream.fill(offset, made)
        return list(self._differing(offset, part, made))

    def _differing(self, offset: int, part: memoryview, expected: memoryview) -> Iterator[Stretch]:
        if same(part, expected):
            return
        if len(part) <= self._sector:
            yield offset, offset + len(part)
            return
        middle = max(len(part) // 2 // self._sector, 1) * self._sector
        yield from self._differing(offset, part[:middle], expected[:middle])
        yield from self._differing(offset + middle, part[middle:], expected[middle:])


class IsNoise:
    """Each piece must look like noise; one that does not counts as a whole."""

    content: Held = "noise"
    pattern = b""

    def look(self, offset_bytes: int, view: memoryview) -> list[Stretch]:
        """Look at one piece."""
        return [] if is_noise(view) else [(offset_bytes, offset_bytes + len(view))]


def _holds(pattern: Pattern, offset_bytes: int, view: memoryview) -> bool:
    """Tell whether a view holds a pattern, without a second buffer beside it."""
    period = pattern.period_bytes
    turned = offset_bytes % period
    head = (pattern.pattern * 2)[turned : turned + period]
    return bytes(view[:period]) == head[: len(view)] and (len(view) <= period or repeats(view, period))
