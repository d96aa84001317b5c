"""How a workshop ended."""

from datetime import timedelta
from typing import Any

from pcsol.checklist.closing import closing, faults, seconds_of, step_times
from pcsol.checklist.course import Course, course
from pcsol.model.workshop.room import Event, People
from tests.unit.checklist.rooms import START, event, plan, small


def told(*events: Event) -> Course:
    return course(small(), events)


def at(seconds: float, kind: str, n: int, **more: Any) -> Event:
    return event(kind, n, at=START + timedelta(seconds=seconds), **more)


def through(first: int = 0) -> list[Event]:
    """A1 in 100 s, an adult after 50 s more, A2 in 30 s, a break, C1."""
    return [
        at(first, "help", 1), at(first + 1, "go-on", 2, who="adult"),
        at(first + 100, "tick", 3, step="A1"), at(first + 100, "call", 4, step="A2"),
        at(first + 150, "gate", 5, step="A2", who="adult"), at(first + 180, "tick", 6, step="A2"),
        at(first + 2000, "tick", 7, step="C1"),
    ]  # fmt: skip


def test_a_step_takes_from_tick_to_tick_without_the_wait_for_an_adult_and_not_after_a_break() -> None:
    assert seconds_of(told(*through())) == {"A1": 100.0, "A2": 30.0}


def test_a_stop_is_no_work() -> None:
    stop = [at(0, "stop", 1, device="bbbbbbbb"), at(40, "go-on", 2, device="bbbbbbbb", who="adult")]
    assert seconds_of(told(*stop, *[one.model_copy(update={"n": one.n + 2}) for one in through()]))["A1"] == 60.0


def test_a_paper_that_was_typed_in_has_no_times() -> None:
    typed = [
        at(0, "help", 1), at(2, "tick", 2, step="A1"), at(3, "gate", 3, step="A2", who="adult"),
        at(4, "tick", 4, step="A2"),
    ]  # fmt: skip
    assert seconds_of(told(*typed)) == {}


def test_a_step_that_was_left_out_and_clocks_that_differ_have_no_times() -> None:
    skipped = [at(0, "help", 1), at(60, "skip", 2, step="A1", who="adult"), *through()[3:]]
    assert "A1" not in seconds_of(told(*skipped))
    assert "A2" not in seconds_of(told(*skipped))
    early = [at(0, "help", 1), at(-60, "tick", 2, step="A1")]
    assert seconds_of(told(*early)) == {}


def test_the_median_of_all_groups_is_kept() -> None:
    slow = [one.model_copy(update={"at": START + 3 * (one.at - START)}) for one in through()]
    found = {
        one.step: (one.seconds, one.groups) for one in step_times([told(*through()), told(*through()), told(*slow)])
    }
    assert found == {"A1": (100, 3), "A2": (30, 3)}


def test_faults_count_also_when_they_were_put_right_and_not_when_they_were_taken_back() -> None:
    seen = [
        event("seen", 1, part="memory", found="to-look-at"), event("seen", 2, part="memory", found="ok"),
        event("seen", 3, part="fan", found="to-look-at"), event("undo", 4, of="aaaaaaaa-3"),
        event("seen", 5, part="usb", found="not-measurable"),
    ]  # fmt: skip
    assert faults([told(*seen)]) == ("memory",)


def test_a_closing_holds_counts_alone() -> None:
    done = told(*through(), event("face", 8, choice=3, number=4), event("close", 9, who="adult"))
    present = People(bands={"11-14": 4})
    found = closing(plan(), {"g1": done}, present, START)
    assert (found.towers_done, found.towers_left) == (("VAL-0042-D",), ())
    assert found.faces == {"3": 4}
    assert found.present == present
    assert "nickname" not in found.model_dump_json()
    unfinished = closing(plan(), {"g1": told(*through())}, present, START)
    assert (unfinished.towers_done, unfinished.towers_left) == ((), ("VAL-0042-D",))
