"""From findings to what a group does: one line per cause, the worst and easiest first."""

from typing import Any

import pytest

from pcsol.checklist.outline import Outline, outline
from pcsol.checklist.redo import Redo, advise, has_fault, no_start, worst
from pcsol.i18n import speaking
from pcsol.model.comparison import Comparison, Difference
from pcsol.model.workshop.booklets import AdviceBook
from pcsol.model.workshop.steps import Checklist, Level, StepsFile
from pcsol.store.workshops.shelf import load_workshops
from tests.unit.checklist.rooms import step


def steps(level: Level = "explorer") -> Outline:
    """E1 behind an adult and for experts, E2 5 minutes, E5 4, E6 2, C9 for experts."""
    plain = [
        step("E1", gate="adult", level="expert", minutes=8, drawing="heatsink"), step("E2", minutes=5, drawing="board"),
        step("E5", minutes=4, drawing="sata-plugs"), step("E6", minutes=2, drawing="fan"), step("C9", level="expert"),
    ]  # fmt: skip
    shared = StepsFile.model_validate(
        {"schema": "pcsol/workshop/1", "kind": "steps", "id": "some", "title": "X", "steps": plain}
    )
    wanted = Checklist.model_validate({
        "schema": "pcsol/workshop/1", "kind": "checklist", "id": "some-list", "title": "X", "text": "X.",
        "people": "young", "steps_of": "some",
        "phases": [{"id": "E", "title": "Remonter", "use": ["E1", "E2", "E5", "E6", "C9"]}],
    })  # fmt: skip
    return outline(wanted, [shared], level=level)


def advice(part: str, change: str | None, redo: str | None = None, **more: Any) -> dict[str, Any]:
    return {"part": part, "change": change, "text": {"fr": f"FR {part} {change}", "en": f"{part} {change}"},
            "redo": redo, **more}  # fmt: skip


BOOK = AdviceBook.model_validate({
    "schema": "pcsol/workshop/1", "kind": "advice", "id": "advice", "title": "Conseils",
    "advice": [
        advice("tower", "changed"), advice("disk", "missing", "E5"), advice("disk", "slower", "E5"),
        advice("disk", "errors", "E5"), advice("disk", "worse"), advice("disk", "moved", "E5"),
        advice("memory", "missing", "E2", drawing="memory-clips"), advice("memory", None, "E2"),
        advice("fan", "worse", "E6"), advice("fan", None, "E6"),
        advice("temperature", "hotter", "E1"), advice("clock", "reset", "C9"), advice("firmware", "changed", "C9"),
    ],
    "no_start": [advice("memory", None, "E2"), advice("people", None, "E5"), advice("graphics", None)],
})  # fmt: skip


def difference(part: str, change: str | None, subject: str = "It", state: str = "to-look-at") -> Difference:
    return Difference.model_validate(
        {"part": part, "subject": subject, "change": change, "state": state, "text": f"{subject} {change}."}
    )


def told(*found: Difference, seen: dict[Any, str] | None = None, level: Level = "explorer") -> tuple[Redo, ...]:
    with speaking("en"):
        return advise(Comparison(state="to-look-at", differences=found), seen or {}, BOOK, steps(level))


def test_a_missing_stick_leads_to_its_step_and_drawing() -> None:
    (line,) = told(difference("memory", "missing", "Memory in DIMM1"))
    assert line == Redo(
        "to-look-at", "memory missing", "E2", "memory-clips", "Memory in DIMM1", "memory", "missing",
        adult=False, inside=True,
    )  # fmt: skip


def test_what_the_list_has_fitted_is_no_fault_and_all_else_is() -> None:
    """Session F3 fits a part, and its comparison names it: nobody is held for that, and an adult may say OK."""
    outline = load_workshops().outline("f3")
    one_more, gone = difference("memory", "added", "Memory in DIMM2"), difference("disk", "missing")
    for found, worst_of in (((one_more,), "ok"), ((one_more, gone), "to-look-at")):
        comparison = Comparison(state="to-look-at", differences=found)
        assert worst(advise(comparison, {}, BOOK, outline)) == worst_of
        assert has_fault(comparison, outline) is (worst_of != "ok")
        assert has_fault(comparison, steps("explorer"))


def test_a_drawing_that_the_advice_does_not_name_is_that_of_its_step() -> None:
    assert told(difference("disk", "missing"))[0].drawing == "sata-plugs"


def test_a_loose_cable_that_shows_as_three_findings_is_one_line() -> None:
    lines = told(difference("disk", "moved", "D"), difference("disk", "slower", "D"), difference("disk", "errors", "D"))
    assert [(line.change, line.step, line.subject) for line in lines] == [("errors", "E5", "D")]


def test_a_cable_and_a_disk_that_wears_out_are_two_causes() -> None:
    lines = told(difference("disk", "errors", "D"), difference("disk", "worse", "D"))
    assert [line.change for line in lines] == ["errors", "worse"]


def test_two_sticks_that_are_gone_are_put_in_by_one_step_and_both_are_named() -> None:
    (line,) = told(difference("memory", "missing", "Memory in DIMM1"), difference("memory", "missing", "Memory in A2"))
    assert line.subject == "Memory in DIMM1, Memory in A2"


def test_one_disk_moved_and_another_missing_are_two_lines() -> None:
    lines = told(difference("disk", "moved", "D"), difference("disk", "missing", "E"))
    assert [(line.change, line.subject) for line in lines] == [("missing", "E"), ("moved", "D")]


@pytest.mark.parametrize(
    ("cause", "effect"),
    [
        (("clock", "reset"), ("firmware", "changed")), (("fan", "worse"), ("temperature", "hotter")),
        (("memory", "missing"), ("memory", "single-channel")), (("usb", "missing"), ("ports", "missing")),
    ],
)  # fmt: skip
def test_what_follows_from_another_finding_is_not_told_beside_it_but_is_alone(
    cause: tuple[str, str], effect: tuple[str, str]
) -> None:
    assert [(line.part, line.change) for line in told(difference(*effect), difference(*cause))] == [cause]
    assert [(line.part, line.change) for line in told(difference(*effect))] == [effect]


def test_another_tower_is_all_there_is_to_say() -> None:
    lines = told(difference("disk", "missing"), difference("tower", "changed"), difference("fan", None, state="ok"))
    assert [(line.part, line.change) for line in lines] == [("tower", "changed")]


def test_the_worst_comes_first_then_the_easiest() -> None:
    lines = told(
        difference("sound", None, state="ok"), difference("clock", None, state="not-measurable"),
        difference("memory", "moved"), difference("temperature", "hotter"), difference("disk", "missing"),
        difference("memory", "missing", "M"), difference("optical", "missing"), level="expert",
    )  # fmt: skip
    assert [(line.part, line.change) for line in lines] == [
        ("disk", "missing"), ("memory", "missing"), ("optical", "missing"), ("temperature", "hotter"),
        ("memory", "moved"), ("clock", None), ("sound", None),
    ]  # fmt: skip
    assert worst(lines) == "to-look-at"


def test_a_step_behind_an_adult_and_one_that_this_level_does_not_open_want_an_adult() -> None:
    assert told(difference("temperature", "hotter"), level="expert")[0].adult
    assert told(difference("clock", "reset"))[0].adult
    assert not told(difference("clock", "reset"), level="expert")[0].adult


def test_without_advice_the_comparison_speaks_for_itself() -> None:
    (line,) = told(difference("sound", "missing", "Sound"))
    assert (line.text, line.step, line.drawing, line.adult) == ("Sound missing.", None, None, False)


def test_what_people_saw_stands_in_for_what_nothing_measures() -> None:
    blind = difference("fan", None, "Fans", "not-measurable")
    assert [(line.state, line.text) for line in told(blind)] == [("not-measurable", "fan None")]
    assert [line.state for line in told(blind, seen={"fan": "ok"})] == ["ok"]
    lines = told(blind, seen={"fan": "to-look-at"})
    assert [(line.state, line.text) for line in lines] == [("to-look-at", "fan None")]


def test_what_people_saw_never_makes_good_what_was_measured() -> None:
    assert told(difference("fan", "worse"), seen={"fan": "ok"})[0].state == "to-look-at"


def test_people_may_see_what_no_comparison_does() -> None:
    assert [(line.part, line.state) for line in told(seen={"people": "to-look-at"})] == [("people", "to-look-at")]


def test_what_is_only_unknown_has_the_advice_of_whatever_it_is() -> None:
    (line,) = told(difference("memory", None, "Memory", "not-measurable"))
    assert (line.state, line.step, line.text) == ("not-measurable", "E2", "memory None")


def test_nothing_is_right_beside_its_own_fault() -> None:
    lines = told(difference("memory", "missing", "A"), difference("memory", None, "B", "ok"))
    assert [line.state for line in lines] == ["to-look-at"]


def test_advice_is_said_in_the_language_of_the_moment() -> None:
    with speaking("fr"):
        (line,) = advise(
            Comparison(state="to-look-at", differences=(difference("disk", "missing"),)), {}, BOOK, steps()
        )
    assert line.text == "FR disk missing"


def test_a_tower_that_does_not_start_has_its_help_in_the_order_of_the_book() -> None:
    with speaking("en"):
        lines = no_start(BOOK, steps())
    assert [(line.text, line.step) for line in lines] == [
        ("memory None", "E2"), ("people None", "E5"), ("graphics None", None),
    ]  # fmt: skip


def test_nothing_compared_is_not_measurable() -> None:
    assert worst(()) == "not-measurable"
