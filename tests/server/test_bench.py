"""The bench page says what thirty towers do, who needs a hand, who is silent, and who will be late."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.server.at_the_bench import PROGRESS, says, tower, towers
from tests.server.house import House
from tests.server.test_commands import pcsol


@pytest.fixture
def room(house: House) -> House:
    house.person("camille", "technician")
    house.enter("camille")
    return house


def _codes(house: House) -> list[str]:
    """The towers of the page, in its order."""
    return re.findall(r'class="code"[^>]*>(VAL-\d{4}-.)<', house.client.get("/bench/part").text)


def _words(house: House) -> list[str]:
    return re.findall(r'<p class="word">(.*?)</p>', house.client.get("/bench/part").text)


def test_an_old_sender_is_answered_as_before_and_gets_no_orders(room: House) -> None:
    bench = room.bench()
    for sent in ({"phase": "write", "disk": "sda"}, {"schema": "pcsol/progress/2", "word": {}}):
        answer = room.client.put(PROGRESS, json=sent, headers=bench.bearer)
        assert (answer.status_code, answer.content) == (204, b"")
    assert _codes(room) == []


def test_what_is_no_progress_is_refused_with_each_fault_named(room: House) -> None:
    answer = room.client.put(
        PROGRESS, json={**says(1), "word": "sleeps", "seconds_left": -1}, headers=room.bench().bearer
    )
    assert answer.status_code == 422
    assert [one.partition(":")[0] for one in answer.json()["error"]["faults"]] == ["word", "seconds_left"]


def test_a_tower_without_a_task_gets_empty_orders(room: House) -> None:
    assert tower(room, 1).asks() == {
        "show": False,
        "burn": False,
        "armed": None,
        "lapsed": False,
        "until": None,
        "closes_in": None,
    }


def test_the_oldest_trouble_comes_first_then_who_waits_then_who_works_then_who_is_done(room: House) -> None:
    words = ["done", "tests", "waits", "fails", "hand", "erases", "fails"]
    towers = [tower(room, number) for number in range(1, 8)]
    for one, word in zip(towers, words, strict=True):
        one.asks(word=word)
        room.clock.go(seconds=5)
    order = [4, 7, 3, 5, 2, 6, 1]
    assert [int(code[4:8]) for code in _codes(room)] == order
    assert _words(room) == ["ÉCHEC", "ÉCHEC", "ATTEND", "À VOUS", "TESTE", "EFFACE", "FINI"]


def test_since_when_is_by_the_hubs_clock_however_wrong_the_towers_is(room: House) -> None:
    one = tower(room, 1)
    need = {"code": "no-network", "text": "Le câble réseau manque.", "since": "1999-12-31T23:59:00Z"}
    for _minutes in range(4):
        one.asks(word="hand", needs=[need])
        room.clock.go(minutes=1)
    shown = room.client.get("/bench/part").text
    assert "Le câble réseau manque." in shown
    assert "il y a 4 minutes" in shown
    assert "1999" not in shown


def test_a_test_that_goes_on_is_called_by_its_title(room: House) -> None:
    doing = [{"test": name, "share": 0.5} for name in ("disk-read.sda", "Vitesse")]
    tower(room, 1).asks(doing=doing)
    shown = room.client.get("/bench/part").text
    assert "Lecture du disque sda" in shown
    assert "disk-read" not in shown
    assert "Vitesse" in shown


def test_a_silent_tower_is_named_as_such_with_since_when(room: House) -> None:
    tower(room, 1).asks()
    room.clock.go(seconds=59)
    assert _words(room) == ["TESTE"]
    room.clock.go(seconds=2)
    assert _words(room) == ["MUETTE"]
    room.clock.go(hours=3)
    assert "il y a 3 heures" in room.client.get("/bench/part").text


def test_who_has_finished_may_be_switched_off(room: House) -> None:
    tower(room, 1).asks(word="done")
    room.clock.go(minutes=9)
    assert _words(room) == ["FINI"]
    room.clock.go(minutes=2)
    assert _words(room) == []


def test_a_stick_that_was_moved_shows_the_tower_it_is_in_and_a_tower_once(room: House) -> None:
    one, two = tower(room, 1), tower(room, 2)
    one.asks()
    two.number = 1
    two.asks(word="erases")
    assert _words(room) == ["EFFACE"]
    two.number = 2
    two.asks()
    assert len(_words(room)) == 2


def test_a_tower_of_another_structure_is_not_shown(room: House) -> None:
    tower(room, 1, of="Lilas").asks()
    assert _words(room) == []


def test_what_a_tower_says_stays_words(room: House) -> None:
    bench, nasty = room.bench(), "<img src=x>"
    said = says(1, needs=[{"code": nasty, "text": nasty, "since": "2026-11-27T08:00:00Z"}], word="hand")
    said |= {
        "step": nasty,
        "tower": "<b>",
        "steps": [{"id": nasty, "state": "doing"}],
        "doing": [{"disk": nasty, "phase": nasty}],
    }
    assert room.client.put(PROGRESS, json=said, headers=bench.bearer).status_code == 200
    for path in ("/bench", "/"):
        assert not any(one in room.client.get(path).text for one in ("<img", "<b>"))


def test_who_will_be_late_is_named_beforehand_with_what_would_help(room: House) -> None:
    assert room.post("/bench/room", most="8", until="11:00").status_code == 303  # it is 10:00 in Paris
    soon, late, nobody_knows = (tower(room, number) for number in (1, 2, 3))
    told = soon.asks(seconds_left=3_500)
    assert (told["until"], told["closes_in"]) == ("11:00", 3_600.0)
    late.asks(seconds_left=3_700)
    nobody_knows.asks(seconds_left=None)
    shown = room.client.get("/bench/part").text
    (note,) = re.findall(r'<section class="note" aria-labelledby="late-.*?</section>', shown, re.DOTALL)
    assert re.findall(r"VAL-000(\d)", note) == ["3", "2"]
    assert "11:01" in note
    for offer in ("effacement", "liste rapide", "nuit"):
        assert offer in note, offer


def test_the_hour_of_today_is_not_that_of_tomorrow(room: House) -> None:
    room.post("/bench/room", most="8", until="11:00")
    room.clock.go(hours=1, minutes=1)
    assert tower(room, 1).asks()["until"] is None


@pytest.mark.parametrize(("most", "until"), [("0", ""), ("31", ""), ("x", ""), ("8", "25:00"), ("8", "soon")])
def test_a_room_is_not_set_to_what_cannot_be(room: House, most: str, until: str) -> None:
    assert room.post("/bench/room", most=most, until=until).status_code == 422


def test_a_tower_shows_itself_for_a_minute_or_until_it_is_taken_back(room: House) -> None:
    one = tower(room, 1)
    one.is_seen()
    assert room.post("/bench/show", tower="1", do="show").status_code == 303
    assert one.asks()["show"] is True
    assert tower(room, 2).asks()["show"] is False
    room.clock.go(seconds=61)
    assert one.asks()["show"] is False
    room.post("/bench/show", tower="1", do="show")
    room.post("/bench/show", tower="1", do="stop")
    assert one.asks()["show"] is False


@pytest.mark.process
def test_the_command_line_lets_one_tower_show_itself_and_only_lists_several(
    room: House, database_url: str, tmp_path: Path
) -> None:
    room.clock.now = datetime.now(UTC)
    one, two = tower(room, 1), tower(room, 2)
    for its in (one, two):
        its.is_seen()
    where = ("--data", str(tmp_path), "--database", database_url)
    found = pcsol(tmp_path, "hub", "find", one.code.lower(), *where)
    assert ([row["code"] for row in found["towers"]], found["shows_until"] is None) == ([one.code], False)
    room.clock.now = datetime.now(UTC)
    assert (one.asks()["show"], two.asks()["show"]) == (True, False)
    assert pcsol(tmp_path, "hub", "find", one.code, "--stop", *where)["shows_until"] is None
    assert one.asks()["show"] is False
    found = pcsol(tmp_path, "hub", "find", "thinkcentre", *where)
    assert (len(found["towers"]), found["shows_until"]) == (2, None)
    assert (one.asks()["show"], two.asks()["show"]) == (False, False)


def test_thirty_towers_are_shown_in_150_milliseconds(room: House) -> None:
    for one in towers(room, 30):
        one.is_seen()
        one.asks(needs=[{"code": "x", "text": "Branchez un écran.", "since": "2026-11-27T08:00:00Z"}])
    assert room.client.get("/bench").status_code == 200
    took = []
    for _time in range(5):
        before = time.perf_counter()
        assert room.client.get("/bench").text.count('class="word"') == 30
        took.append(time.perf_counter() - before)
    assert min(took) < 0.15, took
