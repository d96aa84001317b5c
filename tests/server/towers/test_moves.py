"""Two towers become one, one becomes two, and all of it can be undone to the last column."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from pcsol.judge import codes
from pcsol.model.testing.grade import Grading
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import photo, record, tower
from pcsol.server.faults import Fault
from pcsol.server.towers import announce, rebuild
from pcsol.server.towers import rows as towers
from pcsol.server.towers.deeds import changes, moves
from pcsol.server.towers.deeds.undo import undo
from tests.server.house import House, marks, probe
from tests.server.house import record as made
from tests.server.towers.stock import COORDINATOR, do, intake, last_event, rows, seen
from tests.towers import WHEN
from tests.unit.certificate.papers import PAPERS

CODES = tuple(codes.compose("VAL", number) for number in (44, 45))
SERIALS = ("TOURINVENTEE1", "TOURINVENTEE2", "TOURINVENTEE3")


def _records(house: House, number: int) -> list[int]:
    with house.hub.database.reading() as connection:
        return moves.counted(connection, "records", number)


def _rebuilt(house: House) -> dict[int, dict[str, Any]]:
    with house.hub.database.writing() as connection:
        for number in connection.scalars(select(tower.c.number)).all():
            rebuild.rebuild(connection, rebuild.hold(connection, number)[number])
    return rows(house)


def _announced(house: House) -> int:
    with house.hub.database.writing() as connection:
        caller = Caller("person", 1, "Camille", house.structures["Valmy"], Role.COORDINATOR)
        said = announce.Expected(CODES[0], None, "INV-9", SERIALS[2], "OptiPlex 3020")
        return announce.announce(connection, house.clock(), caller, house.structures["Valmy"], said)


def test_what_a_donor_said_of_an_announced_tower_stays_when_its_row_is_made_anew(house: House) -> None:
    number = _announced(house)
    before = rows(house)
    assert (before[number]["model"], before[number]["serial"]) == ("OptiPlex 3020", SERIALS[2])
    assert _rebuilt(house) == before


def test_a_tower_is_found_by_a_piece_of_the_code_of_one_that_was_merged_into_it(house: House) -> None:
    bench = house.bench()
    for number, code in enumerate((*CODES, codes.compose("VAL", 46)), 1):
        seen(house, bench, f"TOURINVENTEE{number}", code)
    house.person("camille", "coordinator")
    house.enter("camille")

    def found(q: str) -> list[str]:
        towers = house.client.get("/api/v1/towers", params={"q": q}).json()["towers"]
        return sorted(one["code"] for one in towers)

    do(house, moves.merge, 2, 1, "même tour")
    assert found("0044") == [CODES[1]]
    assert found("val-004") == [CODES[1], codes.compose("VAL", 46)]
    do(house, moves.merge, 3, 2, "encore la même")
    assert found("0044") == found("0045") == [codes.compose("VAL", 46)], "through both of them"
    assert found("0044 zzz") == []
    assert "ix_tower_merged_into" in _how(house, "0044"), "few are read for it, of however many"
    house.client.cookies.clear()
    house.person("louise", "coordinator", "Lilas")
    house.enter("louise")
    assert found("0044") == []


def _how(house: House, q: str) -> str:
    """How SQLite finds what was merged; PostgreSQL decides by how many there are."""
    asked: list[Any] = []
    caller = Caller("person", 1, "Camille", house.structures["Valmy"], Role.COORDINATOR)
    with house.hub.database.reading() as connection:
        if not house.hub.database.is_sqlite:
            return "ix_tower_merged_into"
        event.listen(
            connection, "before_cursor_execute", lambda _c, _r, text, given, *_more: asked.append((text, given))
        )
        towers.page(connection, caller, towers.Wanted(q=q))
        text, given = next(one for one in asked if "SELECT tower.merged_into" in one[0])
        return str(connection.exec_driver_sql("EXPLAIN QUERY PLAN " + text, given).all())


def test_an_announced_tower_that_was_merged_and_taken_apart_is_as_before(house: House) -> None:
    one, *_others = _towers(house)
    number = _announced(house)
    before = rows(house)
    do(house, moves.merge, one, number, "même tour")
    do(house, undo, last_event(house, "merge"))
    assert rows(house) == before


def _towers(house: House) -> list[int]:
    """Three towers with a past: probes old and new, an intake, papers, a doubt, a tower without a code."""
    bench = house.bench()
    seen(house, bench, SERIALS[0], "VAL-0042-D")
    bench.sends(made(intake(asset="INV-7"), house.clock(), "intake", "VAL-0042-D"))
    late = made(probe(disks=()), house.clock(), code="VAL-0042-D", seen=marks(SERIALS[0]))
    house.clock.go(days=2)
    seen(house, bench, SERIALS[0], "VAL-0042-D", disks=None)
    bench.sends(late)
    graded = {"function": "D", "destination": "parts", "label": "for-parts"}
    bench.sends(made(Grading(taken_at=WHEN, pcsol="0", **graded), house.clock(), "grade", "VAL-0042-D"))
    bench.sends(made(PAPERS["destroyed"], house.clock(), "destruction", "VAL-0042-D"))
    bench.sends(made(intake("VAL-0043-E", asset="é" * 99 + "ﷺ"), house.clock(), "intake", "VAL-0043-E"))
    house.clock.go(hours=1)
    seen(house, bench, SERIALS[1], "VAL-0043-E")
    seen(house, bench, SERIALS[1] + "B", "VAL-0043-E")
    seen(house, bench, SERIALS[2])
    return sorted(rows(house))


def test_a_row_made_anew_is_what_arrival_made(house: House) -> None:
    _towers(house)
    before = rows(house)
    assert [row["doubt"] for row in before.values()] == [None, "other-marks", None]
    assert next(row["asset"] for row in before.values()) == "INV-7"
    assert _rebuilt(house) == before


def test_two_towers_become_one(house: House) -> None:
    one, two, _three = _towers(house)
    do(house, moves.merge, one, two, "même tour")
    found = rows(house)
    assert (found[one]["records"], found[two]["records"]) == (9, 0)
    assert found[one]["counted"] == 9
    assert found[one]["marks"] == {("system-serial", value) for value in (SERIALS[0], SERIALS[1], SERIALS[1] + "B")}
    assert found[two]["marks"] == set()
    assert (found[one]["model"], found[two]["merged_into"]) == (f"Modèle {SERIALS[1]}B", one)
    assert (found[one]["code"], found[one]["asset"]) == ("VAL-0042-D", "INV-7")


def test_what_comes_later_for_either_counts_to_the_one_without_a_doubt(house: House) -> None:
    one, two, _three = _towers(house)
    do(house, moves.merge, one, two, "")
    bench = house.bench(name="banc 2")
    for code, serial in ((None, SERIALS[1]), ("VAL-0043-E", SERIALS[0]), ("VAL-0042-D", SERIALS[1] + "B")):
        seen(house, bench, serial, code)
    found = rows(house)
    assert (found[one]["records"], found[one]["doubt"]) == (12, None)
    assert len(found) == 3


def test_undoing_a_merge_takes_along_what_came_later_by_the_old_code(house: House) -> None:
    one, two, _three = _towers(house)
    do(house, moves.merge, one, two, "")
    bench = house.bench(name="banc 2")
    house.clock.go(minutes=1)
    seen(house, bench, SERIALS[1], "VAL-0043-E")
    seen(house, bench, SERIALS[0], "VAL-0042-D")
    do(house, undo, last_event(house, "merge"))
    found = rows(house)
    assert (found[one]["records"], found[two]["records"]) == (7, 4)


def test_one_tower_becomes_two(house: House) -> None:
    one, *_others = _towers(house)
    records = _records(house, one)
    other = do(house, moves.split, one, [records[1]], "", "une autre")
    found = rows(house)
    assert (found[one]["records"], found[other]["records"]) == (5, 1)
    assert (found[one]["asset"], found[other]["asset"]) == (None, "INV-7")
    assert (found[one]["state"], found[other]["state"]) == ("to-check", "received")
    assert other not in (1, 2, 3)


@pytest.mark.parametrize("chosen", ["none", "all", "another's"])
def test_a_split_takes_some_and_not_all(house: House, chosen: str) -> None:
    one, two, _three = _towers(house)
    wanted = {"none": [], "all": _records(house, one), "another's": _records(house, two)}[chosen]
    before = rows(house)
    with pytest.raises(Fault) as fault:
        do(house, moves.split, one, wanted, "", "")
    assert fault.value.status == 422
    assert rows(house) == before


def test_deeds_upon_deeds_are_undone_in_their_order(house: House) -> None:
    one, two, three = _towers(house)
    do(house, moves.merge, one, two, "")
    first = last_event(house, "merge")
    do(house, moves.merge, three, one, "")
    with pytest.raises(Fault) as fault:
        do(house, undo, first)
    assert fault.value.status == 409
    do(house, undo, last_event(house, "merge"))
    do(house, undo, first)
    with pytest.raises(Fault):
        do(house, undo, first)


def test_photos_go_along_and_come_back(house: House) -> None:
    one, two, _three = _towers(house)
    values = {
        "structure": house.structures["Valmy"], "tower": two, "made_at": house.clock(), "who": "x", "caption": "",
        "digest": "0", "width": 1, "height": 1, "content": b"", "small": b"",
    }  # fmt: skip
    with house.hub.database.writing() as connection:
        connection.execute(photo.insert().values(values))

    def at() -> int:
        with house.hub.database.reading() as connection:
            return int(connection.execute(select(photo.c.tower)).scalar_one())

    do(house, moves.merge, one, two, "")
    assert at() == one
    do(house, undo, last_event(house, "merge"))
    assert at() == two


def test_two_structures_never_merge_and_strangers_see_nothing(house: House) -> None:
    seen(house, house.bench(), SERIALS[0])
    seen(house, house.bench("Lilas"), SERIALS[1])
    one, two = sorted(rows(house))
    with pytest.raises(Fault) as fault:
        do(house, moves.merge, one, two, "")
    assert fault.value.status == 409
    stranger = Caller("person", 9, "x", house.structures["Valmy"], Role.COORDINATOR)
    with pytest.raises(Fault) as fault:
        do(house, moves.merge, one, two, "", by=stranger)
    assert fault.value.status == 404


WHAT = ("merge", "split", "state", "asset", "code", "settle", "undo")
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), *[st.integers(0, 9)] * 2, st.sets(st.integers(0, 9))), max_size=8)
Step = tuple[str, int, int, set[int]]


def _deed(house: House, step: Step, whole: list[int]) -> None:
    """One deed; what is there to choose from is chosen by place, so that the same steps do the same."""
    what, one, two, several = step
    number = whole[one % len(whole)]
    mine = _records(house, number)
    deeds = {
        "merge": (moves.merge, number, whole[two % len(whole)], ""),
        "split": (moves.split, number, [mine[place] for place in several if place < len(mine)], "", ""),
        "state": (changes.set_state, number, ("ready", "given", "for-parts")[two % 3], "x"),
        "asset": (changes.set_asset, number, ("A", "B", "")[two % 3], ""),
        "code": (changes.set_code, number, (*CODES, "")[two % 3], ""),
        "settle": (changes.settle, number, "vu"),
    }
    do(house, *deeds[what])


def _step(house: House, step: Step, undoable: list[int]) -> None:
    """Do something, or undo any of what was done; what is refused changes nothing."""
    before = rows(house)
    if step[0] == "undo":
        if undoable and _undone(house, undoable[step[1] % len(undoable)]):
            undoable.pop(step[1] % len(undoable))
        return
    try:
        _deed(house, step, [key for key, row in before.items() if row["merged_into"] is None])
    except Fault:
        assert rows(house) == before
        return
    if rows(house) != before:
        undoable.append(last_event(house, step[0]))


def _undone(house: House, number: int) -> bool:
    """Undo this; False where it is refused, because something that came later builds upon it."""
    before = rows(house)
    try:
        do(house, undo, number)
    except Fault:
        assert rows(house) == before
        return False
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_whatever_is_done_and_undone_leaves_every_row_as_it_was(house: House, steps: list[Step]) -> None:
    """Some deeds undone in any order, then the others, the last one first: rows, marks and counts are what they were;
    and at each step a row made anew is the row that is there."""
    if not rows(house):
        _towers(house)
    before = rows(house)
    undoable: list[int] = []
    for step in steps:
        house.clock.go(minutes=1)
        _step(house, step, undoable)
        assert all(row["records"] == row["counted"] for row in rows(house).values())
    found = rows(house)
    assert _rebuilt(house) == found
    while left := [number for number in reversed(undoable) if not _undone(house, number)]:
        if len(left) == len(undoable):  # what was done to a tower that a split had made, and that is one again
            break
        undoable = left[::-1]
    after = rows(house)
    assert {number: row for number, row in after.items() if number in before} == before
    assert all(row["records"] == 0 and row["merged_into"] for number, row in after.items() if number not in before)


def test_records_are_never_changed_by_it(house: House) -> None:
    one, two, _three = _towers(house)
    with house.hub.database.reading() as connection:
        before = [
            (row.id, row.digest, row.content) for row in connection.execute(select(record).order_by(record.c.number))
        ]
    do(house, moves.merge, one, two, "")
    do(house, moves.split, one, _records(house, one)[:2], "", "")
    with house.hub.database.reading() as connection:
        assert [
            (row.id, row.digest, row.content) for row in connection.execute(select(record).order_by(record.c.number))
        ] == before
    assert COORDINATOR.who
