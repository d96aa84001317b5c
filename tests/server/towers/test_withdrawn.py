"""An announced tower that will not come is withdrawn; codes come back with what is undone, and never twice."""

import pytest
from sqlalchemy import select

from pcsol.judge import codes
from pcsol.server.database.tables import lot_line
from pcsol.server.towers.deeds import changes, moves
from pcsol.server.towers.deeds.undo import undo
from tests.server.house import House
from tests.server.towers.stock import do, last_event, rows, seen

CODE, OTHER, THIRD = (codes.compose("VAL", number) for number in (42, 43, 44))
LIST = "INV-1\tPCINVENTED1\tThinkCentre\nINV-2\tPCINVENTED2\tOptiPlex"


def _announced(house: House) -> None:
    house.person("camille", "technician")
    house.enter("camille")
    house.post("/lots", name="2026-11-mairie", donor="Mairie", received_on="2026-11-20")
    house.post("/lots/1/lines", list=LIST, save="1")
    house.post("/lots/1/announce", line=["1", "2"])


def _state(house: House, number: int, state: str) -> int:
    row = rows(house)[number]
    return house.post(f"/towers/{row['code']}/state", state=state, why="elle ne viendra pas").status_code


def test_an_announcement_is_withdrawn_and_comes_back(house: House) -> None:
    _announced(house)
    code = rows(house)[1]["code"]
    assert code in house.client.get("/towers").text
    assert _state(house, 1, "withdrawn") == 303
    assert code not in house.client.get("/towers").text
    assert code in house.client.get("/towers?state=withdrawn").text
    assert "sur la liste seulement : 1" in house.client.get("/lots/1").text.replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    with house.hub.database.reading() as connection:
        assert connection.scalars(select(lot_line.c.tower).order_by(lot_line.c.number)).all() == [None, 2]
    house.post(f"/towers/{code}/undo", event=last_event(house, "state"))
    assert rows(house)[1]["state"] == "announced"


def test_one_that_is_here_is_not_withdrawn_and_one_that_comes_after_all_is(house: House) -> None:
    _announced(house)
    one, two = (rows(house)[number]["code"] for number in (1, 2))
    assert _state(house, 1, "withdrawn") == 303
    bench = house.bench()
    house.clock.go(hours=1)
    seen(house, bench, "PCINVENTED1", one)
    assert rows(house)[1]["state"] == "to-check"
    assert _state(house, 1, "withdrawn") == 403
    seen(house, bench, "PCINVENTED2", two)
    do(house, changes.set_state, 2, "announced", "x")
    assert _state(house, 2, "withdrawn") == 409


def test_today_is_not_filled_by_towers_that_are_only_announced(house: House) -> None:
    _announced(house)
    seen(house, house.bench(), "TOURINVENTEE1", codes.compose("VAL", 900))
    text = house.client.get("/").text
    assert rows(house)[1]["code"] not in text
    assert codes.compose("VAL", 900) in text


def test_a_code_that_was_given_away_meanwhile_does_not_come_back(house: House) -> None:
    bench = house.bench()
    house.person("camille", "coordinator")
    house.enter("camille")
    seen(house, bench, "TOURINVENTEE1", CODE)
    seen(house, bench, "TOURINVENTEE2")
    do(house, changes.set_code, 1, OTHER, "")
    first = last_event(house, "code")
    do(house, changes.set_code, 1, THIRD, "")
    second = last_event(house, "code")
    do(house, undo, first)
    do(house, changes.set_code, 2, CODE, "")
    before = rows(house)
    assert house.post("/towers/n-1/undo", event=second).status_code == 409
    assert rows(house) == before


def test_a_code_that_went_along_with_a_split_comes_back_with_it(house: House) -> None:
    bench = house.bench()
    house.person("camille", "coordinator")
    house.enter("camille")
    seen(house, bench, "TOURINVENTEE1")
    seen(house, bench, "TOURINVENTEE1", CODE)
    other = do(house, moves.split, 1, [2], "", "")
    do(house, changes.set_code, other, CODE, "")
    assert house.post("/towers/n-1/undo", event=last_event(house, "split")).status_code == 303
    assert {number: row["code"] for number, row in rows(house).items()} == {1: CODE, other: None}


def test_a_change_of_several_names_the_one_that_is_wrong_by_its_code(house: House) -> None:
    bench = house.bench()
    house.person("camille", "coordinator")
    house.enter("camille")
    seen(house, bench, "TOURINVENTEE1", CODE)
    answer = house.post("/towers/several", n="1", state="given", why="")
    assert answer.status_code == 422
    assert CODE in answer.text
    assert "n-1<" not in answer.text


@pytest.mark.parametrize("wanted", [2, None])
def test_a_line_and_its_tower_are_never_in_two_lots(house: House, wanted: int | None) -> None:
    _announced(house)
    house.post("/lots", name="2026-12-école", donor="École", received_on="")
    do(house, changes.set_lot, 1, wanted, "")
    with house.hub.database.reading() as connection:
        assert connection.scalars(select(lot_line.c.tower).order_by(lot_line.c.number)).all() == [None, 2]
    house.post("/lots/1/lines/1/match", code=rows(house)[1]["code"])
    do(house, changes.set_lot, 1, 2, "")
    assert rows(house)[1]["lot"] == 2
    with house.hub.database.writing() as connection:  # as a hub of before this left it
        connection.execute(lot_line.update().where(lot_line.c.number == 1).values(tower=1))
    house.post("/lots/1/lines/1/unmatch")
    assert rows(house)[1]["lot"] == 2, "that lot was chosen by a person"


def test_a_line_that_has_a_tower_is_matched_to_no_other(house: House) -> None:
    _announced(house)
    seen(house, house.bench(), "TOURINVENTEE9", THIRD)
    assert house.post("/lots/1/lines/1/match", code=THIRD).status_code == 404
