"""What the end of a workshop on a page leaves in the tower's history."""

import re
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from pcsol.commands.checklist.serve import checklist_serve
from pcsol.errors import StoreFullError
from pcsol.model.comparison import Difference
from pcsol.model.probe import Clock
from pcsol.store import find
from pcsol.store.records import Moment
from pcsol.store.workshops import runs
from tests.classroom.house import SECRET, WORKSHOP, House
from tests.classroom.test_result import MISSING, UNKNOWN, compared

W = f"/f/{SECRET}/w/{WORKSHOP}"


def done(house: House) -> None:
    """The first group ends; the second one does not."""
    ticks = {f"tick-{one}": "1" for one in ("A1", "A2", "C1", "F1", "G1", "G2")}
    house.client.post(f"{W}/paper", data={"group": "g1", **ticks, "pot-1": "4"})
    house.facilitator(do="close", n="90")


@pytest.fixture
def whole(given: House) -> House:
    """The first tower is compared, read again and closed."""
    house = given
    house.room.keep = lambda plan, group, now: runs.keep(house.home, plan, group, now, Moment(house.at, Clock()))
    ticks = {f"tick-{one}": "1" for one in ("A1", "A2", "C1", "F1", "G1", "G2")}
    house.client.post(f"{W}/paper", data={"group": "g1", **ticks})
    for n, more in enumerate(({"do": "compared", "found": "ok"}, {"do": "reader"}, {"do": "close"}), 90):
        house.facilitator(n=str(n), **more)
    assert house.kinds()[-1] == "close"
    return house


def saw(house: House) -> None:
    """A phone that was without the network brings what the group saw before the tower was closed."""
    (reader,) = (one for one in house.kept() if one.kind == "reader")
    late = house.event("seen", reader.n, "ffffffff", part="ports", found="to-look-at")
    assert house.sends(late, now=house.at.isoformat())["refused"] == []
    assert house.kinds()[-1] == "seen", "it is kept"


def test_each_tower_that_is_done_has_one_record_of_it(house: House) -> None:
    when = Moment(house.at, Clock())
    house.room.keep = lambda plan, group, now: runs.keep(house.home, plan, group, now, when)
    done(house)
    assert find.everything(house.home).records == ()
    for _time in range(2):
        assert house.client.post(f"{W}/end", data={"present-11-14": "6"}).status_code == 303
    (kept,) = find.everything(house.home).records
    assert (kept.kind, kept.tower.code) == ("checklist", "VAL-0042-D")
    assert (kept.body["workshop"], kept.body["closed"], kept.body["one_adult"]) == (WORKSHOP, True, True)
    assert kept.body["counts"] == {"pot-1": 4}


def test_what_comes_after_the_end_changes_neither_the_closing_nor_the_record(whole: House) -> None:
    ends = {"present-11-14": "6"}
    assert whole.client.post(f"{W}/end", data=ends).status_code == 303
    assert "Arrivé après la fin" not in whole.client.get(f"{W}/end").text
    kept = whole.desk.closed()
    saw(whole)
    page = whole.client.get(f"{W}/end").text
    told = page[page.index("Arrivé après la fin") :]
    assert "<b>Les Puces</b>" in told
    assert "messages reçus : 1." in _plain(told)
    assert "À revoir : les prises." in _plain(told)
    assert "À regarder avant que la tour parte." in told
    assert "Gardez les nombres encore une fois" not in page, "it would not count"
    whole.passes(60)
    assert whole.client.post(f"{W}/end", data=ends).status_code == 303
    again, (record,) = whole.desk.closed(), find.everything(whole.home).records
    assert kept
    assert again
    assert again.model_copy(update={"closed_at": kept.closed_at}) == kept
    assert (again.towers_done, again.faults, again.heard) == (("VAL-0042-D",), (), {"g1": len(whole.kinds()) - 1})
    assert (record.body["closed"], record.body["faults"]) == (True, [])
    assert "Arrivé après la fin" in whole.client.get(f"{W}/end").text
    assert "Toutes les étapes sont faites." not in whole.client.get(W).text, "the board says that it is done"


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))


def _came_later(house: House, *events: dict[str, Any], tower: Difference = MISSING) -> str:
    """What the page of the end says of a phone that sends these only then; `tower`: what the tower itself found."""
    record = compared(house, tower)
    assert house.client.post(f"{W}/end", data={}).status_code == 303
    late = [{**one, "record": record} if one["kind"] == "compared" else one for one in events]
    assert house.sends(*late, now=house.at.isoformat())["refused"] == []
    page = _plain(house.client.get(f"{W}/end").text)
    return page[page.index("Arrivé après la fin") : page.index("C’est gardé")]


def _number(house: House, kind: str) -> int:
    return next(one.n for one in house.kept() if one.kind == kind)


def test_what_the_tower_itself_said_and_came_after_the_end_is_named(whole: House) -> None:
    n = _number(whole, "reader")
    bad = {"found": "to-look-at", "step": "C1"}
    told = _came_later(
        whole,
        whole.event("compared", n, "ffffffff", **bad),
        whole.event("compared", n + 1, "ffffffff", **bad, part="memory", change="missing"),
    )
    assert "Les Puces : messages reçus : 2. À revoir : la mémoire. À regarder avant que la tour parte." in told


def test_a_stop_that_comes_after_the_end_is_named(whole: House) -> None:
    told = _came_later(whole, whole.event("stop", _number(whole, "reader"), "ffffffff"))
    assert "messages reçus : 1. Quelqu’un a dit STOP. À regarder avant que la tour parte." in told


def test_what_came_after_the_end_and_is_well_sends_nobody_to_the_tower(whole: House) -> None:
    told = _came_later(whole, whole.event("seen", _number(whole, "reader"), "ffffffff", part="sound", found="ok"))
    assert "messages reçus : 1." in told
    assert "À regarder" not in told


def test_a_tower_that_would_not_be_done_is_looked_at_whatever_came(whole: House) -> None:
    """What could not be measured is no fault, and no adult would have closed the tower by it."""
    late = whole.event("compared", _number(whole, "reader"), "ffffffff", found="not-measurable")
    told = _came_later(whole, late, tower=UNKNOWN)
    assert "messages reçus : 1. À regarder avant que la tour parte." in told


def test_what_comes_before_the_end_opens_a_closed_tower_again(whole: House) -> None:
    saw(whole)
    assert whole.client.post(f"{W}/end", data={}).status_code == 303
    closing = whole.desk.closed()
    assert closing
    assert (closing.towers_done, closing.faults, closing.heard) == ((), ("ports",), {})
    assert find.everything(whole.home).records == ()
    assert "Arrivé après la fin" not in whole.client.get(f"{W}/end").text


def test_a_workshop_whose_records_cannot_be_kept_goes_on(house: House) -> None:
    def full(*_args: object) -> None:
        raise StoreFullError("Plus de place.", remedy="Libérez.")

    house.room.keep = full
    done(house)
    assert house.client.post(f"{W}/end", data={"present-11-14": "6"}).status_code == 503
    assert house.desk.closed() is None


def test_the_pages_of_a_room_keep_it_in_this_home(
    house: House, pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(house)
    served: list[Any] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **_more: served.append(app.state.classroom))
    checklist_serve(host="127.0.0.1", port=59999, plan=None, address=None)
    place = house.room.place(house.desk, "g1")
    assert place
    served[0].keep(place.plan, place.group, place.course)
    assert [one.kind for one in find.everything(pcsol_home).records] == ["checklist"]
