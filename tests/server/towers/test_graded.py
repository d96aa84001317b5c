"""What the newest grade says stands in the lists, as on the page of the tower: filters, files, figures, today."""

import csv
import io
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import MetaData, insert, select

from pcsol.judge import codes
from pcsol.model.testing.grade import Grading
from pcsol.server.database.connect import Database, connect
from pcsol.server.database.tables import tower
from pcsol.server.database.upgrade import upgrade, upgrade_to
from pcsol.server.towers import rebuild
from pcsol.server.towers.deeds import moves
from pcsol.server.towers.deeds.undo import undo
from pcsol.server.towers.states import STATES
from tests.server.databases import BOTH
from tests.server.house import Bench, House, marks, probe
from tests.server.house import record as made
from tests.server.towers.stock import do, intake, last_event, rows, run_of, seen
from tests.towers import GOOD, GOOD_DISK, WHEN

CODE, OTHER = (codes.compose("VAL", number) for number in (42, 43))
SERIAL = "TOURINVENTEE1"
ADVICE = "Effacez-la, puis donnez-la à une famille."
SAID = (
    "function", "destination", "graded_at", "tested_at", "part_at", "other_at", "graded_function", "graded_destination",
)  # fmt: skip
# What such a record tells of the part is not read: that there is one tells that it is another.
PART = intake()
GOOD_ONE = {"function": "A", "destination": "school", "label": "second-hand"}
CHANGES: dict[str, dict[str, Any]] = {
    "disk": {"disks": (GOOD_DISK.model_copy(update={"serial": "ZAUTRE"}),)},
    "memory": {"memory": GOOD.memory.model_copy(update={"total_bytes": 8 << 30})},
    "processor": {"processor": GOOD.processor.model_copy(update={"model": "another"})},
}


def grading(**changes: Any) -> Grading:
    plain = {"function": "D", "look": "B", "label": "for-parts", "destination": "parts"}
    return Grading(taken_at=WHEN, pcsol="0", **plain | changes)


def sends(house: House, bench: Bench, kind: str, body: Any) -> None:
    house.clock.go(minutes=1)
    bench.sends(made(body, house.clock(), kind, CODE, marks(SERIAL)))


def said(house: House) -> tuple[str | None, str | None]:
    """What the row says of its tower; a row that is made anew says the same."""
    before = rows(house)
    with house.hub.database.writing() as connection:
        for number in before:
            rebuild.rebuild(connection, rebuild.hold(connection, number)[number])
    assert rows(house) == before
    row = next(row for row in before.values() if row["code"] == CODE)
    return row["function"], row["destination"]


def state(house: House, new: str) -> None:
    house.clock.go(minutes=1)
    assert house.post(f"/towers/{CODE}/state", state=new, why="essai").status_code == 303


@pytest.fixture
def bench(house: House) -> Bench:
    found = house.bench()
    seen(house, found, SERIAL, CODE, verdict=probe().verdict.model_copy(update={"text": ADVICE}))
    house.person("dominique", "coordinator")
    house.enter("dominique")
    return found


def test_a_tower_that_failed_is_for_its_parts_until_it_is_graded_anew(house: House, bench: Bench) -> None:
    assert said(house) == (None, "school")
    sends(house, bench, "test", run_of())
    sends(house, bench, "grade", grading())
    assert said(house) == ("D", "parts")
    house.clock.go(minutes=1)
    seen(house, bench, SERIAL, CODE)
    assert said(house) == ("D", "parts"), "a look tests nothing"
    sends(house, bench, "test", run_of())
    assert said(house) == (None, "parts"), "tested, and not graded by that"
    sends(house, bench, "grade", grading(function="A", destination="school", label="second-hand"))
    assert said(house) == ("A", "school")


def test_a_grade_from_before_it_was_with_somebody_counts_no_more(house: House, bench: Bench) -> None:
    sends(house, bench, "grade", grading(function="A", destination="school"))
    state(house, "ready")
    state(house, "given")
    assert said(house) == ("A", "school")
    state(house, "returned")
    assert said(house) == (None, "school")
    do(house, undo, last_event(house, "state"))
    assert said(house) == ("A", "school")


@pytest.mark.parametrize("change", CHANGES)
def test_a_look_that_finds_it_changed_ends_a_grade_until_it_is_graded_anew(
    house: House, bench: Bench, change: str
) -> None:
    sends(house, bench, "grade", grading(**GOOD_ONE))
    few = GOOD.memory.model_copy(update={"total_bytes": (GOOD.memory.total_bytes or 0) - (8 << 20)})
    for same in ({}, {"memory": few}):
        house.clock.go(minutes=1)
        seen(house, bench, SERIAL, CODE, **same)
        assert said(house)[0] == "A", "the same tower, looked at again"
    house.clock.go(minutes=1)
    seen(house, bench, SERIAL, CODE, **CHANGES[change])
    assert said(house)[0] is None
    assert past(house) == "changed"
    assert "Une pièce en a été changée depuis cette note" in house.client.get(f"/towers/{CODE}").text
    seen(house, bench, SERIAL, CODE, **CHANGES[change])
    assert said(house)[0] is None
    sends(house, bench, "grade", grading(**GOOD_ONE))
    assert (said(house)[0], past(house)) == ("A", None)


def test_a_part_that_is_taken_out_or_fitted_ends_a_grade(house: House, bench: Bench) -> None:
    seen(house, bench, "TOURINVENTEE2", OTHER)
    sends(house, bench, "grade", grading(**GOOD_ONE))
    bench.sends(made(grading(**GOOD_ONE), house.clock(), "grade", OTHER, marks("TOURINVENTEE2")))

    def functions() -> tuple[str | None, str | None]:
        said(house)
        by_code = {row["code"]: row["function"] for row in rows(house).values()}
        return by_code[CODE], by_code[OTHER]

    assert house.post(f"/towers/{CODE}/parts", kind="memory", description="4 GiB DDR3").status_code == 303
    assert functions() == (None, "A")
    assert past(house) == "changed"
    assert house.post("/parts/1/fit", to=OTHER).status_code == 303
    assert functions() == (None, None)
    house.clock.go(minutes=1)
    bench.sends(made(grading(**GOOD_ONE), house.clock(), "grade", OTHER, marks("TOURINVENTEE2")))
    assert functions() == (None, "A")
    house.clock.go(minutes=1)
    assert house.post("/parts/1/undo").status_code == 303
    assert functions() == (None, None)
    sends(house, bench, "grade", grading(**GOOD_ONE))
    sends(house, bench, "part", PART)
    assert functions() == (None, None), "a record tells it too"
    one, two = sorted(rows(house))
    sends(house, bench, "grade", grading(**GOOD_ONE))
    house.clock.go(minutes=1)
    assert house.post(f"/towers/{OTHER}/parts", kind="other", description="a fan").status_code == 303
    do(house, moves.merge, one, two, "même tour")
    assert said(house)[0] is None, "what was done to the other was done to the one that both are"
    do(house, undo, last_event(house, "merge"))
    assert functions() == ("A", None)


def past(house: House) -> str | None:
    """Why its grade counts no more, as other programs are told."""
    found: str | None = house.client.get(f"/api/v1/towers/{CODE}").json()["grade"]["past"]
    return found


LATE: dict[str, tuple[list[tuple[str, Any]], str | None]] = {
    "tested": ([("grade", grading(**GOOD_ONE)), ("test", run_of()), ("grade", grading()), ("probe", probe())], "D"),
    "memory since": (
        [("probe", probe()), ("grade", grading(**GOOD_ONE)), ("probe", probe(**CHANGES["memory"]))], None,
    ),
    "memory before": (
        [("probe", probe()), ("probe", probe(**CHANGES["memory"])), ("grade", grading(**GOOD_ONE)),
         ("probe", probe(**CHANGES["memory"]))], "A",
    ),
    "disk there and back": (
        [("probe", probe()), ("grade", grading(**GOOD_ONE)), ("probe", probe(**CHANGES["disk"])), ("probe", probe())],
        None,
    ),
    "processor between two": (
        [("grade", grading()), ("probe", probe()), ("probe", probe(**CHANGES["processor"])),
         ("grade", grading(**GOOD_ONE))], "A",
    ),
    "part": ([("probe", probe()), ("grade", grading(**GOOD_ONE)), ("part", PART)], None),
}  # fmt: skip


@pytest.mark.parametrize("case", LATE)
def test_no_order_of_arrival_changes_what_is_said(house: House, bench: Bench, case: str) -> None:
    bodies, function = LATE[case]
    came = [(kind, house.clock() + timedelta(minutes=place), body) for place, (kind, body) in enumerate(bodies)]
    house.clock.go(hours=1)
    for number, order in enumerate(permutations(came)):
        serial = marks(f"AUTRE{number}")
        for kind, at, body in order:
            bench.sends(made(body, at, kind, codes.compose("VAL", 100 + number), serial))
    before = rows(house)
    said(house)
    found = {tuple(row[name] for name in SAID) for row in before.values() if row["code"] != CODE}
    assert len(found) == 1
    assert found.pop()[:2] == (function, "parts" if function == "D" else "school")


def test_what_comes_in_one_batch_is_put_in_order_too(house: House, bench: Bench) -> None:
    """Also of a tower that nobody knew before."""
    bodies = [("probe", probe()), ("grade", grading(**GOOD_ONE)), ("probe", probe(**CHANGES["memory"]))]
    letters = [
        bench.signed(made(body, house.clock() + timedelta(minutes=place), kind, OTHER, marks("NEUVE")))
        for place, (kind, body) in enumerate(bodies)
    ]
    house.clock.go(hours=1)
    answer = house.client.post(
        "/api/v1/records:batch", json={"records": letters[::-1]}, headers=bench.bearer
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    row = next(row for row in rows(house).values() if row["code"] == OTHER)
    assert (row["graded_function"], row["function"]) == ("A", None)
    said(house)


def test_a_merge_and_its_undoing_bring_the_grade_along_and_back(house: House, bench: Bench) -> None:
    seen(house, bench, "TOURINVENTEE2", OTHER)
    sends(house, bench, "grade", grading())
    before = rows(house)
    one, two = sorted(before)
    do(house, moves.merge, two, one, "même tour")
    assert (rows(house)[two]["function"], rows(house)[one]["function"]) == ("D", None)
    do(house, undo, last_event(house, "merge"))
    assert rows(house) == before


@pytest.mark.parametrize("destination", ["x" * 61, "a\x07b", "parts\u200b"])
def test_a_destination_that_no_column_holds_breaks_nothing(house: House, bench: Bench, destination: str) -> None:
    sends(house, bench, "grade", grading(function="B", destination=destination))
    assert said(house) == ("B", "school")


def test_lists_files_figures_and_other_programs_say_it(house: House, bench: Bench) -> None:
    seen(house, bench, "TOURINVENTEE2", OTHER)
    sends(house, bench, "grade", grading())

    def text(path: str) -> str:
        return house.client.get(path).text.replace("\u202f", " ").replace("\u00a0", " ")

    assert "✕ D : ne fonctionne pas" in text("/towers")
    assert CODE in text("/towers?function=D")
    assert OTHER not in text("/towers?function=D")
    assert CODE not in text("/towers?function=-")
    assert OTHER in text("/towers?function=-")
    assert CODE in text("/towers?destination=parts")
    assert OTHER not in text("/towers?destination=parts")
    assert 'href="/towers?function=D"' in text("/park")
    lines = {line["Code"]: line for line in csv.DictReader(io.StringIO(text("/towers.csv")[1:]), delimiter=";")}
    assert lines[CODE]["Fonctionnement"] == "D : ne fonctionne pas"
    assert "pour ses pièces" in lines[CODE]["Prochaine étape"]
    assert lines[OTHER]["Fonctionnement"] == "sans note"
    towers = {one["code"]: one for one in house.client.get("/api/v1/towers").json()["towers"]}
    assert (towers[CODE]["function"], towers[CODE]["destination"]) == ("D", "parts")
    assert towers[CODE]["graded_at"] == house.clock().isoformat()
    assert (towers[OTHER]["function"], towers[OTHER]["graded_at"]) == (None, None)
    assert "pour ses pièces" in towers[CODE]["next_step"]
    assert towers[OTHER]["next_step"] is None


def test_nobody_is_told_to_give_away_what_failed(house: House, bench: Bench) -> None:
    pages = "/", f"/towers/{CODE}", "/towers?c=next_step"
    for path in pages:
        assert ADVICE in house.client.get(path).text
    sends(house, bench, "grade", grading())
    assert "contrôle échoué" in house.client.get("/").text
    for path in pages:
        shown = house.client.get(path).text
        assert "ou gardez-la pour ses pièces. Dans tous les cas, effacez ses disques." in shown
        assert f">{ADVICE}<" not in shown
    assert house.client.get(f"/api/v1/towers/{CODE}").json()["next_step"].endswith("effacez ses disques.")
    sends(house, bench, "grade", grading(destination="school", label="second-hand"))
    assert "Quelque chose n’y fonctionne pas" in house.client.get("/").text


def _as_before(database: Database, of: Database) -> None:
    """Fill an older database with what a hub has, as that version kept it."""
    with database.writing() as connection, of.reading() as other:
        upgrade_to(connection, "0005")
        old, new = MetaData(), MetaData()
        old.reflect(connection)
        new.reflect(other)
        for table in old.sorted_tables:
            if table.name == "alembic_version":
                continue
            for row in other.execute(select(new.tables[table.name])).mappings():
                values = {column.name: row[column.name] for column in table.columns}
                if table.name == "tower":
                    values["destination"] = row["probed_destination"]
                connection.execute(insert(table), [values])


@pytest.mark.parametrize(
    ("database_url", "empty_url"),
    [pytest.param(*one.values * 2, id=one.id, marks=one.marks) for one in BOTH],
    indirect=True,
)
def test_a_hub_from_before_says_the_same_of_its_towers(house: House, bench: Bench, empty_url: str) -> None:
    for function, destination in (("A", "school"), ("D", "parts")):
        sends(house, bench, "grade", grading(function=function, destination=destination))
    kinds_of = (
        "grade", "grade test", "test", "grade given returned", "grade-B", "grade part", "grade disk", "disk grade",
        "grade taken",
    )  # fmt: skip
    for place, kinds in enumerate(kinds_of, 1):
        code, serial = codes.compose("VAL", 50 + place), f"AUTRE{place}"
        seen(house, bench, serial, code)
        for kind in kinds.split():
            house.clock.go(minutes=1)
            body = run_of() if kind == "test" else grading(function="B" if kind == "grade-B" else "D")
            if kind in STATES:
                assert house.post(f"/towers/{code}/state", state=kind, why="essai").status_code == 303
            elif kind == "taken":
                assert house.post(f"/towers/{code}/parts", kind="other", description="a fan").status_code == 303
            elif kind == "disk":
                seen(house, bench, serial, code, **CHANGES["disk"])
            else:
                bench.sends(made(body, house.clock(), kind.partition("-")[0], code, marks(serial)))
    broken = made(grading(), house.clock(), "grade", CODE, marks(SERIAL))
    bench.sends({**broken, "body": {"schema": "pcsol/grade/9", "function": ["A"]}})
    expected = {number: {name: row[name] for name in SAID} for number, row in rows(house).items()}
    assert {row["function"] for row in expected.values()} == {None, "B", "D"}
    there = connect(empty_url)
    _as_before(there, house.hub.database)
    upgrade(there)
    with there.reading() as connection:
        found = {
            row["number"]: {name: row[name] for name in SAID} for row in connection.execute(select(tower)).mappings()
        }
    there.close()
    assert found == expected
