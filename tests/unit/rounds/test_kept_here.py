"""A group at this terminal while its medium is pulled: it works on, that is said, and all is kept when it is back."""

import json
from pathlib import Path

import pytest

from pcsol.checklist.course import course
from pcsol.rounds.workshop.stories import KeptHere
from pcsol.store.workshops.desk import FolderDesk, FolderRoom
from tests.unit.checklist.rooms import START, plan, small


@pytest.fixture
def here(pcsol_home: Path) -> KeptHere:
    desk = FolderRoom(pcsol_home).open(plan())
    return KeptHere(desk, plan().groups[0], plan(), lambda: START)


def folder(here: KeptHere) -> Path:
    assert isinstance(here.desk, FolderDesk)
    return here.desk.folder


def test_each_event_is_one_more_than_the_highest_that_is_known(here: KeptHere) -> None:
    other = KeptHere(here.desk, here.group, here.plan, lambda: START)
    assert here.tell("tick", step="A1") == "kept"
    assert other.tell("call", step="A2") == "kept"
    assert [one.n for one in here.events()] == [1, 2]
    assert len({one.device for one in here.events()}) == 2


def test_a_pulled_stick_keeps_nobody_from_working_and_all_is_kept_when_it_is_back(here: KeptHere) -> None:
    here.tell("tick", step="A1")
    place = folder(here)
    place.rename(place.with_name("pulled"))
    assert here.tell("call", step="A2") == "waits"
    assert here.standing()[1] is False
    now = course(small(), here.events())
    assert (now.steps["A1"].state, now.steps["A2"].state) == ("done", "waits")
    place.with_name("pulled").rename(place)
    here.hear()
    assert here.standing()[1] is True
    assert [one.step for one in here.desk.events("g1")] == ["A1", "A2"]


def test_without_the_medium_nobody_is_taken_for_an_adult(here: KeptHere) -> None:
    code = here.desk.code()
    folder(here).rename(folder(here).with_name("pulled"))
    assert here.tell("gate", code, step="A2") == "not-kept"
    assert here.events() == ()


def test_a_wrong_code_tells_nothing(here: KeptHere) -> None:
    assert here.tell("gate", "none", step="A2") == "wrong-code"
    assert here.tell("gate", here.desk.code(), step="A2") == "kept"
    assert [(one.kind, one.who) for one in here.events()] == [("gate", "adult")]


def test_the_right_code_that_rests_is_not_called_a_wrong_one(here: KeptHere) -> None:
    said = [here.tell("gate", "none", step="A2") for _try in range(5)]
    assert said == [*["wrong-code"] * 4, "resting"]
    assert here.tell("gate", here.desk.code(), step="A2") == "resting"


def test_two_adults_of_a_workshop_without_a_second_code_are_not_told_apart(pcsol_home: Path) -> None:
    """An earlier PCSol planned it: whoever reads everything again may end it."""
    two = plan(adults=2)
    desk = FolderRoom(pcsol_home).open(two)
    here = KeptHere(desk, two.groups[0], two, lambda: START)
    here.tell("reader", desk.code())
    (file,) = pcsol_home.rglob("secret.json")
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "second": None}), "utf-8")
    here.tell("reader", desk.code())
    assert [one.adult for one in here.events()] == [1, None]
