"""A group that is held: its page, the facilitator's, a sheet that is typed in; and what people try."""

import pytest

from pcsol.model.comparison import Difference
from tests.classroom.house import SECRET, WORKSHOP, House, screen, seen
from tests.classroom.test_result import MISSING, RIGHT, at_the_end, compared


def held(house: House) -> str:
    at_the_end(house)
    record = compared(house, MISSING)
    assert house.does(do="result", n="30") == 303
    assert screen(house.page()) == "held"
    return record


def test_only_an_adult_with_the_code_says_that_the_tower_is_unplugged(given: House) -> None:
    held(given)
    assert "amiss:memory:missing" in seen(given.page())
    assert "arrived" not in seen(given.page())
    assert given.does(do="tick", step="G2", n="40") == 409
    assert given.does(do="go-on", step="C1", n="41") == 409
    assert screen(given.page()) == "held"
    assert given.does(do="go-on", step="C1", n="42", code=given.code) == 303
    assert screen(given.page()) == "rest-P", "the break before the step again"
    assert screen(given.page("?passed=P")) == "step-C1"


def test_the_facilitator_sees_who_is_to_be_unplugged_and_says_that_it_is(given: House) -> None:
    held(given)
    given.does(do="help", n="40")
    board = given.client.get(f"/f/{SECRET}/w/{WORKSHOP}").text
    assert "à éteindre, à débrancher" in board
    assert '<input type="hidden" name="step" value="C1">' in board
    assert 'value="compared"' not in board
    given.facilitator(do="go-on", n="50")
    assert screen(given.page()) == "held", "help was there, that is all"
    given.facilitator(do="go-on", step="C1", n="60")
    assert screen(given.page("?passed=P")) == "step-C1"
    assert "à éteindre, à débrancher" not in given.client.get(f"/f/{SECRET}/w/{WORKSHOP}").text


def test_a_sheet_is_typed_in_though_the_group_is_held_and_after_it(given: House) -> None:
    given.does(do="tick", step="A1", n="1")
    given.does(do="gate", step="A2", n="2", code=given.code)
    given.does(do="tick", step="A2", n="3")
    given.does(do="tick", step="C1", n="4")
    compared(given, MISSING)
    given.does(do="result", n="5")
    assert screen(given.page()) == "held"
    sheet = {"group": "g1", "tick-F1": "1", "tick-G1": "1", "tick-G2": "1"}
    paper = f"/f/{SECRET}/w/{WORKSHOP}/paper"
    assert "refused" not in given.client.post(paper, data=sheet).headers["location"]
    given.facilitator(do="go-on", step="C1", n="60")
    again = {"group": "g1", "tick-C1": "1", "tick-F1": "1"}
    assert "refused" not in given.client.post(paper, data=again).headers["location"]
    compared(given, RIGHT)
    given.facilitator(do="result", n="80")
    given.facilitator(do="reader", n="81")
    given.facilitator(do="close", n="82")
    assert screen(given.page()) == "closed"


def test_an_adult_who_reads_look_again_without_more_holds_nobody_where_no_advice_leads_inside(given: House) -> None:
    at_the_end(given)
    given.facilitator(do="compared", found="to-look-at", n="30")
    assert screen(given.page()) == "end", "this small book tells nothing of what people see"


def test_what_people_try_is_kept_and_no_other_word_is(house: House) -> None:
    assert house.does(do="seen", part="sound", found="to-look-at", n="1") == 303
    assert house.does(do="seen", part="nobody", found="ok", n="2") == 400
    assert house.does(do="seen", part="sound", n="2") == 409
    assert [(one.part, one.found) for one in house.kept()] == [("sound", "to-look-at")]
    assert "le son" in house.client.get(f"/f/{SECRET}/w/{WORKSHOP}").text


@pytest.mark.parametrize("first", [RIGHT, MISSING])
def test_of_two_comparisons_the_older_one_is_no_news_once_the_newer_one_is_told(
    given: House, first: Difference
) -> None:
    """Whoever pressed P twice: what the tower said first tells nothing of how it is put back."""
    at_the_end(given)
    compared(given, first)
    given.passes(1)
    told = compared(given, MISSING)
    assert given.does(do="result", n="30") == 303, "whole and parts"
    assert {one.record for one in given.kept() if one.kind == "compared"} == {told}
    assert "amiss:memory:missing" in seen(given.page())
    given.does(do="go-on", step="C1", n="42", code=given.code)
    given.does(do="tick", step="C1", n="43")
    assert screen(given.page()) == "step-F1"
    assert "arrived" not in seen(given.page())
    assert given.does(do="result", n="50") == 409


def test_what_the_tower_says_while_the_group_is_held_is_of_before_it_was_opened(given: House) -> None:
    held(given)
    given.passes(1)
    compared(given, RIGHT)
    given.does(do="go-on", step="C1", n="42", code=given.code)
    given.does(do="tick", step="C1", n="43")
    assert given.does(do="result", n="50") == 409
    given.passes(1)
    compared(given, RIGHT)
    assert given.does(do="result", n="60") == 303
    assert "compared:ok" in seen(given.page())


def test_nor_what_it_said_before_a_step_back_into_the_tower(given: House) -> None:
    at_the_end(given)
    compared(given, RIGHT)
    opened = next(one.id for one in given.kept() if one.step == "C1")
    given.facilitator(do="undo", of=opened, n="30")
    given.does(do="tick", step="C1", n="40")
    assert given.does(do="result", n="50") == 409
