"""Lots: the donor's list meets the towers that arrive, whichever comes first."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from pcsol.judge.codes import compose
from pcsol.model.intake import Intake
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import event, lot, lot_line, tower
from pcsol.server.lots import deeds
from pcsol.server.lots import rows as lot_rows
from tests.server.house import Bench, House, marks, probe, record
from tests.towers import GOOD

LIST = "INV-1\tPCINVENTED1\tThinkCentre\nINV-2\tPCINVENTED2\tOptiPlex\nINV-3\t\tsans plaque"


def _enter(house: House, role: str = "technician", of: str | None = "Valmy") -> None:
    login = f"{role}-{of}".casefold()
    house.client.cookies.clear()
    house.person(login, role, of)
    house.enter(login)


def _lot(house: House, name: str = "2026-11-mairie", lines: str = "") -> str:
    answer = house.post("/lots", name=name, donor="Mairie de Valmy", received_on="2026-11-20")
    assert answer.status_code == 303, answer.text
    path = str(answer.headers["location"]).partition("?")[0]
    if lines:
        assert house.post(f"{path}/lines", list=lines, save="1").status_code == 303
    return path


def _rows(house: House, table: Any) -> list[dict[str, Any]]:
    with house.hub.database.reading() as connection:
        return [dict(row) for row in connection.execute(table.select().order_by(table.c.number)).mappings()]


def _arrives(bench: Bench, house: House, serial: str = "PCINVENTED1", code: str | None = None) -> None:
    machine = GOOD.machine.model_copy(update={"serial": serial})
    seen = (*marks(serial), *marks(f"BOARD{serial}", kind="board-serial"))
    bench.sends(record(probe(machine=machine), house.clock(), code=code, seen=seen))


def _received(bench: Bench, house: House, code: str, lot_name: str | None, asset: str | None) -> None:
    said = Intake(taken_at=house.clock(), pcsol="0.1", code=code, lot=lot_name, donor_asset_number=asset)
    bench.sends(record(said, house.clock(), kind="intake", code=code))


def _towers_of_lines(house: House) -> list[int | None]:
    return [row["tower"] for row in _rows(house, lot_line)]


def test_a_list_is_looked_at_before_it_is_kept(house: House) -> None:
    _enter(house)
    path = _lot(house)
    page = house.post(f"{path}/lines", list=LIST)
    assert page.status_code == 200
    assert "PCINVENTED2" in page.text
    assert _rows(house, lot_line) == []
    assert house.post(f"{path}/lines", list=LIST, save="1").status_code == 303
    assert [(row["asset"], row["serial"]) for row in _rows(house, lot_line)] == [
        ("INV-1", "PCINVENTED1"), ("INV-2", "PCINVENTED2"), ("INV-3", ""),
    ]  # fmt: skip


def test_a_list_with_a_fault_is_not_kept_and_a_first_empty_cell_stays_one(house: House) -> None:
    _enter(house)
    path = _lot(house, lines="\tPCINVENTED1\ttour")
    assert [(row["asset"], row["serial"]) for row in _rows(house, lot_line)] == [("", "PCINVENTED1")]
    page = house.post(f"{path}/lines", list="INV-9;PCINVENTED1", save="1")
    assert page.status_code == 422
    assert len(_rows(house, lot_line)) == 1


def test_a_file_is_taken_as_well(house: House) -> None:
    _enter(house)
    path = _lot(house)
    content = "Numéro de série;Inventaire\nABCD123;INV-7\n".encode("cp1252")
    files = {"file": ("liste.csv", content, "text/csv")}
    page = house.client.post(f"{path}/lines", data={"form_key": house.form_key()}, files=files)
    assert page.status_code == 200
    assert re.search(r"INV-7.*ABCD123", page.text, re.DOTALL)


def test_a_tower_that_arrives_is_found_on_the_list_by_its_serial(house: House) -> None:
    _enter(house)
    _lot(house, lines=LIST)
    _arrives(house.bench(), house, code="VAL-0042-D")
    (one,) = _rows(house, tower)
    assert (one["lot"], one["asset"]) == (1, "INV-1")
    assert _towers_of_lines(house) == [one["number"], None, None]
    assert [row["kind"] for row in _rows(house, event)] == ["asset", "lot"]
    assert "inv-1" in one["search"]


def test_a_tower_that_was_here_first_is_found_when_the_list_comes(house: House) -> None:
    bench = house.bench()
    _arrives(bench, house, "PCINVENTED2", "VAL-0042-D")
    _received(bench, house, "VAL-0043-E", None, "inv-3")
    _enter(house)
    _lot(house, lines=LIST)
    first, second = _rows(house, tower)
    assert _towers_of_lines(house) == [None, first["number"], second["number"]]
    assert (first["asset"], second["asset"]) == ("INV-2", "inv-3"), "what was said at the bench stays"


def test_intake_names_the_lot_and_the_donors_number(house: House) -> None:
    _enter(house)
    _lot(house, lines=LIST)
    _received(house.bench(), house, "VAL-0042-D", "2026-11-mairie", "INV-3")
    (one,) = _rows(house, tower)
    assert (one["lot"], one["state"]) == (1, "received")
    assert _towers_of_lines(house) == [None, None, one["number"]]


def test_a_lot_that_only_a_bench_knows_is_begun(house: House) -> None:
    bench = house.bench()
    _received(bench, house, "VAL-0042-D", "don de Noël", "INV-8")
    _received(bench, house, "VAL-0043-E", "don de Noël", "INV-9")
    (made,) = _rows(house, lot)
    assert (made["name"], made["donor"]) == ("don de Noël", "")
    assert {row["lot"] for row in _rows(house, tower)} == {made["number"]}
    _enter(house)
    assert house.post("/lots/1", name="Noël", donor="Famille").status_code == 303
    assert _rows(house, lot)[0]["donor"] == "Famille"


def test_a_number_that_two_donors_use_is_left_to_a_person(house: House) -> None:
    _enter(house)
    _lot(house, "mairie", "INV-1\t\t")
    _lot(house, "école", "INV-1\t\t")
    bench = house.bench()
    _received(bench, house, "VAL-0042-D", None, "INV-1")
    assert _towers_of_lines(house) == [None, None]
    _received(bench, house, "VAL-0043-E", "école", "INV-1")
    assert _towers_of_lines(house)[0] is None
    assert _towers_of_lines(house)[1] is not None


def test_a_placeholder_on_the_list_is_nobodys_serial(house: House) -> None:
    _enter(house)
    _lot(house, lines="INV-1\tTo Be Filled By O.E.M.\ttour")
    _arrives(house.bench(), house, "TO BE FILLED BY O.E.M.", "VAL-0042-D")
    assert _towers_of_lines(house) == [None]


def test_another_structures_list_is_not_looked_at(house: House) -> None:
    _enter(house)
    _lot(house, lines=LIST)
    _arrives(house.bench("Lilas"), house)
    assert _towers_of_lines(house) == [None, None, None]


def test_towers_are_announced_with_codes_and_known_when_they_boot(house: House) -> None:
    _enter(house)
    path = _lot(house, lines=LIST)
    assert house.post(f"{path}/announce", line=["1", "2"]).status_code == 303
    announced = _rows(house, tower)
    assert [(one["code"], one["state"], one["asset"]) for one in announced] == [
        (compose("VAL", 1), "announced", "INV-1"), (compose("VAL", 2), "announced", "INV-2"),
    ]  # fmt: skip
    _arrives(house.bench(), house, "PCINVENTED2")
    arrived = _rows(house, tower)[1]
    assert (arrived["state"], arrived["records"], arrived["doubt"]) == ("to-check", 1, None)
    assert len(_rows(house, tower)) == 2
    assert house.post(f"{path}/announce", line=["1", "2"]).status_code == 303, "again: nothing more"
    assert len(_rows(house, tower)) == 2


def test_a_person_matches_and_takes_apart_again(house: House) -> None:
    _enter(house)
    path = _lot(house, lines="INV-3\t\tsans plaque\nINV-4\t\t")
    _arrives(house.bench(), house, code="VAL-0042-D")
    assert house.post(f"{path}/lines/1/match", code="VAL-0042-X").status_code == 422
    assert house.post(f"{path}/lines/1/match", code="val 0042 d").status_code == 303
    (one,) = _rows(house, tower)
    assert (one["lot"], one["asset"]) == (1, "INV-3")
    assert house.post(f"{path}/lines/2/match", code="VAL-0042-D").status_code == 422, "a tower is one machine"
    assert house.post(f"{path}/lines/1/unmatch").status_code == 303
    assert _towers_of_lines(house) == [None, None]
    (one,) = _rows(house, tower)
    assert (one["lot"], one["asset"]) == (None, None)
    assert [row["kind"] for row in _rows(house, event)] == ["lot", "asset", "lot", "asset"]


def test_what_a_person_took_apart_stays_apart_when_the_tower_is_looked_at_again(house: House) -> None:
    _enter(house)
    path = _lot(house, lines=LIST)
    bench = house.bench()
    _arrives(bench, house, code="VAL-0042-D")
    assert _towers_of_lines(house) == [1, None, None]
    assert house.post(f"{path}/lines/1/unmatch").status_code == 303
    _arrives(bench, house, code="VAL-0042-D")
    assert _towers_of_lines(house) == [None, None, None]
    (one,) = _rows(house, tower)
    assert (one["lot"], one["asset"]) == (None, None)
    assert house.post(f"{path}/lines/1/match", code="VAL-0042-D").status_code == 303
    assert _towers_of_lines(house) == [1, None, None]


def test_a_line_is_taken_off_and_put_back(house: House) -> None:
    _enter(house)
    path = _lot(house, lines=LIST)
    answer = house.post(f"{path}/lines/3/remove")
    page = house.client.get(answer.headers["location"])
    assert "INV-3" not in page.text
    assert f"{path}/lines/3/restore" in page.text
    house.post(f"{path}/lines/3/restore")
    assert "INV-3" in house.client.get(path).text


def test_the_pages_show_where_a_lot_stands(house: House) -> None:
    _enter(house)
    path = _lot(house, lines=LIST)
    _arrives(house.bench(), house, code="VAL-0042-D")
    page = house.client.get(path).text
    assert "VAL-0042-D" in page
    assert "2026-11-mairie" in house.client.get("/lots").text


def test_a_line_follows_its_tower_when_that_is_merged_into_another(house: House) -> None:
    _enter(house)
    path = _lot(house, lines=LIST)
    bench = house.bench()
    _arrives(bench, house, code="VAL-0042-D")
    _arrives(bench, house, "AUTRE77", "VAL-0043-E")
    with house.hub.database.writing() as connection:
        connection.execute(tower.update().where(tower.c.number == 1).values(merged_into=2))
        connection.execute(tower.update().where(tower.c.number == 2).values(lot=1))
    page = house.client.get(path).text
    assert "VAL-0042-D" not in page
    assert page.count('href="/towers/VAL-0043-E"') == 1, "on its line, and not once more below"


def test_two_lots_of_a_structure_have_two_names(house: House) -> None:
    _enter(house)
    path = _lot(house)
    assert house.post("/lots", name="2026-11-mairie").status_code == 422
    assert house.post("/lots", name=" ").status_code == 422
    assert house.post(path, name="2026-11-mairie", donor="x").status_code == 303
    assert len(_rows(house, lot)) == 1


@pytest.mark.parametrize(
    "deed", ["", "/lines", "/announce", "/lines/1/match", "/lines/1/unmatch", "/lines/1/remove", "/lines/1/restore"]
)
def test_another_structures_lot_is_not_there(house: House, deed: str) -> None:
    _enter(house)
    path = _lot(house, lines=LIST)
    before = _rows(house, lot_line), _rows(house, lot)
    _enter(house, of="Lilas")
    assert house.client.get(path).status_code == 404
    fields = {"name": "x", "list": "A;B", "save": "1", "line": "1", "code": "VAL-0042-D"}
    assert house.post(f"{path}{deed}", **fields).status_code == 404
    assert (_rows(house, lot_line), _rows(house, lot)) == before
    _enter(house, "volunteer")
    assert house.client.get(path).status_code == 200
    assert house.post(f"{path}{deed}", **fields).status_code == 403


def test_html_in_a_list_stays_words(house: House) -> None:
    _enter(house)
    path = _lot(house, lines="<script>alert(1)</script>\tABCD123\t<b>x")
    page = house.client.get(path).text
    assert "<script>alert" not in page
    assert "<b>x" not in page


@pytest.mark.parametrize("path", ["/lots/0", "/lots/999999999999999999999999", "/lots/x", "/lots/7"])
def test_a_lot_that_is_not_there_is_told_so(house: House, path: str) -> None:
    _enter(house)
    assert house.client.get(path).status_code in {404, 422}


def test_two_who_announce_the_same_line_at_once_make_one_tower_of_it(house: House) -> None:
    """On PostgreSQL two processes do it side by side: one of them waits, and finds nothing left to do."""
    _enter(house)
    house.post("/lots", name="2026-11-mairie", donor="Mairie", received_on="2026-11-20")
    house.post("/lots/1/lines", list="INV-1\tPCINVENTED1\tThinkCentre\nINV-2\tPCINVENTED2\tOptiPlex", save="1")
    caller = Caller("person", 1, "Camille", house.structures["Valmy"], Role.COORDINATOR)
    together = threading.Barrier(2)

    def announce() -> int:
        together.wait(10)
        with house.hub.database.writing() as connection:
            of = lot_rows.one(connection, caller, 1)
            assert of is not None
            return deeds.announce_lines(connection, house.clock(), caller, of, [1, 2])

    with ThreadPoolExecutor(2) as pool:
        made = [one.result(60) for one in [pool.submit(announce) for _who in range(2)]]
    assert sorted(made) == [0, 2]
    with house.hub.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tower)) == 2
