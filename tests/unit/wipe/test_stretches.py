"""Lists of bad stretches stay short, and never say too little."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pcsol.model.erasure.outcome import SectorRange
from pcsol.wipe.passes.stretches import Stretches, blocks_from, bytes_of, without

STRETCHES = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)).map(sorted).map(tuple))


def numbers(stretches) -> set[int]:
    return {n for start, end in stretches for n in range(start, end)}


@given(STRETCHES)
def test_they_are_joined_where_they_touch_and_nothing_is_lost(stretches) -> None:
    joined = list(Stretches(stretches))
    assert numbers(joined) == numbers(stretches)
    assert all(end < start for (_s, end), (start, _e) in itertools.pairwise(joined))


@given(STRETCHES, st.integers(1, 5))
def test_a_full_list_takes_the_gaps_in_rather_than_leave_a_stretch_out(stretches, most) -> None:
    short = Stretches(stretches, most=most)
    assert len(short) <= most
    assert numbers(stretches) <= numbers(short)


@given(STRETCHES, st.integers(0, 300), st.integers(1, 50))
def test_blocks_cover_what_lies_behind_an_offset_once(stretches, offset, size) -> None:
    joined = list(Stretches(stretches))
    blocks = list(blocks_from(offset, joined, size))
    assert numbers(blocks) == {n for n in numbers(joined) if n >= offset}
    assert sum(end - start for start, end in blocks) == len(numbers(blocks))
    assert all(0 < end - start <= size for start, end in blocks)


@given(STRETCHES, st.integers(0, 300), st.integers(0, 50))
def test_a_stretch_is_cut_out(stretches, start, length) -> None:
    end = start + length
    assert numbers(without(stretches, (start, end))) == numbers(stretches) - set(range(start, end))


def test_sectors_and_bytes_are_the_same_thing() -> None:
    stretches = Stretches([(0, 512), (4096, 8192)])
    assert stretches.sectors(512) == (SectorRange(first=0, last=0), SectorRange(first=8, last=15))
    assert list(bytes_of(stretches.sectors(512), 512)) == list(stretches)
    assert stretches.total_bytes == 4608
