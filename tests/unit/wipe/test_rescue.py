"""Bad sectors are found to the sector, and a long bad stretch does not cost hours."""

from hypothesis import assume, given
from hypothesis import strategies as st

from pcsol.wipe.passes.rescue import around

UNIT, BLOCK, SECTORS = 8, 64 * 8, 4000


class Tried:
    def __init__(self, bad: set[int]) -> None:
        self.bad = bad
        self.good: set[int] = set()
        self.failures = 0

    def __call__(self, start: int, end: int) -> bool:
        assert start % UNIT == 0
        assert start < end
        sectors = set(range(start // UNIT, -(-end // UNIT)))
        if sectors & self.bad:
            self.failures += 1
            return False
        self.good |= sectors
        return True


def rescued(bad: set[int], limit: int = SECTORS) -> tuple[Tried, int, int]:
    """Go around what fails in the block with the first bad sector."""
    block = min(bad) * UNIT // BLOCK * BLOCK
    tried = Tried(bad)
    first, after = around(tried, (block, min(block + BLOCK, limit * UNIT)), limit * UNIT, UNIT, BLOCK)
    return tried, first // UNIT, -(-after // UNIT)


@given(st.integers(0, SECTORS - 1), st.integers(1, 3000))
def test_one_bad_stretch_is_found_to_the_sector(first, length) -> None:
    bad = set(range(first, min(first + length, SECTORS)))
    _tried, found, after = rescued(bad)
    assert set(range(found, after)) == bad


@given(st.sets(st.integers(0, SECTORS - 1), min_size=1, max_size=60))
def test_every_sector_before_the_stretch_was_done_and_no_bad_one_is_missed(bad) -> None:
    tried, first, after = rescued(bad)
    block = min(bad) * UNIT // BLOCK * BLOCK // UNIT
    assert first == min(bad)
    assert set(range(block, first)) <= tried.good
    assert bad & set(range(first)) == set()
    assert after - 1 in bad


@given(st.integers(0, 3000), st.integers(1, 900))
def test_a_bad_stretch_costs_failures_by_its_logarithm(first, length) -> None:
    tried, _first, _after = rescued(set(range(first, first + length)))
    assert tried.failures <= 30


@given(st.integers(1, 3999), st.integers(1, 50))
def test_a_disk_that_is_bad_to_its_end_is_left_there(first, odd) -> None:
    assume(odd < first)
    limit = SECTORS - odd
    assume(first < limit)
    _tried, found, after = rescued(set(range(first, SECTORS)), limit)
    assert (found, after) == (first, limit)


def test_one_bad_sector_costs_few_failures() -> None:
    assert max(rescued({sector})[0].failures for sector in range(64)) <= 6
