"""The facilitator's pages: plan, watch, do for a group, type in from paper, end."""

import re
from pathlib import Path
from typing import Any

import pytest

from pcsol.classroom.facilitator.plan_form import faults
from pcsol.i18n import speaking
from pcsol.model.workshop.room import Plan
from pcsol.store.workshops.desk import FolderRoom
from tests.classroom.house import SECRET, SHELF, WORKSHOP, House, screen

W = f"/f/{SECRET}/w/{WORKSHOP}"
PLAN = {
    "checklist": "small", "groups": "2", "on": "2026-12-05", "place": "Salle <1>", "level": "explorer", "adults": "1",
    "nickname-1": "Les Câbles", "tower-1": "val 0042 d", "people-1": "4", "nickname-2": "Les Piles", "school-2": "1",
    "vouched-2": "coordinator", "people-2": "3", "expected-11-14": "7", "expected-rsa": "1",
}  # fmt: skip


def _page(house: House, path: str) -> str:
    answer = house.client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def _plans(house: House, **changed: str) -> Any:
    return house.client.post(f"/f/{SECRET}/new", data={**PLAN, **changed})


def test_a_workshop_is_planned_and_its_codes_shown(house: House) -> None:
    answer = _plans(house)
    assert answer.status_code == 303
    desk = next(one for one in house.room.room.desks() if one.plan().id != WORKSHOP)
    plan = desk.plan()
    assert answer.headers["location"] == f"/f/{SECRET}/w/{plan.id}/links"
    assert [(group.nickname, group.tower, group.school, group.people) for group in plan.groups] == [
        ("Les Câbles", "VAL-0042-D", False, 4), ("Les Piles", None, True, 3),
    ]  # fmt: skip
    assert [group.vouched for group in plan.groups] == [None, "coordinator"], "a donor's tower needs nobody's word"
    assert (plan.registered.bands, plan.registered.of_adults) == ({"11-14": 7}, {"rsa": 1})
    page = _page(house, answer.headers["location"])
    assert desk.code() in page
    assert f"http://192.0.2.7:8480/g/{desk.link('g1')}" in page
    assert "2 × tapis" in page
    assert "<svg" in _page(house, f"/f/{SECRET}/w/{plan.id}/g1.svg")
    assert "Salle &lt;1&gt;" in _page(house, f"/f/{SECRET}")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"checklist": "nowhere"}, "Choisissez une liste"),
        ({"on": "hier"}, "Regardez la date"),
        ({"adults": "x"}, "Regardez la date"),
        ({"people-1": "9"}, "Regardez la date"),
        ({"expected-11-14": "-1"}, "Regardez la date"),
        ({"nickname-1": "Kevin"}, "dans la liste"),
        ({"nickname-2": "Les Câbles"}, "le même surnom"),
        ({"tower-2": "VAL-0042-D"}, "la même tour"),
        ({"tower-1": "VAL-0042-E"}, "VAL-0042"),
        ({"tower-1": ""}, "n’a pas de tour"),
        ({"vouched-2": ""}, "Les Piles"),
        ({"vouched-2": "Kevin"}, "Les Piles"),
    ],
)
def test_a_plan_that_cannot_be_is_explained_and_nothing_typed_is_lost(
    house: House, changed: dict[str, str], said: str
) -> None:
    answer = _plans(house, **changed)
    assert answer.status_code == 422
    assert said in answer.text.replace("\u00a0", " ")
    assert len(house.room.room.desks()) == 1
    if "checklist" not in changed:
        assert "Salle &lt;1&gt;" in answer.text


def test_a_tower_that_is_not_erased_does_not_enter_but_a_school_tower_does(house: House) -> None:
    house.refused["VAL-0042-D"] = "Le disque n’est pas effacé."
    answer = _plans(house)
    assert answer.status_code == 422
    assert "Le disque n’est pas effacé. Effacez." in answer.text
    ticked = _plans(house, **{"school-1": "1"})
    assert ticked.status_code == 422, "a tick alone may be a slip"
    assert "choisissez qui dit que c’est une tour-école" in ticked.text
    assert _plans(house, **{"school-1": "1", "vouched-1": "technician"}).status_code == 303


def test_one_adult_looks_after_two_towers_and_it_says_why(house: House) -> None:
    third = {"groups": "3", "nickname-3": "Les Puces", "school-3": "1", "vouched-3": "technician", "people-3": "3"}
    answer = _plans(house, **third)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert _plans(house, **third, adults="2").status_code == 303
    assert _plans(house, **third, checklist="many").status_code == 303


def test_what_is_there_already_stays_ticked(house: House) -> None:
    assert "checked" not in _page(house, f"{W}/links")
    before = house.desk.plan()
    answer = house.client.post(f"{W}/links", data={"there-mat": "1", "there-somebody": "1"})
    assert answer.headers["location"] == f"{W}/links#material"
    again = FolderRoom(house.home).desk(WORKSHOP)
    assert again.plan().material == ("mat",)
    assert 'name="there-mat" value="1" checked' in _page(house, f"{W}/links")
    assert FolderRoom(house.home).open(before).plan().material == ("mat",), "begun again it is the same workshop"
    house.client.post(f"{W}/links", data={})
    assert "checked" not in _page(house, f"{W}/links")


@pytest.mark.parametrize(("on", "status"), [("2027-11-28", 303), ("2027-11-30", 422), ("9999-12-31", 422)])
def test_a_date_is_a_year_away_at_most(house: House, on: str, status: int) -> None:
    answer = _plans(house, on=on)
    assert answer.status_code == status
    assert ("plus d’un an" in answer.text) == (status == 422)


def test_a_place_is_short_and_says_that_it_is_nobodys_name(house: House) -> None:
    page = _page(house, f"/f/{SECRET}/new?checklist=small")
    assert "Lieu (une salle, un centre ; aucun nom de personne)" in page.replace("\u00a0", " ")
    _plans(house, place="x" * 90)
    assert {len(one.plan().place) for one in house.room.room.desks()} == {5, 40}


def test_a_board_reads_the_plan_once_for_all_groups(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (read.append(self.name), real(self))[1])
    _page(house, f"{W}/part")
    assert read.count("plan.json") == 1


def test_who_waits_is_shown_the_oldest_first_and_a_stop_before_all(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    house.passes(3)
    page = _page(house, W)
    assert "Les Puces" in _waiting(page)
    assert "3\u00a0min" in _waiting(page)
    house.sends()
    other = house.desk.link("g2")
    house.client.post(f"/g/{other}/do", data={"do": "stop", "n": "1"})
    waiting = _waiting(_page(house, f"{W}/part"))
    assert waiting.index("Les Écrans") < waiting.index("Les Puces")
    assert ">STOP<" in waiting


def test_an_adult_does_it_from_this_page_without_the_code(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    house.facilitator(do="gate", step="A2", n="2")
    house.does(do="tick", step="A2", n="3")
    house.does(do="stop", n="4")
    house.facilitator(do="go-on", n="5")
    house.facilitator(do="skip", step="C1", n="6")
    house.facilitator(do="undo", n="7", of=house.kept()[-1].id)
    assert house.kinds() == ["tick", "gate", "tick", "stop", "go-on", "skip", "undo"]
    assert screen(house.page("?passed=P")) == "step-C1"


def test_what_does_not_fit_is_said(house: House) -> None:
    where = house.facilitator(do="close", n="1")
    assert where.endswith("?refused=not-now")
    assert "Une autre étape vient avant." in _page(house, where)
    assert house.client.post(f"{W}/do", data={"group": "g1", "do": "tick", "step": "A1"}).status_code == 400
    assert house.client.post(f"{W}/do", data={"group": "g9", "do": "gate"}).status_code == 404


def test_a_button_pressed_twice_is_one_event(house: House) -> None:
    for _press in range(2):
        house.facilitator(do="skip", step="A1", n="1")
    assert house.kinds() == ["skip"]


def test_paper_is_typed_in_with_its_gates_and_what_was_left_out(house: House) -> None:
    fields = {"group": "g1", "tick-A1": "1", "tick-A2": "1", "tick-F1": "1", "pot-1": "4", "face-3": "2"}
    answer = house.client.post(f"{W}/paper", data=fields)
    assert answer.headers["location"] == f"{W}/paper?group=g1"
    assert house.kinds() == ["tick", "gate", "tick", "skip", "tick", "count", "face"]
    assert screen(house.page()) == "step-G1"
    page = _page(house, f"{W}/paper?group=g1")
    assert page.count("checked disabled") == 4
    house.client.post(f"{W}/paper", data=fields)
    assert len(house.kinds()) == 7, "typed in again: nothing new"


def test_paper_that_is_not_taken_over_is_not_thrown_away_without_a_word(house: House) -> None:
    house.does(do="stop", n="1")
    fields = {"group": "g1", "tick-A1": "1", "face-3": "2"}
    where = house.client.post(f"{W}/paper", data=fields).headers["location"]
    assert house.kinds() == ["stop", "face"]
    assert where == f"{W}/paper?group=g1&refused=stopped"
    assert "Gardez la feuille" in _page(house, where)
    house.facilitator(do="go-on", n="9")
    assert house.client.post(f"{W}/paper", data=fields).headers["location"] == f"{W}/paper?group=g1"
    assert house.kinds()[-1] == "tick"


def test_paper_of_a_tower_that_may_not_enter_says_so(house: House) -> None:
    house.refused["VAL-0042-D"] = "Le disque n’est pas effacé."
    answer = house.client.post(f"{W}/paper", data={"group": "g1", "tick-A1": "1", "face-3": "2"})
    assert answer.headers["location"].endswith("&refused=may-not-enter")


def test_the_second_counting_of_a_sheet_is_compared_with_the_first(counting: House) -> None:
    ticks = {f"tick-{name}": "1" for name in ("A1", "C1", "C2")}
    fields = {"group": "g1", **ticks, "pot-1": "4", "again-pot-1": "3"}
    counting.client.post(f"{W}/paper", data=fields)
    assert [(one.step, one.number) for one in counting.kept() if one.kind == "count"] == [(None, 4), ("C2", 3)]
    assert 'name="again-pot-1" type="number" min="0" max="99" value="3"' in _page(counting, f"{W}/paper?group=g1")


def test_a_list_that_counts_once_has_one_counting(house: House) -> None:
    assert "again-pot-1" not in _page(house, f"{W}/paper?group=g1")


def test_a_workshop_ends_with_numbers_alone_and_its_links_with_it(house: House) -> None:
    house.client.post(
        f"{W}/paper", data={"group": "g1", **{f"tick-{one}": "1" for one in ("A1", "A2", "C1", "F1", "G1", "G2")}}
    )
    house.facilitator(do="close", n="90")
    assert 'value="7"' in _page(house, f"{W}/end"), "as many as were expected"
    answer = house.client.post(f"{W}/end", data={"present-11-14": "6", "present-adults": "2", "present-rsa": "1"})
    assert answer.status_code == 303
    closing = house.desk.closed()
    assert closing is not None
    assert (closing.present.bands, closing.present.of_adults) == ({"11-14": 6, "adults": 2}, {"rsa": 1})
    assert closing.towers_done == ("VAL-0042-D",)
    assert closing.towers_left == ("VAL-0043-E",)
    assert house.client.get(f"/g/{house.link}").status_code == 410
    assert 'value="6"' in _page(house, f"{W}/end")
    assert house.link not in _page(house, f"{W}/links")
    assert house.client.post(f"{W}/end", data={"present-11-14": "many"}).status_code == 400


def test_the_pages_of_one_workshop_are_not_those_of_another(house: House) -> None:
    for path in ("", "/part", "/links", "/paper", "/end", "/g1.svg"):
        assert house.client.get(f"/f/{SECRET}/w/ba9876543210{path}").status_code == 404
    assert house.client.get(f"{W}/g9.svg").status_code == 404


def _waiting(page: str) -> str:
    found = re.search(r'id="who-waits">.*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def test_a_plan_from_a_file_has_no_longer_place_than_one_of_the_form(house: House) -> None:
    plan = house.desk.plan()
    with speaking("fr"):
        at_most, longer = (
            faults(house.room, plan.model_copy(update={"place": "x" * length}), SHELF.checklists["small"])
            for length in (40, 41)
        )
    assert at_most == []
    assert "trop long" in longer[0]
    assert Plan.model_validate({**plan.to_json(), "place": "x" * 80}).place, "earlier plans are still read"
