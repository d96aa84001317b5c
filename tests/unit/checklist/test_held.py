"""A tower that is opened again is off and unplugged first: an adult says so, and looks before it is plugged in."""

import pytest

from pcsol.checklist.course import Course, course, last_that_can_be_undone, refusal
from pcsol.checklist.redo.inside import is_inside, opened_again
from pcsol.model.workshop.room import Event
from tests.unit.checklist.rooms import closing_up, ending, event

_BAD = [
    event("compared", 30, found="to-look-at", record="r1", step="E2"),
    event("compared", 31, found="to-look-at", record="r1", part="memory", change="missing", step="E2"),
]


def _done(*names: str) -> list[Event]:
    """Every step of these, gates and all; numbers from 1."""
    found: list[Event] = []
    for name in names:
        if name in ("E3", "F1"):
            found.append(event("gate", len(found) + 1, step=name, who="adult"))
        found.append(event("tick", len(found) + 1, step=name))
    return found


_ALL = _done("A1", "E2", "E3", "F1", "F3", "F4", "G1")
_OFF = event("go-on", 40, step="E2", who="adult")


def _now(*more: Event) -> Course:
    return course(closing_up(), [*_ALL, *more])


def test_what_is_inside_holds_the_group_until_an_adult_says_that_it_is_unplugged() -> None:
    now = _now(*_BAD)
    assert (now.held, now.redo, now.waiting, now.closable) == (_BAD[0].at, ["E2"], True, False)
    assert now.amiss == [("memory", "missing")], "what is wrong is told meanwhile"
    assert refusal(now, event("tick", 40, step="A1")) == "held"
    assert refusal(now, event("undo", 40, of=_ALL[-1].id)) == "held"
    assert refusal(now, event("compared", 40, found="ok", record="r2")) == "held"
    assert refusal(now, event("compared", 40, found="ok", who="adult")) == "held"
    assert refusal(now, event("close", 40, who="adult")) == "held"
    assert refusal(now, event("go-on", 40, step="E2")) == "only-an-adult"
    for kind in ("stop", "help"):
        assert refusal(now, event(kind, 40)) is None


def test_then_the_step_is_done_again_and_an_adult_lets_the_tower_be_plugged_in() -> None:
    now = _now(*_BAD, _OFF)
    assert now.held is None
    assert [name for name, one in now.steps.items() if one.state == "open"] == ["E2", "F1", "F3", "F4"]
    assert (now.compared, now.amiss, now.released) == (None, [], _OFF.at), "it tells of the tower as it was"
    assert refusal(now, event("tick", 41, step="E2")) is None
    again = [event("tick", 41, step="E2")]
    assert _now(*_BAD, _OFF, *again).waiting
    assert refusal(_now(*_BAD, _OFF, *again), event("tick", 42, step="F1")) == "wants-an-adult"
    again += [
        event("gate", 42, step="F1", who="adult"),
        event("tick", 43, step="F1"),
        event("tick", 44, step="F3"),
        event("tick", 45, step="F4"),
    ]
    right = [event("compared", 46, found="ok", record="r2"), event("reader", 47, who="adult")]
    assert _now(*_BAD, _OFF, *again, *right).closable
    old = [event("compared", 46, found="ok", record="r1"), event("reader", 47, who="adult")]
    assert not _now(*_BAD, _OFF, *again, *old).closable


def test_what_was_tried_before_it_was_opened_again_is_tried_again() -> None:
    dead = event("seen", 29, part="usb", found="to-look-at")
    again = [*_BAD, _OFF, event("tick", 41, step="E2"), event("gate", 42, step="F1", who="adult")]
    again += [
        event("tick", 43, step="F1"),
        event("compared", 44, found="ok", record="r2"),
        event("tick", 45, step="F3"),
    ]
    now = _now(dead, *again)
    assert now.now is not None
    assert (now.now.id, now.accepted) == ("F4", False)
    assert _now(dead, *again, event("seen", 46, part="usb", found="ok")).accepted


def test_a_stop_or_a_call_for_help_is_ended_without_saying_that_it_is_unplugged() -> None:
    now = _now(*_BAD, event("stop", 40), event("help", 41), event("go-on", 42, who="adult"))
    assert (now.stopped, now.helps) == (None, None)
    assert now.held is not None
    stopped = _now(*_BAD, event("stop", 40), event("go-on", 41, step="E2", who="adult"))
    assert (stopped.held, stopped.stopped is None) == (None, False)


def test_what_is_put_right_outside_holds_nobody() -> None:
    now = _now(event("compared", 30, found="to-look-at", record="r1", step="F4"))
    assert now.held is None
    assert _now(event("compared", 30, found="not-measurable", record="r1", step="E2")).held is None


def test_a_story_from_before_there_was_a_hold_reads_as_it_did() -> None:
    """Its comparisons name no step."""
    story = [
        event("compared", 30, found="to-look-at", record="r1"),
        event("compared", 31, found="to-look-at", record="r1", part="memory", change="missing"),
        event("compared", 32, found="ok", who="adult"), event("reader", 33, who="adult"),
        event("close", 34, who="adult"),
    ]  # fmt: skip
    assert _now(*story).closed is not None


def test_a_sheet_that_an_adult_types_in_afterwards_is_taken() -> None:
    now = course(closing_up(), [*_done("A1", "E2", "E3", "F1"), *_BAD])
    assert refusal(now, event("tick", 40, step="F3")) == "held"
    assert refusal(now, event("tick", 40, step="F3", who="adult")) is None


def test_what_another_device_ticked_meanwhile_stays_and_what_is_done_again_keeps_its_first_time() -> None:
    meanwhile = [*_done("A1", "E2", "E3", "F1", "F3"), *_BAD, event("tick", 32, "bbbbbbbb", step="F4")]
    assert course(closing_up(), meanwhile).steps["F4"].state == "done"
    now = course(closing_up(), [*meanwhile, _OFF, event("tick", 41, step="E2")])
    assert (now.steps["E2"].state, now.steps["E2"].done_at) == ("done", _ALL[1].at)


def test_nothing_from_before_it_was_unplugged_is_a_step_back() -> None:
    assert last_that_can_be_undone(_now(*_BAD, _OFF)) is None
    late = event("undo", 20, "bbbbbbbb", of=_ALL[0].id)
    assert refusal(_now(*_BAD, _OFF), late) == "nothing-to-undo", "of a phone that was without the network"
    found = last_that_can_be_undone(_now(*_BAD, _OFF, event("tick", 41, step="E2")))
    assert found is not None
    assert found.n == 41


@pytest.mark.parametrize(("redo", "again"), [
    (["E2"], ["E2", "F1", "F3", "F4"]), (["E3", "E2"], ["E2", "E3", "F1", "F3", "F4"]), (["C9"], ["F1", "F3", "F4"]),
])  # fmt: skip
def test_the_gate_before_the_tower_is_plugged_in_is_asked_again(redo: list[str], again: list[str]) -> None:
    assert opened_again(closing_up(), redo) == again


def test_a_list_without_such_a_gate_is_compared_again_all_the_same() -> None:
    assert opened_again(ending(), ["A1"]) == ["A1", "F1"]


def test_a_step_that_this_level_does_not_open_is_inside() -> None:
    assert [is_inside(closing_up(), name) for name in ("E2", "C9", "F4")] == [True, True, False]
