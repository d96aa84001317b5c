"""Who lets a tower in, and who reads it again: what was known when it was planned is asked anew, and one is not two."""

import json
import re
from pathlib import Path

import pytest

from tests.classroom.house import SECRET, WORKSHOP, House

RECORD = "8c2e9f54-7a31-4c0f-9e35-0d7c1b6a2f11"
W = f"/f/{SECRET}/w/{WORKSHOP}"


@pytest.fixture
def two(pcsol_home: Path) -> House:
    """Two adults; all is done but the second look."""
    return _done(House(pcsol_home, "given", adults=2))


def test_a_tower_whose_disk_came_back_since_it_was_planned_is_not_opened(house: House) -> None:
    house.refused["VAL-0042-D"] = "Le disque n’est pas effacé."
    first = house.event("tick", 1, step="A1")
    answer = house.sends(first)
    assert answer["refused"] == [{"id": "aaaaaaaa-1", "why": "may-not-enter"}]
    assert [one["kind"] for one in answer["events"]] == ["help"], "an adult is called"
    assert "Cette tour ne doit pas être ouverte" in house.client.get(f"{W}/part").text
    house.sends(first)
    assert house.does(do="tick", step="A1", n="2") == 409, "a call for help opens no door"
    assert house.facilitator(do="skip", step="A1", n="3").endswith("may-not-enter")
    assert "Ne pas ouvrir cette tour" in house.client.get(f"{W}?refused=may-not-enter").text
    assert house.kinds() == ["help"]
    del house.refused["VAL-0042-D"]
    assert "Cette tour ne doit pas être ouverte" not in house.client.get(f"{W}/part").text
    assert house.sends(first)["refused"] == []
    house.refused["VAL-0042-D"] = "Le disque n’est pas effacé."
    house.facilitator(do="gate", step="A2", n="7")
    assert house.kinds() == ["help", "tick", "gate"], "a tower that is open already stays where it is"


def test_the_second_reader_and_whoever_ends_it_are_two(two: House) -> None:
    second = two.desk.second_code()
    assert second
    assert second != two.code
    two.does(do="reader", n="30", code=two.code)
    assert two.does(do="close", n="31", code=two.code) == 409
    assert two.does(do="close", n="32", code=second) == 303
    assert [one.adult for one in two.kept()[-2:]] == [1, 2]


def test_the_facilitators_page_wants_the_other_adults_digits_for_the_second_look(two: House) -> None:
    assert 'name="code"' in two.client.get(W).text
    assert two.facilitator(do="reader", n="30").endswith("second-adult")
    assert two.facilitator(do="reader", n="30", code=two.code).endswith("second-adult")
    assert two.facilitator(do="reader", n="30", code=two.desk.second_code() or "") == W
    assert two.facilitator(do="close", n="31") == W
    assert two.kinds()[-2:] == ["reader", "close"]


def test_a_code_that_rests_is_told_to_the_group_and_on_the_facilitators_board(two: House) -> None:
    assert "Ouvrez depuis cette page" not in two.client.get(W).text
    gate = two.event("reader", 30, who="adult")
    said = [two.sends(gate, adult="none")["refused"][0]["why"] for _try in range(4)]
    assert said == ["only-an-adult"] * 4
    assert two.sends(gate, adult="none")["refused"][0]["why"] == "resting"
    assert two.sends(gate, adult=two.code)["refused"][0]["why"] == "resting"
    assert two.sends(gate)["refused"][0]["why"] == "only-an-adult", "who types nothing is told that an adult is wanted"
    assert "Ouvrez depuis cette page" in two.client.get(f"{W}/part").text
    assert two.facilitator(do="reader", n="40", code=two.desk.second_code() or "").endswith("resting")
    two.passes(11)
    assert "Ouvrez depuis cette page" not in two.client.get(f"{W}/part").text


def test_no_device_says_whose_code_it_typed(two: House) -> None:
    two.sends(two.event("reader", 30, who="adult", adult=2), adult=two.code)
    assert two.kept()[-1].adult == 1
    again = two.sends(two.event("reader", 30, who="adult"), adult=two.code)
    assert again["refused"] == [], "sent again it is the same"


def test_with_one_adult_it_goes_on_and_is_said_and_kept(pcsol_home: Path) -> None:
    house = _done(House(pcsol_home, "given"))
    assert house.desk.second_code() is None
    assert "Un seul adulte est là" in house.page()
    house.facilitator(do="reader", n="30")
    house.facilitator(do="close", n="31")
    assert house.kinds()[-1] == "close"
    house.client.post(f"{W}/end", data={"present-11-14": "6"})
    closing = house.desk.closed()
    assert closing
    assert closing.one_adult
    assert closing.two_codes == ()
    assert "Un seul adulte" in house.client.get(f"{W}/end").text


def test_a_workshop_of_two_that_was_planned_before_there_was_a_second_code_is_ended_with_one(two: House) -> None:
    (file,) = (two.home / "workshops").rglob("secret.json")
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "second": None}), "utf-8")
    assert two.desk.second_code() is None
    assert two.facilitator(do="reader", n="30") == W
    assert two.does(do="close", n="31", code=two.code) == 303
    assert two.kinds()[-2:] == ["reader", "close"]


def _looks(house: House, how: str) -> str | None:
    answer = house.client.post(f"{W}/links", data={"do": how})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    shown = re.findall(r'class="digits">(\d{4})<', answer.text)
    assert shown[0] == house.code
    return shown[1] if shown[1:] else None


def test_the_second_digits_are_shown_once_to_whoever_asks_for_them(two: House) -> None:
    own = two.desk.second_code()
    assert str(own) not in two.client.get(f"{W}/links").text, "the first adult's page does not hold them"
    assert _looks(two, "second") == own
    assert _looks(two, "second") is None
    assert str(own) not in two.client.get(f"{W}/links").text
    new = _looks(two, "second-anew")
    assert new not in (None, own, two.code)
    assert new == two.desk.second_code()
    assert (two.desk.adult(str(own), "g1"), two.desk.adult(str(new), "g1")) == (None, 2)
    assert _looks(two, "second") is None


def test_one_adult_has_no_second_digits_to_look_at(house: House) -> None:
    assert 'name="do"' not in house.client.get(f"{W}/links").text
    assert _looks(house, "second") is None
    assert _looks(house, "second-anew") is None
    assert house.desk.second_code() is None


def test_the_closing_says_which_towers_were_ended_with_two_codes(two: House) -> None:
    two.does(do="reader", n="30", code=two.desk.second_code() or "")
    two.facilitator(do="close", n="31")
    two.client.post(f"{W}/end", data={"present-11-14": "6"})
    closing = two.desk.closed()
    assert closing
    assert (closing.two_codes, closing.one_adult) == (("VAL-0042-D",), False)
    assert "pas qui les a tapés" in two.client.get(f"{W}/end").text


def _done(house: House) -> House:
    steps = ("A1", "A2", "C1", "F1", "G1", "G2")
    house.client.post(f"{W}/paper", data={"group": "g1", **{f"tick-{one}": "1" for one in steps}})
    house.sends(house.event("compared", 20, who="adult", found="ok", record=RECORD), adult=house.code)
    return house
