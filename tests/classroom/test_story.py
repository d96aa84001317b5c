"""What devices send, and what they are told."""

import json
from typing import Any

import pytest

from tests.classroom.house import SHELF, START, WORKSHOP, House, island

SMALL = SHELF.checklists["small"]


def test_a_device_sends_what_it_did_and_is_told_the_story(house: House) -> None:
    answer = house.sends(house.event("tick", 1, step="A1"), house.event("help", 2))
    assert [one["kind"] for one in answer["events"]] == ["tick", "help"]
    assert answer["refused"] == []
    assert house.client.get(f"/g/{house.link}/story").json()["events"] == answer["events"]


def test_what_is_sent_again_is_taken_once(house: House) -> None:
    first = house.event("tick", 1, step="A1")
    house.sends(first)
    house.passes(5)
    again = house.sends({**first, "at": house.at.isoformat()}, house.event("help", 2))
    assert again["refused"] == []
    assert house.kinds() == ["tick", "help"]


def test_one_number_for_two_things_is_said_so(house: House) -> None:
    house.sends(house.event("tick", 1, step="A1"))
    assert house.sends(house.event("help", 1))["refused"] == [{"id": "aaaaaaaa-1", "why": "taken"}]


def test_a_group_sees_its_own_workshop_only(house: House) -> None:
    plan = house.client.get(f"/g/{house.link}/story").json()["plan"]
    assert [group["id"] for group in plan["groups"]] == ["g1"]
    assert plan["registered"] == {"bands": {}, "of_adults": {}}
    assert "Les Écrans" not in house.page()
    other = house.desk.link("g2")
    assert house.client.get(f"/g/{other}/story").json()["plan"]["groups"][0]["nickname"] == "Les Écrans"


def test_an_event_of_another_group_or_workshop_is_refused(house: House) -> None:
    sent = [house.event("help", 1, group="g2"), house.event("help", 2, workshop="ba9876543210")]
    assert {one["why"] for one in house.sends(*sent)["refused"]} == {"elsewhere"}
    assert house.kinds() == house.kinds("g2") == []


@pytest.mark.parametrize("kind", ["gate", "skip", "go-on", "reader", "close", "compared"])
def test_who_says_to_be_an_adult_needs_the_code(house: House, kind: str) -> None:
    more = {"gate": {"step": "A2"}, "skip": {"step": "A1"}, "compared": {"found": "ok"}}.get(kind, {})
    event = house.event(kind, 1, who="adult", **more)
    for code in ({}, {"adult": None}, {"adult": ""}, {"adult": "12345"}):
        assert house.sends(event, **code)["refused"][0]["why"] == "only-an-adult"
    assert house.kinds() == []


def test_the_code_opens_a_gate(house: House) -> None:
    gate = house.event("gate", 2, step="A2", who="adult")
    assert house.sends(house.event("tick", 1, step="A1"), gate, adult=house.code)["refused"] == []


def test_a_tick_counts_where_it_stands_in_the_story(house: House) -> None:
    """A device without the network ticked A2 before it could hear that an adult had opened it: that does not count."""
    house.sends(house.event("tick", 1, step="A1"))
    house.sends(house.event("gate", 3, "bbbbbbbb", step="A2", who="adult"), adult=house.code)
    assert house.sends(house.event("tick", 2, step="A2"))["refused"][0]["why"] == "wants-an-adult"
    assert house.sends(house.event("tick", 4, step="A2"))["refused"] == []


def test_a_device_with_a_wrong_clock_is_put_right(house: House) -> None:
    house.passes(10)
    event = house.event("tick", 1, step="A1", at="2009-01-01T00:10:00Z")
    house.sends(event, now="2009-01-01T00:12:00Z")
    (kept,) = house.desk.events("g1")
    assert (house.at - kept.at).total_seconds() == 120


def test_no_group_began_before_its_workshop_was_planned(house: House) -> None:
    """A tablet ticked in 2015, got the network and the time, and sent it then: a result of 2020 is none of its work."""
    house.passes(30)
    house.sends(house.event("tick", 1, step="A1", at="2015-01-01T00:10:00Z"), now=house.at.isoformat())
    assert house.desk.events("g1")[0].at == START


def test_no_time_lies_in_the_future(house: House) -> None:
    house.sends(house.event("tick", 1, step="A1", at="2030-01-01T00:00:00Z"))
    assert house.desk.events("g1")[0].at == START


def test_a_device_cannot_count_so_far_that_nobody_can_go_on(house: House) -> None:
    assert house.sends(house.event("help", 9_999_999))["refused"][0]["why"] == "full"


def test_nothing_but_words_from_lists_is_kept(house: House) -> None:
    answer = house.event("answer", 1, question="jean-dupont", choice=1)
    seen = house.event("seen", 2, part="memory", found="to-look-at", record="Jean Dupont 06")
    assert [one["why"] for one in house.sends(answer, seen)["refused"]] == ["incomplete", "incomplete"]
    for more in ({"name": "Jean"}, {"step": "Jean"}, {"pot": "Jean"}):
        body = {"events": [house.event("help", 3, **more)]}
        assert house.client.post(f"/g/{house.link}/events", json=body).status_code == 400
    assert house.kinds() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"events": 1}', b'{"events": [1]}', b"\xff", b'{"events": [], "now": "x"}', b"[" * 5_000],
)
def test_what_cannot_be_read_is_refused(house: House, body: bytes) -> None:
    assert house.client.post(f"/g/{house.link}/events", content=body).status_code == 400


@pytest.mark.parametrize("at", ["2026-11-28T09:00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_clock_of_another_age_is_no_fault_of_ours(house: House, at: str) -> None:
    one = {**house.event("help", 1), "at": at}
    for now in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        answer = house.client.post(f"/g/{house.link}/events", json={"events": [one], "now": now})
        assert answer.status_code in (200, 400), (at, now)


@pytest.mark.parametrize("code", ["\ud800", "é234", "12345", ""])
def test_what_is_no_code_is_a_wrong_one(house: House, code: str) -> None:
    sent = json.dumps({"events": [{**house.event("gate", 1, step="A2"), "who": "adult"}], "adult": code})
    told = house.client.post(f"/g/{house.link}/events", content=sent)
    assert told.status_code == 200
    assert told.json()["refused"][0]["why"] == "only-an-adult"


def test_a_phone_that_was_without_the_network_takes_nothing_back_of_a_closed_tower(house: House) -> None:
    steps = ("A1", "A2", "C1", "F1", "G1", "G2")
    house.sends(*(house.event("tick", 2 * n, step=one) for n, one in enumerate(steps[:1], 1)))
    house.sends(house.event("gate", 3, step="A2", who="adult"), adult=house.code)
    house.sends(*(house.event("tick", 2 * n, step=one) for n, one in enumerate(steps[1:], 2)))
    house.sends(house.event("close", 20, who="adult"), adult=house.code)
    late = house.event("undo", 13, "bbbbbbbb", of="aaaaaaaa-12")
    assert house.sends(late)["refused"] == [{"id": "bbbbbbbb-13", "why": "closed"}]
    assert house.sends(house.event("undo", 21, of="aaaaaaaa-20"))["refused"][0]["why"] == "closed"
    back = house.event("undo", 22, of="aaaaaaaa-20", who="adult")
    assert house.sends(back, adult=house.code)["refused"] == [], "whoever closed it too early takes that back"


def test_a_group_has_no_more_faces_than_people(house: House) -> None:
    sent = {"events": [house.event("face", 1, choice=3, number=999)]}
    assert house.client.post(f"/g/{house.link}/events", json=sent).json()["refused"][0]["why"] == "incomplete"


def test_too_much_at_once_is_refused(house: House) -> None:
    assert house.client.post(f"/g/{house.link}/events", content=b" " * 70_000).status_code == 413
    many = [house.event("help", n) for n in range(1, 120)]
    assert house.client.post(f"/g/{house.link}/events", json={"events": many}).status_code == 400


def test_nobody_elses_link_leads_anywhere(house: House) -> None:
    for path in ("/g/nobody", "/g/nobody/story", "/g/nobody/live", "/g/nobody/no-start", f"/f/{house.link}", "/f/x"):
        assert house.client.get(path).status_code == 404
    assert house.client.post("/g/nobody/events", json={"events": []}).status_code == 404
    assert house.client.post("/f/x/new", data={}).status_code == 404


def test_the_page_hands_its_script_the_outline_and_no_text_ends_the_island(house: House) -> None:
    found = island(house.page())
    assert [step["id"] for step in found["steps"]] == ["A1", "A2", "C1", "F1", "G1", "G2"]
    assert [step["rest"] for step in found["steps"]][2] == "P"
    assert found["workshop"] == WORKSHOP
    assert "Lire &lt;tout&gt;." in house.page()


def test_every_answer_forbids_what_a_page_needs_not(house: House) -> None:
    for path in (f"/g/{house.link}", "/classroom/static/group.js", "/nowhere", f"/g/{house.link}/story", "/"):
        headers = house.client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert house.client.get(f"/g/{house.link}").headers["cache-control"] == "no-store"


def test_what_cannot_be_kept_may_be_sent_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from pcsol.errors import StoreFullError
    from pcsol.store.workshops.desk import FolderDesk

    def full(*_args: Any) -> None:
        raise StoreFullError("Plus de place.", remedy="Libérez.")

    with monkeypatch.context() as patch:
        patch.setattr(FolderDesk, "add", full)
        body = {"events": [house.event("tick", 1, step="A1")]}
        answer = house.client.post(f"/g/{house.link}/events", json=body)
        assert answer.status_code == 503
        assert json.loads(answer.text)["error"]["what"] == "Plus de place."
        assert house.does(do="tick", step="A1") == 503
    assert house.sends(*body["events"])["refused"] == []


@pytest.mark.parametrize(("asked", "spoken"), [("", "fr"), ("?lang=en", "en"), ("?lang=de", "fr")])
def test_the_page_speaks_the_language_that_is_asked_for(house: House, asked: str, spoken: str) -> None:
    assert f'<html lang="{spoken}">' in house.page(asked)
    assert f'<html lang="{spoken}">' in house.page(), "it remembers"


def test_a_browser_says_which_language_it_speaks(house: House) -> None:
    page = house.browser("de,en;q=0.8").get(f"/g/{house.link}").text
    assert '<html lang="en">' in page
    assert "Do A1." in page


def test_a_workshop_whose_list_is_gone_says_so(house: House) -> None:
    del house.room.shelf.checklists["small"]
    try:
        answer = house.client.get(f"/g/{house.link}")
        assert answer.status_code == 503
        assert "small" in answer.text
    finally:
        house.room.shelf.checklists["small"] = SMALL


def test_a_drawing_comes_from_the_shelf_alone(house: House) -> None:
    assert house.client.get("/classroom/drawings/nothing.svg").status_code == 404
    assert house.client.get("/classroom/drawings/..%2Fplan.svg").status_code == 404
