"""A sample is as NIST SP 800-88r1 has it."""

import itertools
import secrets
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.wipe.readback.places import SUBSECTIONS, places

SIZES = st.integers(2000, 10_000_000)


@given(SIZES, st.sampled_from([512, 4096]), st.integers())
def test_two_places_in_each_of_a_thousand_subsections_that_do_not_overlap(sectors, sector, seed) -> None:
    found = places(sectors * sector, sector, Random(seed).randrange)
    assert all(end <= start for (_s, end), (start, _e) in itertools.pairwise(found))
    assert all(start % sector == 0 and end % sector == 0 and start < end for start, end in found)
    assert (found[0][0], found[-1][1]) == (0, sectors * sector)
    for number in (0, 1, 499, SUBSECTIONS - 1):
        first, after = (number * sectors // SUBSECTIONS) * sector, ((number + 1) * sectors // SUBSECTIONS) * sector
        inside = [p for p in found if first <= p[0] and p[1] <= after and p[1] - p[0] >= (after - first) / 20]
        assert len(inside) >= 2


@given(SIZES, st.integers())
def test_a_tenth_of_the_medium_is_read(sectors, seed) -> None:
    found = places(sectors * 512, 512, Random(seed).randrange)
    assert sum(end - start for start, end in found) >= sectors * 512 / 10


@given(st.integers(1, 1999))
def test_a_medium_that_is_too_small_is_read_whole(sectors) -> None:
    assert places(sectors * 512, 512, secrets.randbelow) == [(0, sectors * 512)]


def test_the_choice_is_new_each_time() -> None:
    assert places(10**9, 512, secrets.randbelow) != places(10**9, 512, secrets.randbelow)


def test_every_sector_may_be_chosen() -> None:
    sectors, seen = 20_000, set()
    for seed in range(200):
        for start, end in places(sectors * 512, 512, Random(seed).randrange):
            seen |= set(range(start // 512, end // 512))
    assert seen == set(range(sectors))


@pytest.mark.parametrize("extreme", [lambda _n: 0, lambda n: n - 1])
def test_extreme_draws_stay_inside(extreme) -> None:
    found = places(123_456 * 512, 512, extreme)
    assert found[-1][1] == 123_456 * 512
