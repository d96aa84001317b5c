"""What the tower says of itself comes to its group's page from a record that is held here, or from an adult."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse

from pcsol.classroom import live
from pcsol.model.comparison import Comparison, Difference
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.push.wire.line import Answer, Silence
from pcsol.rounds.workshop.joined import join
from pcsol.store import records
from tests.classroom.house import House, island, screen, seen

MISSING = Difference(part="memory", subject="DIMM1", change="missing", state="to-look-at", text="Missing.")
UNKNOWN = Difference(part="clock", subject="Clock", state="not-measurable", text="Not known.")
RIGHT = Difference(part="disk", subject="Disk", state="ok", text="As before.")
NOBODYS = "11111111-2222-4333-8444-555555555555"


def compared(house: House, *found: Difference, code: str = "VAL-0042-D", at: datetime | None = None) -> str:
    """The tower's stick keeps a comparison, at whatever hour its clock shows."""
    worst = next(state for state in ("to-look-at", "not-measurable", "ok") if any(one.state == state for one in found))
    body = Comparison(state=worst, differences=found)  # type: ignore[arg-type]  # a state
    moment = records.Moment(at or house.now(), Clock(source="rtc", trusted=False))
    return records.keep(house.home, "compare", body, TowerRef(code=code), moment).id


def at_the_end(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    house.does(do="gate", step="A2", n="2", code=house.code)
    for number, step in enumerate(("A2", "C1", "F1", "G1", "G2"), 10):
        assert house.does(do="tick", step=step, n=str(number)) == 303
    assert screen(house.page()) == "end"


def test_a_result_that_arrives_is_offered_and_shown_with_its_sentence_its_step_and_its_picture(given: House) -> None:
    at_the_end(given)
    assert "arrived" not in seen(given.page())
    assert given.does(do="result", n="30") == 409
    compared(given, MISSING, RIGHT)
    assert "arrived" in seen(given.page())
    assert island(given.page())["arrived"] is True
    assert given.client.get(f"/g/{given.link}/story").json()["arrived"] is True
    assert given.does(do="result", n="30") == 303
    page = given.page()
    assert {"compared:to-look-at", "amiss:memory:missing"} <= seen(page)
    assert "arrived" not in seen(page)
    shown = page.split('data-if="amiss:memory:missing">')[1].split("</div>")[0]
    assert "Rouvre et appuie jusqu’au clic." in shown
    assert '<span class="id">C1</span>' in shown


class Wire:
    """The line of a terminal that joined."""

    def __init__(self, house: House) -> None:
        self.client = house.client

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer | Silence:
        answer = self.client.request(method, path, content=body, headers={"content-type": "application/json"})
        is_plain = answer.headers.get("content-type") == "application/json"
        return Answer(answer.status_code, answer.json() if is_plain else None)


def test_a_terminal_that_joined_has_it_told_as_a_page_does(given: House, tmp_path: Path) -> None:
    at_the_end(given)
    terminal = join(Wire(given), f"/g/{given.link}", tmp_path, given.now)
    assert (terminal.arrived, terminal.fetch()) == (False, False)
    record = compared(given, MISSING, RIGHT)
    terminal.hear()
    assert (terminal.arrived, terminal.fetch(), terminal.arrived) == (True, True, False)
    told = [(one.record, one.part, one.change, one.found) for one in terminal.events() if one.kind == "compared"]
    assert told == [(record, None, None, "to-look-at"), (record, "memory", "missing", "to-look-at")]
    assert "compared:to-look-at" in seen(given.page())


def test_a_clock_of_another_year_hides_no_result_and_makes_none(given: House) -> None:
    """A battery that was out: the look after the work is years before the one that was before it."""
    compared(given, RIGHT, at=datetime(2031, 1, 1, tzinfo=UTC))
    at_the_end(given)
    assert "arrived" not in seen(given.page())
    compared(given, MISSING, at=datetime(2009, 1, 1, tzinfo=UTC))
    assert given.does(do="result", n="30") == 303
    assert "compared:to-look-at" in seen(given.page())


def test_the_result_of_another_tower_is_not_this_one_s(given: House) -> None:
    at_the_end(given)
    compared(given, RIGHT, code="VAL-0043-E")
    assert given.does(do="result", n="30") == 409


def says(house: House, n: int, **more: Any) -> str | None:
    refused = house.sends(house.event("compared", n, **more))["refused"]
    return refused[0]["why"] if refused else None


def test_a_group_s_link_cannot_say_what_no_record_here_says(given: House) -> None:
    at_the_end(given)
    assert says(given, 30, found="ok", record=NOBODYS) == "only-an-adult"
    held = compared(given, MISSING)
    assert says(given, 30, found="ok", record=held) == "only-an-adult"
    assert says(given, 30, found="to-look-at", record=held, part="disk") == "only-an-adult"
    assert says(given, 30, found="to-look-at", record=held) == "only-an-adult", "what is inside is said with its step"
    assert says(given, 30, found="to-look-at", record=held, step="C1") is None
    assert says(given, 31, found="to-look-at", record=held, part="memory", change="missing", step="C1") is None
    given.does(do="go-on", step="C1", n="32", code=given.code)
    right = compared(given, RIGHT)
    assert says(given, 33, found="ok", record=held) == "only-an-adult"
    assert says(given, 34, found="ok", record=right) is None


def test_what_people_saw_stands_for_what_nothing_could_measure(given: House) -> None:
    at_the_end(given)
    held = compared(given, RIGHT, UNKNOWN)
    assert says(given, 30, found="ok", record=held) == "only-an-adult"
    given.sends(given.event("seen", 30, part="clock", found="ok"))
    assert says(given, 31, found="ok", record=held) is None


def test_an_adult_with_the_code_says_what_stands_on_the_tower_s_screen(given: House) -> None:
    at_the_end(given)
    assert given.does(do="compared", found="memory", n="30") == 409
    assert given.does(do="compared", found="memory", n="30", code=given.code) == 303
    assert {"compared:to-look-at", "amiss:memory:"} <= seen(given.page())
    assert given.does(do="compared", found="ok", n="40", code=given.code) == 409, "it is open first"
    assert given.does(do="go-on", step="C1", n="41", code=given.code) == 303
    assert given.does(do="compared", found="ok", n="42", code=given.code) == 303
    assert "compared:ok" in seen(given.page())
    assert not {one for one in seen(given.page()) if one.startswith("amiss:")}


def test_no_adult_says_ok_where_the_tower_s_own_result_is_here_and_found_a_fault(given: House) -> None:
    at_the_end(given)
    held = compared(given, MISSING)
    assert given.facilitator(do="compared", found="ok", n="30").endswith("held-otherwise")
    assert given.does(do="compared", found="ok", n="31", code=given.code) == 409
    given.facilitator(do="result", n="32")
    assert given.facilitator(do="compared", found="ok", n="40").endswith("held-otherwise"), "told is not undone"
    assert [one.record for one in given.kept() if one.kind == "compared"] == [held, held]
    given.facilitator(do="go-on", step="C1", n="41")
    compared(given, UNKNOWN)
    given.facilitator(do="compared", found="ok", n="50")
    assert "compared:ok" in seen(given.page()), "what nothing could measure, people looked at"


def test_what_is_seen_wrong_after_the_result_is_named_until_an_adult_has_looked(given: House) -> None:
    at_the_end(given)
    compared(given, RIGHT)
    given.does(do="result", n="30")
    given.sends(given.event("seen", 40, part="usb", found="to-look-at"))
    board = f"/f/{given.room.secret}/w/{given.desk.plan().id}"
    assert "les prises USB" in given.client.get(board).text
    assert "compared:doubted" in seen(given.page())
    assert "compared:ok" not in seen(given.page()), "no bravo, and no second look yet"
    assert given.facilitator(do="reader", n="50").endswith(given.desk.plan().id)
    assert given.facilitator(do="close", n="51").endswith("seen-amiss")
    given.facilitator(do="compared", found="ok", n="60")
    assert "les prises USB" not in given.client.get(board).text
    given.facilitator(do="reader", n="61")
    given.facilitator(do="close", n="62")
    assert given.kinds()[-1] == "close"


def test_the_facilitator_sees_the_result_and_takes_it_over(given: House) -> None:
    at_the_end(given)
    compared(given, MISSING)
    board = f"/f/{given.room.secret}/w/{given.desk.plan().id}"
    assert 'value="result"' in given.client.get(board).text
    given.facilitator(do="result", n="30")
    text = given.client.get(board).text
    assert 'value="result"' not in text
    assert "la mémoire" in text


def test_pages_say_with_which_look_it_was_compared(given: House) -> None:
    at_the_end(given)
    was = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
    body = Comparison(state="ok", differences=(RIGHT,), before_at=was)
    moment = records.Moment(given.now(), Clock(source="rtc", trusted=False))
    records.keep(given.home, "compare", body, TowerRef(code="VAL-0042-D"), moment)
    said = f"Comparé avec le relevé du {was.astimezone():%d/%m, %H:%M}."
    board = f"/f/{given.room.secret}/w/{given.desk.plan().id}"
    assert said not in given.page(), "nothing was told yet"
    assert given.does(do="result", n="30") == 303
    assert said in given.page()
    assert said in given.client.get(board).text
    assert given.client.get(f"/g/{given.link}/story").json()["compared_with"] == said
    opened = next(one.id for one in given.kept() if one.step == "C1")
    given.facilitator(do="undo", of=opened, n="40")
    assert given.client.get(f"/g/{given.link}/story").json()["compared_with"] == "", "it is opened again"


def test_the_records_are_read_once_for_all_events_of_a_result(given: House, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_end(given)
    record = compared(given, MISSING, UNKNOWN)
    reads: list[Any] = []
    held = given.room.results.result
    monkeypatch.setattr(
        type(given.room.results), "result", lambda _self, *asked: reads.append(asked) or held(*asked)
    )  # fmt: skip
    told: list[dict[str, Any]] = [
        {"found": "to-look-at", "step": "C1"},
        {"found": "to-look-at", "part": "memory", "change": "missing", "step": "C1"},
        {"found": "not-measurable", "part": "clock"},
    ]  # fmt: skip
    events = [given.event("compared", 30 + n, record=record, **one) for n, one in enumerate(told)]
    assert given.sends(*events)["refused"] == []
    assert len(reads) == 2, "before it was told, and after"
    reads.clear()
    given.page()
    assert len(reads) == 1, "whether one arrived, and with what it was compared"


def test_they_are_read_anew_once_the_tower_was_opened_again(given: House) -> None:
    at_the_end(given)
    found = given.room.place(given.desk, "g1")
    assert found
    reads: list[str | None] = []
    place = replace(found, read=lambda now: reads.append(now.opened_by))
    place.result(place.course)
    place.result(place.course)
    assert reads == [None]
    given.facilitator(do="undo", of=next(one.id for one in given.kept() if one.step == "C1"), n="30")
    again = given.room.place(given.desk, "g1")
    assert again
    place.result(again.course)
    assert reads == [None, again.course.opened_by]
    assert again.course.opened_by is not None


def test_an_open_page_hears_that_the_result_is_here(given: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stream has no end: one of its readings is enough."""
    monkeypatch.setattr(live, "stream", lambda _rings, version: JSONResponse(version()))
    at_the_end(given)
    before = given.client.get(f"/g/{given.link}/live").json()
    assert before == len(given.desk.events("g1"))
    compared(given, RIGHT)
    assert given.client.get(f"/g/{given.link}/live").json() > before


def test_what_is_counted_otherwise_at_the_end_is_named_with_its_numbers(counting: House) -> None:
    counting.does(do="tick", step="A1", n="1")
    counting.does(do="count", step="C1", n="2", **{"pot-1": "4", "pot-2": "6"})
    counting.does(do="tick", step="C1", n="5")
    assert not {one for one in seen(counting.page()) if one.startswith("off:")}
    counting.does(do="count", step="C2", n="6", **{"pot-1": "4", "pot-2": "1"})
    page = counting.page()
    assert {one for one in seen(page) if one.startswith("off:")} == {"off:pot-2"}
    shown = page.split('data-if="off:pot-2">')[1].split("</p>")[0]
    numbers = [shown.split(f'data-{name}="pot-2">')[1].split("<")[0] for name in ("count", "must", "again")]
    assert numbers == ["6", "0", "1"]
    assert counting.does(do="count", step="C2", n="9", **{"pot-2": "0"}) == 303
    assert not {one for one in seen(counting.page()) if one.startswith("off:")}
