"""Where a sample is taken: NIST SP 800-88r1, section 4.7.1 (kept by r2 for whoever samples)."""

from collections.abc import Callable

from pcsol.wipe.passes.stretches import Stretch

SUBSECTIONS = 1000  # "at least one thousand"
SHARE = 20  # each place is 1/20 of its subsection: two of them make 10 % of the medium


def places(size_bytes: int, sector_bytes: int, randbelow: Callable[[int], int]) -> list[Stretch]:
    """Return two places in each of 1,000 subsections, that do not overlap, and the first and the last sector.

    `randbelow(n)` gives a number from 0 to n-1 that nobody can foretell. A medium with fewer than 2,000 sectors is
    taken whole.
    """
    sectors = size_bytes // sector_bytes
    if sectors < 2 * SUBSECTIONS:
        return [(0, size_bytes)]
    found: list[Stretch] = []
    for number in range(SUBSECTIONS):
        start, end = number * sectors // SUBSECTIONS, (number + 1) * sectors // SUBSECTIONS
        length = -(-(end - start) // SHARE)
        room = end - start - 2 * length + 1
        one, other = sorted((randbelow(room), randbelow(room)))
        found += [(at * sector_bytes, (at + length) * sector_bytes) for at in (start + one, start + other + length)]
    first = [(0, sector_bytes)] if found[0][0] > 0 else []
    last = [(size_bytes - sector_bytes, size_bytes)] if found[-1][1] < size_bytes else []
    return [*first, *found, *last]
