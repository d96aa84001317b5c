"""The same tower is recognised after a disk or memory swap, by its code, and never on a placeholder."""

import json

import pytest

from pcsol.model.hardware.machine import Mark
from pcsol.server.database.tables import event, mark, tower
from pcsol.server.letters import alike
from pcsol.server.towers.announce import columns
from tests.server.house import House, marks, probe, record

ONE = (*marks("TOURINVENTEE1"), *marks("CARTEINVENTEE1", kind="board-serial"))


def _towers(house: House) -> list[dict[str, object]]:
    with house.hub.database.reading() as connection:
        return [dict(row) for row in connection.execute(tower.select().order_by(tower.c.number)).mappings()]


def test_a_tower_is_one_after_its_disks_and_memory_were_swapped(house: House) -> None:
    bench = house.bench()
    bench.sends(record(probe(), house.clock(), seen=ONE))
    house.clock.go(days=1)
    bench.sends(
        record(
            probe(disks=(), memory=probe().memory.model_copy(update={"total_bytes": 2 << 30})), house.clock(), seen=ONE
        )
    )
    (one,) = _towers(house)
    assert (one["records"], one["memory_bytes"], one["disks"]) == (2, 2 << 30, 0)


@pytest.mark.parametrize("value", ["To Be Filled By O.E.M.", "Default string", "0123456789", "None", "00000000"])
def test_two_towers_with_a_placeholder_in_common_stay_two(house: House, value: str) -> None:
    """Even where the station took it for usable: an older PCSol knew fewer placeholders."""
    bench = house.bench()
    for _time in range(2):
        bench.sends(record(probe(), house.clock(), seen=marks(value)))
    assert len(_towers(house)) == 2


def test_a_mark_that_a_station_does_not_trust_is_not_trusted(house: House) -> None:
    bench = house.bench()
    mark = Mark(kind="system-serial", value="TOURINVENTEE1", usable=False, why="shared")
    for _time in range(2):
        bench.sends(record(probe(), house.clock(), seen=(mark,)))
    assert len(_towers(house)) == 2


def test_a_tower_that_gets_its_sticker_later_is_the_same(house: House) -> None:
    bench = house.bench()
    bench.sends(record(probe(), house.clock(), seen=ONE))
    bench.sends(record(probe(), house.clock(), code="VAL-0042-D", seen=ONE))
    (one,) = _towers(house)
    assert (one["code"], one["records"], one["doubt"]) == ("VAL-0042-D", 2, None)


def test_a_code_wins_and_marks_that_speak_against_it_are_told(house: House) -> None:
    bench = house.bench()
    bench.sends(record(probe(), house.clock(), code="VAL-0042-D", seen=ONE))
    bench.sends(record(probe(), house.clock(), code="VAL-0042-D", seen=marks("TOUTAUTRE2")))
    (one,) = _towers(house)
    assert (one["records"], one["doubt"]) == (2, "other-marks")
    with house.hub.database.reading() as connection:
        told = [json.loads(row.details) for row in connection.execute(event.select().where(event.c.kind == "doubt"))]
    assert [one["to"] for one in told] == ["other-marks"]


def test_two_codes_on_one_machine_are_told_and_kept_apart(house: House) -> None:
    bench = house.bench()
    bench.sends(record(probe(), house.clock(), code="VAL-0042-D", seen=ONE))
    bench.sends(record(probe(), house.clock(), code="VAL-0043-E", seen=ONE))
    assert [(one["code"], one["doubt"]) for one in _towers(house)] == [
        ("VAL-0042-D", None), ("VAL-0043-E", "other-code"),
    ]  # fmt: skip


def test_a_swapped_board_is_another_tower_until_somebody_says_so(house: House) -> None:
    bench = house.bench()
    bench.sends(record(probe(), house.clock(), seen=ONE))
    swapped = (*marks("TOURINVENTEE1"), *marks("CARTENEUVE2", kind="board-serial"))
    bench.sends(record(probe(), house.clock(), seen=swapped))
    assert len(_towers(house)) == 2


def test_structures_never_share_a_tower(house: House) -> None:
    for of in ("Valmy", "Lilas"):
        house.bench(of).sends(record(probe(), house.clock(), code="VAL-0042-D", seen=ONE))
    assert [(one["code"], one["records"]) for one in _towers(house)] == [("VAL-0042-D", 1), ("VAL-0042-D", 1)]


def test_an_old_record_that_comes_late_does_not_hide_the_newer(house: House) -> None:
    bench = house.bench()
    old = record(probe(disks=()), house.clock(), code="VAL-0042-D", seen=ONE)
    house.clock.go(days=7)
    bench.sends(record(probe(), house.clock(), code="VAL-0042-D", seen=ONE))
    bench.sends(old)
    (one,) = _towers(house)
    assert (one["records"], one["disks"]) == (2, len(probe().disks or ()))


def test_a_clock_that_runs_ahead_does_not_make_a_record_the_newest_for_ever(house: House) -> None:
    bench = house.bench()
    future = record(probe(disks=()), house.clock().replace(year=2099), code="VAL-0042-D", seen=ONE)
    bench.sends(future)
    house.clock.go(days=1)
    bench.sends(record(probe(), house.clock(), code="VAL-0042-D", seen=ONE))
    (one,) = _towers(house)
    assert one["disks"] == len(probe().disks or ())
    assert str(one["seen_at"]) < "2027"


def test_letters_of_one_tower_that_come_together_make_one_tower(house: House) -> None:
    bench = house.bench()
    several = [bench.signed(record(probe(), house.clock(), seen=ONE)) for _time in range(20)]
    answer = house.client.post("/api/v1/records:batch", json={"records": several}, headers=bench.bearer)
    assert {one["status"] for one in answer.json()["results"]} == {201}
    (one,) = _towers(house)
    assert one["records"] == 20


def test_html_and_control_signs_stay_words(house: House) -> None:
    bench = house.bench()
    machine = probe().machine.model_copy(update={"model": "<script>alert(1)</script>\x07\x1b[31m", "serial": "a\x1bb"})
    bench.sends(record(probe(machine=machine), house.clock(), code="VAL-0042-D"))
    (one,) = _towers(house)
    assert one["model"] == "<script>alert(1)</script>[31m"


def _shared(house: House, value: str, many: int) -> None:
    with house.hub.database.writing() as connection:
        for _time in range(many):
            row = columns(house.structures["Valmy"], None, "received", house.clock(), house.clock())
            number = connection.execute(tower.insert().values(row).returning(tower.c.number)).scalar_one()
            line = {"structure": house.structures["Valmy"], "tower": number, "kind": "system-serial", "value": value}
            connection.execute(mark.insert().values(line))


@pytest.mark.parametrize("at_once", [30, 5_000])
def test_a_value_that_many_share_hides_nobody_else_s_tower(
    house: House, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Six hundred towers with one serial took up the whole answer, and the next letter's tower became a second one."""
    monkeypatch.setattr(alike, "_MOST_AT_ONCE", at_once)
    bench = house.bench()
    _shared(house, "AUCUNSERIE77", 600)
    bench.sends(record(probe(), house.clock(), seen=marks("TOURINVENTEE1")))
    again = [bench.signed(record(probe(), house.clock(), seen=marks(one))) for one in ("AUCUNSERIE77", "TOURINVENTEE1")]
    house.client.post("/api/v1/records:batch", json={"records": again}, headers=bench.bearer)
    here = [(row["records"], row["doubt"]) for row in _towers(house) if row["records"]]
    assert sorted(here) == [(1, None), (2, None)]


def test_a_value_of_a_few_towers_is_still_a_mark(house: House) -> None:
    _shared(house, "SERIEDEDEUX7", 2)
    house.bench().sends(record(probe(), house.clock(), seen=marks("SERIEDEDEUX7")))
    assert [row["doubt"] for row in _towers(house) if row["records"]] == ["several"]
