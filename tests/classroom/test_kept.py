"""What the end of a workshop on a page leaves in the tower's history."""

from pathlib import Path
from typing import Any

import pytest
import uvicorn

from pcsol.commands.checklist.serve import checklist_serve
from pcsol.errors import StoreFullError
from pcsol.model.probe import Clock
from pcsol.store import find
from pcsol.store.records import Moment
from pcsol.store.workshops import runs
from tests.classroom.house import SECRET, WORKSHOP, House

W = f"/f/{SECRET}/w/{WORKSHOP}"


def done(house: House) -> None:
    """The first group ends; the second one does not."""
    ticks = {f"tick-{one}": "1" for one in ("A1", "A2", "C1", "F1", "G1", "G2")}
    house.client.post(f"{W}/paper", data={"group": "g1", **ticks, "pot-1": "4"})
    house.facilitator(do="close", n="90")


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
