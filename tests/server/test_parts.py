"""Parts go from a tower into the stock and into another one, and both towers tell."""

import json
import re
from typing import Any

import pytest

from pcsol.server.database.tables import event, part
from pcsol.server.parts.offered import offered
from tests.server.house import House, marks, probe, record
from tests.towers import HOSTILE, MANY_DISKS, SILENT

ONE, OTHER = "/towers/VAL-0042-D/parts", "/towers/VAL-0043-E/parts"
DISK = {"kind": "disk", "description": "ST500DM002", "serial": "ZINVENTED1"}


def _towers(house: House, of: str = "Valmy", codes: tuple[str, ...] = ("VAL-0042-D", "VAL-0043-E")) -> None:
    bench = house.bench(of)
    for code in codes:
        bench.sends(record(probe(), house.clock(), code=code, seen=marks(f"SERIAL{code}")))


def _enter(house: House, of: str | None = "Valmy", login: str = "camille") -> None:
    house.client.cookies.clear()
    house.person(login, "volunteer", of)
    house.enter(login)


def _parts(house: House) -> list[Any]:
    with house.hub.database.reading() as connection:
        return list(connection.execute(part.select().order_by(part.c.number)))


def _events(house: House) -> list[tuple[int, str]]:
    with house.hub.database.reading() as connection:
        return [(row.tower, row.kind) for row in connection.execute(event.select().order_by(event.c.number))]


def test_disks_and_modules_of_the_last_probe_are_offered() -> None:
    kinds = [one.kind for one in offered(probe())]
    assert kinds == ["disk", "memory"]
    assert offered(SILENT) == []
    assert all(one.description.isprintable() for one in offered(HOSTILE))
    assert len(offered(MANY_DISKS)) < 11, "a disk that is told twice is one, and a stick of a person's is none"


def test_a_part_goes_from_one_tower_to_another_and_back(house: House) -> None:
    _towers(house)
    _enter(house)
    page = house.client.get(ONE).text
    assert "ZINVENTED1" in page
    assert house.post(ONE, **DISK).status_code == 303
    assert 'name="serial" value="ZINVENTED1"' not in house.client.get(ONE).text, "it is out"
    assert "ZINVENTED1" in house.client.get("/parts?q=zinvented").text
    assert house.post("/parts/1/fit", to="val 0043 e").status_code == 303
    assert "ZINVENTED1" not in house.client.get("/parts").text
    assert re.search("ZINVENTED1.*VAL-0043-E", house.client.get(ONE).text, re.DOTALL)
    assert house.post("/parts/1/fit", to="VAL-0042-D").status_code == 404, "it is in a tower"
    house.post("/parts/1/undo", next=OTHER)
    assert _parts(house)[0].fitted_to is None
    house.post("/parts/1/undo")
    assert "ZINVENTED1" not in house.client.get("/parts").text
    assert house.post("/parts/1/undo").status_code == 404
    assert _events(house) == [
        (1, "part-taken"), (2, "part-fitted"), (1, "part-moved"), (2, "part-undone"), (1, "part-undone"),
    ]  # fmt: skip


def test_events_say_which_part_it_was(house: House) -> None:
    _towers(house)
    _enter(house)
    house.post(ONE, **DISK)
    with house.hub.database.reading() as connection:
        row = connection.execute(event.select()).one()
    assert row.who == "Camille"
    assert json.loads(row.details) == {"part": 1, **DISK}


def test_one_part_is_not_twice_in_stock(house: House) -> None:
    _towers(house)
    _enter(house)
    house.post(ONE, **DISK)
    assert house.post(OTHER, **DISK).status_code == 422
    assert house.post(OTHER, **{**DISK, "serial": ""}).status_code == 303
    assert len(_parts(house)) == 2


@pytest.mark.parametrize("change", [{"kind": "<b>"}, {"description": " "}, {"description": "\x07"}])
def test_a_part_without_a_name_is_refused(house: House, change: dict[str, str]) -> None:
    _towers(house)
    _enter(house)
    assert house.post(ONE, **{**DISK, **change}).status_code == 422
    assert _parts(house) == []


def test_a_code_that_no_tower_bears_is_told(house: House) -> None:
    _towers(house)
    _enter(house)
    house.post(ONE, **DISK)
    for typed in ("VAL-0099-X", "nonsense", "", "<script>"):
        answer = house.post("/parts/1/fit", to=typed)
        assert answer.status_code == 422
        assert "<script>" not in answer.text


def test_another_structures_parts_are_not_there(house: House) -> None:
    _towers(house)
    _towers(house, "Lilas", ("LIL-0001-C",))
    _enter(house)
    house.post(ONE, **DISK)
    _enter(house, None, "frederique")
    assert house.post("/parts/1/fit", to="n-3").status_code == 422, "not across structures, even for the federation"
    _enter(house, "Lilas", "louise")
    assert "ZINVENTED1" not in house.client.get("/parts").text
    assert house.client.get(ONE).status_code == 404
    assert house.post(ONE, **DISK).status_code == 404
    assert house.post("/parts/1/undo").status_code == 404
    assert house.post("/parts/1/fit", to="n-3").status_code == 404


def test_the_stock_is_read_page_by_page(house: House) -> None:
    _towers(house)
    _enter(house)
    for number in range(53):
        house.post(ONE, kind="fan", description=f"fan {number}", serial="")
    first = house.client.get("/parts?kind=fan").text
    more = re.search(r'href="(/parts\?[^"]*before=[^"]*)"', first)
    assert more is not None
    second = house.client.get(more[1].replace("&amp;", "&")).text
    assert len(re.findall(r"fan \d+</th>", first)) + len(re.findall(r"fan \d+</th>", second)) == 53
