"""Leave whose hours are over is told apart from a no: an erasure that was cut off goes on after the one alone."""

import pytest
from sqlalchemy import update

from pcsol.server.database.tables import tower as towers
from tests.server.at_the_bench import Tower, of_the_lot, with_a_lot
from tests.server.house import House


@pytest.fixture
def room(house: House) -> House:
    return with_a_lot(house)


@pytest.fixture
def one(room: House) -> Tower:
    return of_the_lot(room)


def _arms(house: House) -> None:
    assert house.post("/bench/arm", lot=1, disk=["1:ZTOUR1"], count=1).status_code == 303


def _doubts(house: House, doubt: str | None) -> None:
    with house.hub.database.writing() as connection:
        connection.execute(update(towers).where(towers.c.number == 1).values(doubt=doubt))


def test_that_its_hours_are_over_is_told_apart_from_a_no(room: House, one: Tower) -> None:
    """An erasure that was cut off after them goes on, and one that somebody took back does not."""
    assert one.asks()["lapsed"] is False
    _arms(room)
    assert one.asks()["lapsed"] is False  # it stands
    room.clock.go(minutes=121)
    assert (one.asks()["armed"], one.asks()["lapsed"]) == (None, True)
    _doubts(room, "same-marks")
    assert one.asks()["lapsed"] is False
    _doubts(room, None)
    assert room.post(f"/towers/{one.code}/state", state="ready", why="x").status_code == 303
    assert one.asks()["lapsed"] is False


@pytest.mark.parametrize("is_told", [True, False])
def test_what_was_taken_back_or_never_heard_of_is_not_merely_over(room: House, one: Tower, *, is_told: bool) -> None:
    _arms(room)
    if is_told:
        one.asks()
        assert room.post("/bench/arm/withdraw", arming="1", lot="1").status_code == 303
    room.clock.go(minutes=121)
    assert one.asks()["lapsed"] is False
