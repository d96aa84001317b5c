"""How answers are read, letters packed and pauses measured: for whatever may come."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.model.letters.outbox import Letter, Pause
from pcsol.push import pace
from pcsol.push.parcels import MOST_BYTES, MOST_LETTERS, parcels, together
from pcsol.push.wire import answers
from tests.letters import START

NUMBER = "0b0e3f9a-3b57-4f6e-9d8a-111111111111"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)
ANSWERS = st.none() | st.dictionaries(st.sampled_from(["id", "status", "error", "detail", "x"]), JSON)


@given(st.integers(0, 999), ANSWERS)
def test_only_an_answer_about_this_record_confirms_it(status: int, plain: dict[str, Any] | None) -> None:
    told = answers.heard(NUMBER, status, plain)
    assert told.meaning != "delivered"
    assert answers.heard(NUMBER, status, {**(plain or {}), "id": NUMBER}).meaning != "delivered" or status in (200, 201)


@given(st.integers(0, 999))
def test_somebody_else_than_a_hub_refuses_nothing_and_revokes_no_token(status: int) -> None:
    """A page of a guest network answers 403 to all; only 413 is also said by what stands before a hub."""
    assert answers.heard(NUMBER, status, None).meaning in ({"refused"} if status == 413 else {"later", "wait"})


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({"error": {"what": "No.", "remedy": "Ask.", "details": "x=1"}}, ("No. x=1", "Ask.")),
        ({"error": {"what": "No.", "faults": ["body.x: missing", "id: bad"]}}, ("No. body.x: missing id: bad", "")),
        ({"error": "No."}, ("No.", "")),
        ({"detail": [{"loc": ["body"], "msg": "bad"}]}, ("[{'loc': ['body'], 'msg': 'bad'}]", "")),
        ({"error": {"what": "a" * 900}}, ("a" * 500 + "…", "")),
        (None, ("", "")),
    ],
)
def test_the_hub_s_words_are_found_and_bounded(plain: dict[str, Any] | None, words: tuple[str, str]) -> None:
    assert answers.words(plain) == words


def letter(tower: str, n: int) -> Letter:
    return Letter(id=f"{tower}-{n}", tower=tower, kind="probe", taken_at=START, file="")


SIZES = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.integers(0, MOST_BYTES + 9), max_size=4) | st.just([5] * 70), max_size=6
)


@given(SIZES, st.sets(st.sampled_from("abcdef")), st.sets(st.integers(0, 3)))
def test_parcels_hold_every_letter_once_and_in_order(
    sizes: dict[str, list[int]], late: set[str], bad: set[int]
) -> None:
    letters = {tower: [letter(tower, n) for n in range(len(of))] for tower, of in sizes.items()}
    held: set[str] = set()
    sent: list[Letter] = []

    def read(one: Letter) -> bytes | None:
        n = int(one.id[2:])
        return None if n in bad else b"x" * sizes[one.tower][n]

    for parcel in parcels(letters, read, held.__contains__):
        assert 1 <= len(parcel) <= MOST_LETTERS
        assert len(parcel) == 1 or len(together(parcel)) <= MOST_BYTES
        assert not {sheet.letter.tower for sheet in parcel} & held
        sent += [sheet.letter for sheet in parcel]
        held |= late & {sheet.letter.tower for sheet in parcel}
    for tower, of in letters.items():
        whole = [one for n, one in enumerate(of) if n not in bad]
        mine = [one for one in sent if one.tower == tower]
        assert mine == (whole[: len(mine)] if tower in late else whole)


@given(st.integers(0, 10**6), st.integers())
def test_pauses_grow_to_an_hour_and_never_vanish(failures: int, seed: int) -> None:
    waits = pace.seconds(failures, Random(seed))
    assert pace.LEAST_SECONDS <= waits <= min(3600, 30 * 2 ** max(failures - 1, 0))


def test_stations_that_failed_together_do_not_come_back_together() -> None:
    """Nineteen centres behind a hub that was away: over the whole of the pause, and beside what the hub asked for."""
    for asked, wide in ((None, pace.FIRST_SECONDS / 2), (60.0, pace.LEAST_SECONDS / 2)):
        waits = [pace.seconds(1, Random(seed), asked) for seed in range(19)]
        assert len(set(waits)) == 19
        assert max(waits) - min(waits) > wide


def test_a_hub_s_own_wish_counts_up_to_an_hour() -> None:
    assert 7 <= pace.seconds(1, Random(1), 7.0) <= 12
    assert 3600 <= pace.seconds(1, Random(1), 90_000.0) <= 3605


@pytest.mark.parametrize(
    ("passed", "left"),
    [(timedelta(0), 100), (timedelta(seconds=40), 60), (timedelta(days=1), 0), (timedelta(days=-20_000), 100)],
)
def test_a_clock_that_jumps_makes_no_pause_longer(passed: timedelta, left: float) -> None:
    pause = Pause(hub="x", failures=2, seconds=100, since=START)
    assert pace.left(pause, START + passed) == left
    assert pace.left(None, START) == 0
