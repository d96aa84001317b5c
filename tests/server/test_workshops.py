"""Workshops at the hub: planned behind a session, followed without an account, ended with their links."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pcsol.model.workshop.room import Event
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import workshop, workshop_event
from pcsol.server.workshops.desk import HubDesk, HubRoom
from pcsol.store.workshops.shelf import load_workshops
from tests.cli import own_list
from tests.server.house import House, marks, probe, record
from tests.server.rooms import event, planned
from tests.unit.certificate.erasures import KEY
from tests.unit.certificate.papers import PAPERS

NAMES = load_workshops(None).names["names"].names
FORM = {
    "checklist": "discovery", "groups": "2", "on": "2026-12-05", "place": "Salle bleue", "adults": "1",
    "level": "discovery", "nickname-1": NAMES[0], "school-1": "1", "vouched-1": "facilitator", "people-1": "4",
    "nickname-2": NAMES[1], "school-2": "1", "vouched-2": "coordinator", "people-2": "3", "expected-8-10": "7",
}  # fmt: skip
_LINK = re.compile(r"https://hub(/g/[\w-]{22})")


def enter(house: House, of: str | None = "Valmy", role: str = "volunteer") -> None:
    login = f"{role}-{of}".casefold()
    house.client.cookies.clear()
    house.person(login, role, of)
    house.enter(login)


def _plan(house: House) -> str:
    answer = house.post("/workshops/new", **FORM)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removesuffix("/links")


def _room(house: House) -> HubRoom:
    caller = Caller("person", 1, "Camille", house.structures["Valmy"], Role.VOLUNTEER)
    return HubRoom(house.hub.database, caller, house.clock)


def _desk(house: House) -> HubDesk:
    found = _room(house).open(planned("0123456789ab", house.clock()))
    assert isinstance(found, HubDesk)
    return found


def test_a_volunteer_plans_and_each_group_follows_its_link_without_an_account(house: House) -> None:
    enter(house)
    base = _plan(house)
    links = _LINK.findall(house.client.get(f"{base}/links").text)
    assert len(set(links)) == 2
    house.client.cookies.clear()
    page = house.client.get(links[0])
    assert page.status_code == 200
    assert NAMES[0] in page.text
    assert NAMES[1] not in page.text
    assert "Salle bleue" not in page.text
    story = house.client.get(f"{links[0]}/story").json()
    assert [group["nickname"] for group in story["plan"]["groups"]] == [NAMES[0]]
    assert house.client.get(base).headers["location"].startswith("/login")


def test_a_list_of_the_hub_s_own_machine_is_planned_and_followed_as_the_shipped_ones(
    house: House, pcsol_home: Path
) -> None:
    own_list.laid_out(pcsol_home)
    (pcsol_home / "profiles/workshops/wrong.yaml").write_text("kind: checklist\nid: wrong\n", "utf-8")
    enter(house)
    assert "Petit atelier" in house.client.get("/workshops/new").text
    answer = house.post("/workshops/new", **{**FORM, "checklist": "own-list", "groups": "1"})
    assert answer.status_code == 303, answer.text
    base = str(answer.headers["location"]).removesuffix("/links")
    link = _LINK.findall(house.client.get(f"{base}/links").text)[0]
    house.client.cookies.clear()
    assert "Écouter les règles." in house.client.get(link).text
    house.enter("volunteer-valmy")
    assert house.post("/workshops/new", **{**FORM, "checklist": "wrong"}).status_code == 422


def test_a_gate_wants_the_adults_digits_or_the_facilitators_page(house: House) -> None:
    enter(house)
    base = _plan(house)
    shown = house.client.get(f"{base}/links").text
    link, code = _LINK.findall(shown)[0], re.search(r">(\d{4})<", shown)
    assert code
    for step in ("A1", "A2"):
        assert house.client.post(f"{link}/do", data={"do": "tick", "step": step}).status_code == 303
    wrong = f"{(int(code[1]) + 1) % 10_000:04d}"
    assert house.client.post(f"{link}/do", data={"do": "gate", "step": "A3", "code": wrong}).status_code == 409
    assert house.client.post(f"{link}/do", data={"do": "tick", "step": "A3"}).status_code == 409
    assert house.post(f"{base}/do", group="g1", do="gate", step="A3").status_code == 303
    assert house.client.post(f"{link}/do", data={"do": "tick", "step": "A3"}).status_code == 303


def test_no_digits_are_right_any_more_after_five_wrong_ones(house: House) -> None:
    desk = _desk(house)
    wrong = f"{(int(desk.code()) + 1) % 10_000:04d}"
    assert desk.adult(desk.code(), "g1")
    assert not any(desk.adult(wrong, "g1") for _try in range(5))
    assert not desk.adult(desk.code(), "g1")
    assert (desk.rests("g1"), desk.rests("g2")) == (True, False)
    assert desk.adult(desk.code(), "g2")
    house.clock.go(minutes=9)
    assert not desk.adult(desk.code(), "g1")
    house.clock.go(minutes=2)
    assert desk.adult(desk.code(), "g1")


def test_what_is_in_the_room_already_stays_ticked(house: House) -> None:
    enter(house)
    base = _plan(house)
    item = re.search(r'name="(there-[\w-]+)"', house.client.get(f"{base}/links").text)
    assert item
    assert house.post(f"{base}/links", **{item[1]: "1"}).status_code == 303
    assert f'name="{item[1]}" value="1" checked' in house.client.get(f"{base}/links").text


def test_two_adults_have_four_digits_each(house: House) -> None:
    enter(house)
    base = str(house.post("/workshops/new", **{**FORM, "adults": "2"}).headers["location"]).removesuffix("/links")
    (first,) = re.findall(r">(\d{4})<", house.client.get(f"{base}/links").text)
    both = re.findall(r">(\d{4})<", house.post(f"{base}/links", do="second").text)
    assert re.findall(r">(\d{4})<", house.post(f"{base}/links", do="second").text) == [first]
    desk = _room(house).desks()[0]
    assert both == [first, desk.second_code()]
    assert (desk.adult(first, "g1"), desk.adult(both[1], "g1")) == (1, 2)
    new = re.findall(r">(\d{4})<", house.post(f"{base}/links", do="second-anew").text)[1]
    desk = _room(house).desks()[0]
    assert (desk.adult(both[1], "g1"), desk.adult(new, "g1")) == (None, 2)
    alone = _desk(house)
    assert (alone.second_code(), alone.adult("None", "g1")) == (None, None)


def test_a_group_opens_no_tower_whose_disk_came_back(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    body = probe(disks=(), hidden_storage=())
    bench.sends(record(body, house.clock(), code="VAL-0042-D", seen=marks("TOURX")))
    enter(house)
    one = {**FORM, "groups": "1", "tower-1": "val 0042 d"}
    del one["school-1"]
    base = str(house.post("/workshops/new", **one).headers["location"]).removesuffix("/links")
    link = _LINK.findall(house.client.get(f"{base}/links").text)[0]
    house.clock.go(minutes=5)
    back = probe(hidden_storage=())
    bench.sends(record(back, house.clock(), code="VAL-0042-D", seen=marks("TOURX")))
    answer = house.client.post(f"{link}/do", data={"do": "tick", "step": "A1", "n": "1"})
    assert answer.status_code == 409
    assert "Ne pas ouvrir cette tour" in answer.text


def test_events_are_kept_once_whoever_brings_them(house: House) -> None:
    desk = _desk(house)
    story: Sequence[Event] = [event(desk.plan(), "tick", n, house.clock(), step=f"A{n}") for n in (1, 2)]
    desk.add(story)
    desk.add([*story, *story])
    assert desk.events("g1") == tuple(story)
    assert desk.events("g2") == ()
    with pytest.raises(KeyError):
        desk.add([story[0].model_copy(update={"workshop": "ba9876543210"})])
    with house.hub.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(workshop_event)) == 2


def test_the_links_end_with_the_workshop_and_its_numbers_stay(house: House) -> None:
    enter(house)
    base = _plan(house)
    link = _LINK.findall(house.client.get(f"{base}/links").text)[0]
    assert house.post(f"{base}/end", **{"present-8-10": "6"}).status_code == 303
    assert house.client.get(link).status_code == 410
    assert "Ce lien est terminé" in house.client.get(link).text
    assert house.client.post(f"{link}/events", json={"events": []}).status_code == 410
    assert house.client.get(f"/g/{'x' * 22}").status_code == 404
    with house.hub.database.reading() as connection:
        closing = connection.scalar(select(workshop.c.closing))
    assert '"8-10": 6' in str(closing)


def test_what_a_device_could_not_send_before_the_end_is_taken_for_some_hours(house: House) -> None:
    enter(house)
    base = _plan(house)
    link = _LINK.findall(house.client.get(f"{base}/links").text)[0]
    plan = _room(house).desks()[0].plan()
    late = event(plan, "tick", 1, house.clock(), step="A1").to_json()
    house.post(f"{base}/end", **{"present-8-10": "6"})
    house.client.cookies.clear()
    house.clock.go(hours=11)
    answer = house.client.post(f"{link}/events", json={"events": [late]}).json()
    assert (answer["over"], [one["id"] for one in answer["events"]]) == (True, [late["id"]])
    assert house.client.get(f"{link}/story").status_code == 410
    house.clock.go(hours=2)
    assert house.client.post(f"{link}/events", json={"events": [late]}).status_code == 410


def test_links_end_after_the_next_day_if_nobody_ends_them(house: House) -> None:
    desk = _desk(house)
    link = desk.link("g1")
    house.clock.go(days=1)
    assert not desk.ended()
    house.clock.go(days=1)
    assert desk.ended()
    assert house.client.get(f"/g/{link}").status_code == 410


def test_another_structure_sees_nothing_of_it_and_the_federation_plans_none(house: House) -> None:
    enter(house)
    base = _plan(house)
    enter(house, "Lilas", "administrator")
    assert "Salle bleue" not in house.client.get("/workshops").text
    for path in ("", "/part", "/links", "/print", "/paper", "/words", "/end", "/g1.svg", "/print/poster.pdf"):
        assert house.client.get(base + path).status_code == 404, path
    enter(house, None)
    assert "Salle bleue" in house.client.get("/workshops").text
    assert house.post("/workshops/new", **FORM).status_code == 422


@pytest.mark.parametrize(("end", "enters"), [("clear", True), ("not-erased", False), (None, False)])
def test_a_tower_enters_when_the_hub_knows_that_its_disks_are_erased(
    house: House, end: str | None, enters: bool
) -> None:
    bench = house.bench(papers_key=KEY)
    disk, seen = PAPERS["clear"].device, probe().disks
    assert seen
    inside = seen[0].model_copy(update={"serial": disk.id, "wwn": None})
    body = probe(disks=(inside,), hidden_storage=())
    bench.sends(record(body, house.clock(), code="VAL-0042-D", seen=marks("TOURX")))
    if end:
        run = {"schema": "pcsol/wipe-run/1", "results": [{"disk": "/dev/sda", "paper": PAPERS[end].to_json()}]}
        bench.sends({**record(body, house.clock(), kind="wipe", code="VAL-0042-D"), "body": run})
    enter(house)
    one = {**FORM, "groups": "1", "tower-1": "val 0042 d"}
    del one["school-1"]
    assert house.post("/workshops/new", **one).status_code == (303 if enters else 422)


def _closed(house: House) -> str:
    """Plan a tower of Valmy for one hour, and let its group be done. Return where its page is."""
    bench = house.bench(papers_key=KEY)
    bench.sends(record(probe(disks=(), hidden_storage=()), house.clock(), code="VAL-0042-D", seen=marks("TOURX")))
    enter(house)
    one = {**FORM, "groups": "1", "tower-1": "val 0042 d"}
    del one["school-1"]
    base = str(house.post("/workshops/new", **one).headers["location"]).removesuffix("/links")
    steps = load_workshops(None).outline("discovery").steps
    assert house.post(f"{base}/paper", group="g1", **{f"tick-{name}": "1" for name in steps}).status_code == 303
    house.post(f"{base}/do", group="g1", do="close", n="900")
    return base


def _history(house: House) -> list[str]:
    found = house.client.get("/api/v1/towers/VAL-0042-D").json()["evidence"]
    return [one["kind"] for one in found]


def test_the_end_of_a_workshop_is_kept_once_in_its_tower_s_history(house: House) -> None:
    base = _closed(house)
    assert _history(house) == ["probe"]
    house.clock.go(hours=1)
    for _time in range(2):
        assert house.post(f"{base}/end", **{"present-8-10": "6"}).status_code == 303
        house.clock.go(minutes=1)
    assert _history(house) == ["probe", "checklist"]
    kept = house.client.get("/api/v1/towers/VAL-0042-D").json()["evidence"][1]
    assert kept["body"]["workshop"] == base.rpartition("/")[2]
    assert (kept["body"]["closed"], kept["body"]["one_adult"], kept["station"]) == (True, True, None)
    page = house.client.get("/towers/VAL-0042-D").text
    assert "liste de contrôle" in page
    shown = house.client.get(f"/towers/VAL-0042-D/records/{kept['id']}").text
    assert "ce serveur lui-même" in shown
    assert "fiche non signée" not in page
    assert "non signé" not in house.client.get("/").text


def test_a_close_that_was_taken_back_leaves_no_record(house: House) -> None:
    base = _closed(house)
    link = _LINK.findall(house.client.get(f"{base}/links").text)[0]
    events = house.client.get(f"{link}/story").json()["events"]
    house.post(f"{base}/do", group="g1", do="undo", of=events[-1]["id"], n="901")
    assert house.post(f"{base}/end", **{"present-8-10": "6"}).status_code == 303
    assert _history(house) == ["probe"]


def test_the_federation_ends_a_workshop_and_the_record_is_its_structure_s(house: House) -> None:
    base = _closed(house)
    enter(house, None, "administrator")
    assert house.post(f"{base}/end", **{"present-8-10": "6"}).status_code == 303
    house.enter("volunteer-valmy")
    assert _history(house) == ["probe", "checklist"]
