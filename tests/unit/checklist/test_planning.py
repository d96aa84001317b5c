"""A workshop before it begins."""

import pytest

from pcsol.checklist.outline import questions
from pcsol.checklist.planning import crowded, material, minutes_of, timetable
from pcsol.model.workshop.booklets import Material
from pcsol.model.workshop.room import Closing, StepTime
from pcsol.store.workshops.shelf import load_workshops
from tests.unit.checklist.rooms import START, WORKSHOP, small


def closing(level: str = "explorer", **seconds: int) -> Closing:
    times = [StepTime(step=step, seconds=one, groups=2) for step, one in seconds.items()]
    return Closing(
        workshop=WORKSHOP, checklist="small", on=START.date(), level=level, times=tuple(times), closed_at=START
    )  # type: ignore[arg-type]  # a level


def test_each_group_has_its_own_questions_and_every_device_of_it_the_same() -> None:
    quiz = load_workshops(None).quizzes["quiz"]
    asked = [questions(quiz, WORKSHOP, group) for group in ("g1", "g2")]
    assert [len(one) for one in asked] == [quiz.ask, quiz.ask]
    assert asked[0] != asked[1]
    assert asked[0] == questions(quiz, WORKSHOP, "g1")
    assert questions(None, WORKSHOP, "g1") == ()


@pytest.mark.parametrize(("groups", "adults", "too_many"), [(2, 1, False), (3, 1, True), (4, 2, False), (5, 2, True)])
def test_an_adult_looks_after_two_towers_at_most(groups: int, adults: int, too_many: bool) -> None:
    assert (crowded(small().list, groups, adults) is not None) == too_many


def test_a_list_may_allow_more_towers_and_one_without_towers_has_no_limit() -> None:
    assert crowded(small(many_towers=True).list, 6, 1) is None
    assert crowded(small(tower="none").list, 6, 1) is None


def test_four_towers_never_wait_for_one_person() -> None:
    together = timetable(small(), 1, 1)
    assert (together.starts, together.longest_wait, together.minutes) == ((0.0,), 0.0, 26.0)
    found = timetable(small(), 4, 1)
    assert found.longest_wait == 0
    assert len({one.at for one in found.gates}) == 4
    assert found.starts == (0.0, 2.0, 4.0, 6.0), "the gate takes two minutes: no group starts later than it must"


def test_as_many_adults_as_towers_start_together() -> None:
    assert timetable(small(), 3, 3).starts == (0.0, 0.0, 0.0)


def test_a_gate_that_takes_too_long_says_how_long_is_waited() -> None:
    slow = {**minutes_of(small()), "A2": 30.0}
    found = timetable(small(), 3, 1, slow)
    assert found.longest_wait > 0
    assert found.longest_wait == max(one.waits for one in found.gates)
    assert found.starts[-1] <= 20


def test_real_times_of_earlier_workshops_take_the_place_of_planned_ones() -> None:
    found = minutes_of(small(), [closing(A1=300), closing(A1=240), closing(A1=60), closing("expert", A1=6000)])
    assert found == {"A1": 4.0, "A2": 2.0, "C1": 2.0}


def test_other_levels_count_where_this_one_was_never_timed() -> None:
    assert minutes_of(small(), [closing("expert", A1=600)])["A1"] == 10.0


def test_material_is_counted_for_the_towers_and_the_level() -> None:
    book = Material.model_validate({
        "schema": "pcsol/workshop/1", "kind": "material", "id": "material", "title": "Matériel", "items": [
            {"id": "cups", "text": "Pots", "per": "tower", "count": 6},
            {"id": "torch", "text": "Lampe", "per": "group"},
            {"id": "poster", "text": "Affiche", "per": "workshop"},
            {"id": "paste", "text": "Pâte", "per": "workshop", "level": "expert"},
        ],
    })  # fmt: skip
    assert {one.id: count for one, count in material(book, small(), 3)} == {"cups": 18, "torch": 3, "poster": 1}
    assert "paste" in {one.id for one, _count in material(book, small("expert"), 1)}
