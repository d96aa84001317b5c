"""Stretches of a disk, from a first byte to the one after the last; and a list of them that stays short."""

from collections.abc import Iterable, Iterator, Sequence

from pcsol.model.erasure.outcome import SectorRange

Stretch = tuple[int, int]
# No paper lists more. What lies between later ones is then counted as bad with them: never too little.
MOST = 1000


class Stretches:
    """Stretches in rising order, those that touch joined into one."""

    def __init__(self, stretches: Iterable[Stretch] = (), most: int = MOST) -> None:
        """Begin with some, in any order."""
        self._most = most
        self._all: list[Stretch] = []
        for stretch in sorted(stretches):
            self.add(*stretch)

    def __iter__(self) -> Iterator[Stretch]:
        """Give each in turn."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)

    @property
    def total_bytes(self) -> int:
        """Return the sum of their lengths."""
        return sum(end - start for start, end in self._all)

    def add(self, start: int, end: int) -> None:
        """Add one that begins no earlier than the last one did."""
        if start >= end:
            return
        if self._all and (start <= self._all[-1][1] or len(self._all) >= self._most):
            first, last = self._all[-1]
            self._all[-1] = (first, max(last, end))
        else:
            self._all.append((start, end))

    def sectors(self, sector_bytes: int) -> tuple[SectorRange, ...]:
        """Return them as the papers show them."""
        return tuple(SectorRange(first=s // sector_bytes, last=-(-e // sector_bytes) - 1) for s, e in self._all)


def bytes_of(ranges: Iterable[SectorRange], sector_bytes: int) -> Iterator[Stretch]:
    """Turn sectors back into stretches."""
    return ((r.first * sector_bytes, (r.last + 1) * sector_bytes) for r in ranges)


def blocks_from(offset: int, stretches: Sequence[Stretch], block_bytes: int) -> Iterator[Stretch]:
    """Cut what lies at or after an offset into blocks, each at most `block_bytes` long."""
    for start, end in stretches:
        for at in range(max(start, offset), end, block_bytes):
            yield at, min(at + block_bytes, end)


def without(stretches: Iterable[Stretch], bad: Stretch) -> list[Stretch]:
    """Cut a bad stretch out of others."""
    parts = [part for start, end in stretches for part in ((start, min(end, bad[0])), (max(start, bad[1]), end))]
    return [(start, end) for start, end in parts if start < end]
