"""A course is the same whichever way its events came, and says what does not fit."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.checklist.course import Course, course, last_that_can_be_undone, refusal, roles
from pcsol.model.workshop.room import Event
from tests.unit.checklist.rooms import closing_up, ending, event, small
from tests.unit.checklist.stories import stories


def test_a_group_begins_at_the_first_step_and_goes_on() -> None:
    now = course(small(), [event("tick", 1, step="A1")])
    assert now.now is not None
    assert now.now.id == "A2"
    assert now.minutes_left == 2 + 20 + 2
    assert now.steps["A1"].done_by == "aaaaaaaa"


def test_a_step_with_a_gate_begins_only_when_an_adult_has_said_so() -> None:
    story = [event("tick", 1, step="A1")]
    now = course(small(), story)
    assert now.waiting
    assert refusal(now, event("tick", 2, step="A2")) == "wants-an-adult"
    assert refusal(now, event("gate", 2, step="A2")) == "only-an-adult"
    story.append(event("gate", 2, step="A2", who="adult"))
    now = course(small(), story)
    assert not now.waiting
    assert refusal(now, event("tick", 3, step="A2")) is None


def test_a_level_that_does_not_open_a_step_does_not_show_it() -> None:
    assert "C8" not in course(small("explorer"), []).steps
    assert "C8" in course(small("expert"), []).steps


def test_stop_holds_everything_until_an_adult_says_go_on() -> None:
    story = [event("stop", 1)]
    assert refusal(course(small(), story), event("tick", 2, step="A1")) == "stopped"
    assert refusal(course(small(), story), event("go-on", 2)) == "only-an-adult"
    story.append(event("go-on", 2, who="adult"))
    assert refusal(course(small(), story), event("tick", 3, step="A1")) is None


def test_a_step_is_not_done_before_its_turn_but_twice_does_no_harm() -> None:
    now = course(small(), [event("tick", 1, step="A1")])
    assert refusal(now, event("tick", 2, step="C1")) == "not-now"
    assert refusal(now, event("tick", 2, step="A1")) is None
    assert refusal(now, event("tick", 2, step="Z9")) == "unknown-step"


def test_what_was_undone_is_open_again() -> None:
    story = [event("tick", 1, step="A1")]
    newest = last_that_can_be_undone(course(small(), story))
    assert newest is not None
    story.append(event("undo", 2, of=newest.id))
    now = course(small(), story)
    assert now.now is not None
    assert now.now.id == "A1"
    assert last_that_can_be_undone(now) is None


def test_a_step_that_is_taken_back_wants_its_adult_again() -> None:
    story = [
        event("tick", 1, step="A1"), event("gate", 2, step="A2", who="adult"), event("tick", 3, step="A2"),
        event("undo", 4, of="aaaaaaaa-3"), event("undo", 5, of="aaaaaaaa-1"), event("tick", 6, step="A1"),
    ]  # fmt: skip
    assert refusal(course(small(), story), event("tick", 7, step="A2")) == "wants-an-adult"
    story.append(event("gate", 7, step="A2", who="adult"))
    assert refusal(course(small(), story), event("tick", 8, step="A2")) is None


@pytest.mark.parametrize("late", ["stop", "undo"])
def test_what_comes_late_takes_no_tick_of_another_device_away(late: str) -> None:
    story = [
        event("tick", 1, step="A1"), event("gate", 2, "bbbbbbbb", step="A2", who="adult"),
        event("tick", 3, "bbbbbbbb", step="A2"), event("tick", 4, "bbbbbbbb", step="C1"),
    ]  # fmt: skip
    more = {"of": "aaaaaaaa-1"} if late == "undo" else {}
    now = course(small(), [*story, event(late, 2, **more)])
    assert (now.steps["A2"].state, now.steps["C1"].state) == ("done", "done")
    assert (now.stopped is not None) is (late == "stop")


def _done(*extra: Event, **more: str) -> Course:
    story = [
        event("tick", 1, step="A1"), event("gate", 2, step="A2", who="adult"), event("tick", 3, step="A2"),
        event("tick", 4, step="C1"), *extra,
    ]  # fmt: skip
    return course(small(**more), story)  # type: ignore[arg-type]  # a list's own fields


def test_the_workshop_of_a_tower_to_be_given_closes_only_with_a_comparison_and_a_second_reader() -> None:
    close = event("close", 9, who="adult")
    asked = {"closed_by": "comparison"}
    assert refusal(_done(**asked), close) == "not-compared"
    bad = event("compared", 5, found="to-look-at", record="r1")
    assert refusal(_done(bad, **asked), close) == "not-compared"
    good = event("compared", 6, found="ok", record="r2")
    assert refusal(_done(bad, good, **asked), close) == "no-reader"
    read = event("reader", 7, who="adult")
    assert refusal(_done(good, read, **asked), close) is None
    assert refusal(_done(good, read, event("compared", 8, found="ok", record="r3"), **asked), close) == "no-reader"
    assert refusal(_done(), close) is None


def test_what_is_seen_wrong_after_the_comparison_said_ok_keeps_the_tower_open() -> None:
    asked, close = {"closed_by": "comparison"}, event("close", 19, who="adult")
    good = [event("compared", 6, found="ok", record="r2"), event("reader", 7, who="adult")]
    usb = event("seen", 8, part="usb", found="to-look-at")
    now = _done(*good, usb, **asked)
    assert (now.accepted, now.closable, refusal(now, close)) == (False, False, "seen-amiss")
    again = _done(*good, usb, event("compared", 9, found="ok", record="r3"), event("reader", 10, who="adult"), **asked)
    assert not again.closable, "no record tells of what only people see"
    for right in (event("seen", 9, part="usb", found="ok"), event("undo", 9, of=usb.id)):
        assert _done(*good, usb, right, **asked).closable
    looked = [event("compared", 9, found="ok", who="adult"), event("reader", 10, who="adult")]
    assert _done(*good, usb, *looked, **asked).closable, "an adult looked at all of it"


_COMPARED = [
    *(event("tick", n, step=step) for n, step in enumerate(("A1", "F1", "G1"), 1)),
    event("compared", 4, found="ok", record="r1"), event("reader", 5, who="adult"),
]  # fmt: skip


def test_a_tower_that_is_opened_again_is_compared_again() -> None:
    story = [*_COMPARED, *(event("undo", 5 + n, of=f"aaaaaaaa-{n}") for n in (1, 2, 3))]
    story += [event("tick", 8 + n, step=step) for n, step in enumerate(("A1", "F1", "G1"), 1)]
    close = event("close", 20, who="adult")
    assert refusal(course(ending(), story), close) == "not-compared"
    old = [event("compared", 12, found="ok", record="r1"), event("reader", 13, who="adult")]
    assert refusal(course(ending(), [*story, *old]), close) == "not-compared", "it tells of the tower as it was then"
    new = [event("compared", 12, found="ok", record="r2"), event("reader", 13, who="adult")]
    assert refusal(course(ending(), [*story, *new]), close) is None


def test_what_is_taken_back_after_the_restart_leaves_the_comparison() -> None:
    now = course(ending(), [*_COMPARED, event("undo", 6, of="aaaaaaaa-3"), event("undo", 7, of="aaaaaaaa-2")])
    assert (now.accepted, now.closable) == (True, False)


def test_nothing_follows_a_close_but_its_undoing() -> None:
    now = _done(event("close", 5, who="adult"))
    assert refusal(now, event("count", 6, pot="pot-1", number=2)) == "closed"
    assert refusal(now, event("undo", 6, of="aaaaaaaa-5", who="adult")) is None
    assert refusal(now, event("undo", 6, of="aaaaaaaa-5")) == "closed"
    assert refusal(now, event("undo", 6, of="aaaaaaaa-4", who="adult")) == "closed"


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_roles_go_round_and_nobody_is_left_out(people: int) -> None:
    first = roles(course(small(), []), people)
    later = roles(course(small(), _done().events[:3]), people)
    assert set(first.values()) == set(range(1, people + 1))
    assert set(later.values()) == set(range(1, people + 1))
    assert people == 1 or first["pilot"] != later["pilot"]


@given(stories(closing_up()), st.integers())
def test_the_same_events_tell_the_same_story_in_any_order_and_however_often(story: list[Event], seed: int) -> None:
    mixed = [*story, *story[::2]]
    random.Random(seed).shuffle(mixed)
    assert course(closing_up(), mixed) == course(closing_up(), story)


@given(stories(closing_up()))
def test_no_step_behind_a_gate_is_ever_done_without_an_adult(story: list[Event]) -> None:
    now = course(closing_up(), story)
    assert all(now.steps[name].state != "done" or now.steps[name].gated for name in ("E3", "F1"))


@given(stories(closing_up()))
def test_no_tower_that_is_held_is_closed_or_said_to_be_as_before(story: list[Event]) -> None:
    now = course(closing_up(), story)
    assert now.held is None or not (now.accepted or now.closable or now.closed)
