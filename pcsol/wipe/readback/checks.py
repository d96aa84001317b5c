"""Two ways to check what was read: against a stream, byte for byte; or whether it is noise."""

from typing import Literal, Protocol

from pcsol.tools.block.buffers import BLOCK_BYTES, page_aligned, same
from pcsol.tools.block.stream import Content, Pattern, Stream
from pcsol.wipe.passes.stretches import Stretches
from pcsol.wipe.readback.content import is_noise

Held = Content | Literal["noise"]


class Check(Protocol):
    """Is shown each piece once, in rising order; `mismatched` are those that hold something else."""

    mismatched: Stretches

    @property
    def content(self) -> Held:
        """Return what it is when nothing is mismatched."""

    @property
    def pattern(self) -> bytes:
        """Return what repeats, from offset 0 on; empty where nothing does."""

    def look(self, offset_bytes: int, view: memoryview) -> None:
        """Look at one piece."""


class AgainstStream:
    """Each sector must hold what the stream has there."""

    def __init__(self, stream: Stream, sector_bytes: int) -> None:
        """Take the stream that was written."""
        self.mismatched = Stretches()
        self._stream = stream
        self._sector = sector_bytes
        self._expected = page_aligned(BLOCK_BYTES)
        self._phase: int | None = None

    @property
    def content(self) -> Content:
        """Return what it is when nothing is mismatched."""
        return self._stream.content

    @property
    def pattern(self) -> bytes:
        """Return what repeats, from offset 0 on."""
        return self._stream.pattern if isinstance(self._stream, Pattern) else b""

    def look(self, offset_bytes: int, view: memoryview) -> None:
        """Compare one piece, and find the sectors that differ."""
        self._prepare(offset_bytes, len(view))
        self._compare(offset_bytes, view, self._expected[: len(view)])

    def _prepare(self, offset_bytes: int, size_bytes: int) -> None:
        """Make what is expected; what repeats in step with the pieces is made once."""
        period = self._stream.period_bytes
        if period is None:
            self._stream.fill(offset_bytes, self._expected[:size_bytes])
        elif offset_bytes % period != self._phase:
            self._phase = offset_bytes % period
            self._stream.fill(offset_bytes, self._expected)

    def _compare(self, offset: int, view: memoryview, expected: memoryview) -> None:
        if same(view, expected):
            return
        if len(view) <= self._sector:
            self.mismatched.add(offset, offset + len(view))
            return
        middle = max(len(view) // 2 // self._sector, 1) * self._sector
        self._compare(offset, view[:middle], expected[:middle])
        self._compare(offset + middle, view[middle:], expected[middle:])


class IsNoise:
    """Each piece must look like noise; one that does not counts as a whole."""

    content: Held = "noise"
    pattern = b""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.mismatched = Stretches()

    def look(self, offset_bytes: int, view: memoryview) -> None:
        """Look at one piece."""
        if not is_noise(view):
            self.mismatched.add(offset_bytes, offset_bytes + len(view))
