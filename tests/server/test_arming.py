"""Leave to erase is a person's, for these disks of this tower, and whatever changed since ends it."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select, update

from pcsol.server.access.caller import Caller, Role
from pcsol.server.bench.arming import deeds
from pcsol.server.database.tables import arming, audit, event, lot
from pcsol.server.database.tables import tower as towers
from pcsol.server.faults import Fault
from tests.server.at_the_bench import Tower, of_the_lot, tower, with_a_lot
from tests.server.house import House, record
from tests.towers import GOOD, GOOD_DISK
from tests.unit.certificate.erasures import KEY
from tests.unit.certificate.papers import PAPERS


@pytest.fixture
def room(house: House) -> House:
    return with_a_lot(house)


@pytest.fixture
def one(room: House) -> Tower:
    return of_the_lot(room)


def _arms(house: House, *ticks: str, count: int | str | None = None, lot_: int = 1) -> Response:
    chosen = {tick.partition(":")[0] for tick in ticks}
    return house.post("/bench/arm", lot=lot_, disk=list(ticks), count=len(chosen) if count is None else count)


def _armed(house: House) -> list[Any]:
    with house.hub.database.reading() as connection:
        return list(connection.execute(select(arming).where(arming.c.withdrawn_at.is_(None))))


def _sets(house: House, **values: Any) -> None:
    with house.hub.database.writing() as connection:
        connection.execute(update(towers).where(towers.c.number == 1).values(values))


def test_a_tower_that_merely_booted_is_never_armed(one: Tower) -> None:
    assert one.asks(word="waits")["armed"] is None


def test_exactly_the_chosen_disks_are_ordered_for_two_hours_by_name(room: House, one: Tower) -> None:
    answer = _arms(room, "1:ZTOUR1")
    assert answer.headers["location"] == "/bench/arm?lot=1&told=armed", answer.text
    assert one.asks(disks=["ZTOUR1", "ZAUTRE"])["armed"] == {
        "until": "2026-11-27T11:00:00Z", "disks": ["ZTOUR1"], "by": "Camille", "lot": "2026-11-mairie",
    }  # fmt: skip
    room.clock.go(hours=2)
    assert one.asks()["armed"] is None


def test_it_stands_in_the_log_and_on_the_tower(room: House, one: Tower) -> None:
    _arms(room, "1:ZTOUR1")
    with room.hub.database.reading() as connection:
        (line,) = connection.execute(select(audit).where(audit.c.action == "armed")).all()
        (noted,) = connection.execute(select(event).where(event.c.kind == "armed")).all()
    assert (line.who, line.subject) == ("Camille", f"{one.code}: ZTOUR1")
    assert (noted.who, json.loads(noted.details)["disks"], noted.at) == ("Camille", ["ZTOUR1"], room.clock())
    assert "ZTOUR1" in room.client.get(f"/towers/{one.code}").text


def test_the_page_shows_each_disk_by_model_serial_and_size(room: House, one: Tower) -> None:
    shown = room.client.get("/bench/arm?lot=1").text
    (card,) = re.findall(r'<fieldset class="card">.*?</fieldset>', shown, re.DOTALL)
    for words in (one.code, "ZTOUR1", GOOD.disks[0].model, "Go"):
        assert words in card
    assert "checked" not in card, "nobody's disk is chosen beforehand"


@pytest.mark.parametrize("count", ["", "0", "2", "x"])
def test_the_number_typed_must_be_that_of_the_towers(room: House, one: Tower, count: str) -> None:
    answer = _arms(room, "1:ZTOUR1", count=count)
    assert answer.status_code == 422
    assert "checked" in answer.text, "what was chosen stays chosen"
    assert _armed(room) == []


def test_nothing_chosen_arms_nothing(room: House, one: Tower) -> None:
    assert _arms(room, count=0).status_code == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "given"}, "donnée"), ({"state": "lent"}, "prêtée"), ({"state": "after-sales"}, "SAV"),
        ({"state": "destroyed"}, "plus dans la maison"), ({"state": "recycled"}, "plus dans la maison"),
        ({"state": "withdrawn"}, "plus dans la maison"), ({"lot": None}, "aucun lot"), ({"lot": 2}, "autre lot"),
        ({"disk_ids": None}, "pas tous connus"), ({"disk_ids": "[]"}, "pas de disque"),
        ({"disk_ids": '["Z1", "Z1"]'}, "même numéro"), ({"disk_ids": '["ZAUTRE"]'}, "n’y est plus"),
        ({"doubt": "other-marks"}, "doute"), ({"code": None}, "pas de code"),
    ],
)  # fmt: skip
def test_what_must_not_be_erased_is_refused_and_so_is_all_beside_it(
    room: House, one: Tower, change: dict[str, Any], words: str
) -> None:
    two = tower(room, 2)
    two.is_seen()
    room.post(f"/towers/{two.code}/names", lot="1")
    room.post("/lots", name="un autre lot")
    _sets(room, **change)
    answer = _arms(room, "1:ZTOUR1", "2:ZTOUR2")
    assert answer.status_code == 409
    (refused,) = re.findall(r'<div class="wrong".*?</div>', answer.text, re.DOTALL)
    assert words in refused
    assert two.code not in refused
    assert _armed(room) == []
    assert two.asks()["armed"] is None


def test_a_lot_of_another_structure_is_as_one_that_is_not_there(room: House, one: Tower) -> None:
    with room.hub.database.writing() as connection:
        made = {"structure": room.structures["Lilas"], "name": "x", "donor": "", "note": "", "made_at": room.clock()}
        connection.execute(lot.insert().values(made))
    assert _arms(room, "1:ZTOUR1", lot_=2).status_code == 404
    assert room.client.get("/bench/arm?lot=2").status_code == 404


def test_a_volunteer_arms_nothing(room: House, one: Tower) -> None:
    room.person("sacha", "volunteer")
    room.enter("sacha")
    assert _arms(room, "1:ZTOUR1").status_code == 403
    assert _armed(room) == []


def test_a_closed_lot_arms_nothing_and_ends_what_was_armed(room: House, one: Tower) -> None:
    _arms(room, "1:ZTOUR1")
    assert room.post("/lots/1/close", do="close").status_code == 303
    assert one.asks()["armed"] is None
    assert _arms(room, "1:ZTOUR1").status_code == 409
    room.post("/lots/1/close", do="open")
    assert _arms(room, "1:ZTOUR1").status_code == 409, "it stands again: armed already"
    assert one.asks()["armed"] is not None


def test_disks_of_a_tower_no_probe_has_seen_are_those_that_it_says(room: House, one: Tower) -> None:
    _sets(room, probed_at=None, disk_ids=None)
    assert _arms(room, "1:ZTOUR1").status_code == 409
    one.asks(disks=["ZTOUR1", ""])
    assert _arms(room, "1:ZTOUR1").status_code == 409, "one of them tells no number"
    one.asks(disks=["ZTOUR1"])
    assert _arms(room, "1:ZTOUR1").status_code == 303


@pytest.mark.parametrize(
    "said",
    [
        {"tower": None}, {"tower": "VAL-0002-R"}, {"marks": []}, {"disks": []}, {"disks": ["ZTOUR1", "ZTOUR1"]},
        {"disks": ["ztour1"]},
        {"marks": [{"kind": "system-serial", "value": "SERIEAUTRE9", "usable": True}]},
        {"marks": [{"kind": "system-serial", "value": "SERIETOUR1", "usable": False}]},
    ],
)  # fmt: skip
def test_the_order_is_for_this_tower_with_these_marks_and_disks_alone(
    room: House, one: Tower, said: dict[str, Any]
) -> None:
    _arms(room, "1:ZTOUR1")
    assert one.asks(**said)["armed"] is None
    assert one.asks()["armed"] is not None


def test_a_station_of_another_structure_hears_nothing_of_it(room: House, one: Tower) -> None:
    _arms(room, "1:ZTOUR1")
    stranger = tower(room, 1, of="Lilas")
    stranger.is_seen()
    assert stranger.asks()["armed"] is None


@pytest.mark.parametrize("deed", ["state", "lot", "code", "back"])
def test_a_tower_that_somebody_changed_since_gets_no_order(room: House, one: Tower, deed: str) -> None:
    _arms(room, "1:ZTOUR1")
    room.clock.go(minutes=1)
    if deed in ("state", "back"):
        assert room.post(f"/towers/{one.code}/state", state="ready", why="x").status_code == 303
    if deed == "back":
        room.clock.go(minutes=1)
        assert room.post(f"/towers/{one.code}/state", state="to-check", why="x").status_code == 303
    if deed == "lot":
        room.post(f"/towers/{one.code}/names", lot="")
        room.post(f"/towers/{one.code}/names", lot="1")
    if deed == "code":
        room.post(f"/towers/{one.code}/names", code="VAL-0009-I")
        room.post("/towers/n-1/names", code=one.code)
    assert one.asks()["armed"] is None


def test_its_own_inventory_leads_a_received_tower_on_and_ends_nothing(room: House, one: Tower) -> None:
    _sets(room, state="received")
    _arms(room, "1:ZTOUR1")
    one.is_seen()
    with room.hub.database.reading() as connection:
        assert connection.scalar(select(towers.c.state)) == "to-check"
    assert one.asks()["armed"] is not None


def test_a_doubt_about_the_tower_ends_it(room: House, one: Tower) -> None:
    _arms(room, "1:ZTOUR1")
    _sets(room, doubt="same-marks")
    assert one.asks()["armed"] is None


def test_what_is_erased_is_not_ordered_again(room: House, one: Tower) -> None:
    _arms(room, "1:ZTOUR1")
    proof = {"ZTOUR1": ["accepted", room.clock().isoformat()]}
    _sets(room, proofs=json.dumps(proof))
    assert one.asks()["armed"] is None
    _sets(room, proofs=json.dumps({"ZTOUR1": ["not-erased", room.clock().isoformat()]}))
    assert one.asks()["armed"] is not None


def test_it_is_taken_back_at_once(room: House, one: Tower) -> None:
    _arms(room, "1:ZTOUR1")
    assert one.asks()["armed"] is not None
    assert "la tour l’a appris" in room.client.get("/bench/arm?lot=1").text
    assert room.post("/bench/arm/withdraw", arming="1", lot="1").status_code == 303
    assert one.asks()["armed"] is None
    assert room.post("/bench/arm/withdraw", arming="1", lot="1").status_code == 409
    assert _arms(room, "1:ZTOUR1").status_code == 303


def test_of_two_people_who_arm_one_tower_the_second_is_refused(room: House, one: Tower) -> None:
    start, technician = threading.Barrier(2), Caller("person", 1, "x", room.structures["Valmy"], Role.TECHNICIAN)

    def arms(_who: int) -> int:
        start.wait()
        try:
            with room.hub.database.writing() as connection:
                deeds.arm(connection, room.clock(), technician, 1, {1: ["ZTOUR1"]})
        except Fault as fault:
            return fault.status
        return 200

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(arms, range(2))) == [200, 409]
    assert len(_armed(room)) == 1


def test_taken_back_while_the_tower_asks_is_before_or_after_and_never_between(room: House, one: Tower) -> None:
    """Whoever hears of it after it was taken back would erase against a person's word."""
    technician = Caller("person", 1, "x", room.structures["Valmy"], Role.TECHNICIAN)
    for number in range(1, 6):
        assert _arms(room, "1:ZTOUR1").status_code == 303
        taken = threading.Event()
        with ThreadPoolExecutor(1) as pool:
            told = pool.submit(_asks_until, one, taken)
            with room.hub.database.writing() as connection:
                deeds.withdraw(connection, room.clock(), technician, [number])
            taken.set()
            assert [armed for over, armed in told.result() if over] == [False]


def _asks_until(one: Tower, taken: threading.Event) -> list[tuple[bool, bool]]:
    """Whether it was taken back before each question, and whether the answer was an order."""
    heard: list[tuple[bool, bool]] = []
    while not heard or not heard[-1][0]:
        over = taken.is_set()
        heard.append((over, one.asks()["armed"] is not None))
    return heard


def test_who_armed_it_does_not_sign_it_off(room: House, one: Tower) -> None:
    _arms(room, "1:ZTOUR1")
    answer = room.post(f"/towers/{one.code}/sign-off")
    assert answer.status_code == 409
    assert "autorisé son effacement" in answer.text
    room.person("sacha", "technician")
    room.enter("sacha")
    assert room.post(f"/towers/{one.code}/sign-off").status_code == 303
    assert "validée par Sacha" in room.client.get(f"/towers/{one.code}").text
    assert "Sacha" in room.client.get("/towers").text


def test_who_erased_it_does_not_sign_it_off_and_erasing_it_anew_ends_it(room: House) -> None:
    bench = room.bench(papers_key=KEY)
    run = {"schema": "pcsol/wipe-run/1", "results": [{"disk": "/dev/sda", "paper": PAPERS["clear"].to_json()}]}
    wiped = {**record(GOOD, room.clock(), kind="wipe", code="VAL-0001-P"), "body": run}
    bench.sends(wiped)
    assert room.post("/towers/VAL-0001-P/sign-off").status_code == 409, "the operator was Camille"
    room.person("sacha", "technician")
    room.enter("sacha")
    room.clock.go(minutes=1)
    assert room.post("/towers/VAL-0001-P/sign-off").status_code == 303
    with room.hub.database.reading() as connection:
        number = connection.scalar(select(event.c.number).where(event.c.kind == "sign-off"))
    assert room.post("/towers/VAL-0001-P/undo", event=number).status_code == 303
    assert _signed(room) is None
    room.post("/towers/VAL-0001-P/sign-off")
    assert _signed(room) == "Sacha"
    room.clock.go(minutes=1)
    bench.sends({**record(GOOD, room.clock(), kind="wipe", code="VAL-0001-P"), "body": run})
    assert _signed(room) is None
    room.post("/towers/VAL-0001-P/note", text="x")
    with room.hub.database.reading() as connection:
        number = connection.scalar(select(event.c.number).where(event.c.kind == "note"))
    room.post("/towers/VAL-0001-P/undo", event=number)
    assert _signed(room) is None, "also when its row is made anew"


def test_giving_away_what_nobody_signed_off_asks_why(room: House, one: Tower) -> None:
    room.person("sacha", "coordinator")
    room.enter("sacha")
    _sets(room, state="ready", disks=0)
    assert room.post(f"/towers/{one.code}/state", state="given").status_code == 422
    assert room.post(f"/towers/{one.code}/sign-off").status_code == 303
    assert room.post(f"/towers/{one.code}/state", state="given").status_code == 303
    assert room.post(f"/towers/{one.code}/sign-off").status_code == 409, "it is not here"
    room.clock.go(minutes=1)
    room.post(f"/towers/{one.code}/state", state="returned")
    assert _signed(room) is None, "it comes back from somebody"


@pytest.mark.parametrize(
    "change",
    [
        {"disks": (GOOD_DISK.model_copy(update={"serial": "ZAUTRE"}),)},
        {"disks": ()},
        {"memory": GOOD.memory.model_copy(update={"total_bytes": 8 << 30})},
        {"processor": GOOD.processor.model_copy(update={"model": "another"})},
    ],
)
def test_a_look_that_finds_it_changed_ends_the_second_reading(room: House, one: Tower, change: dict[str, Any]) -> None:
    assert room.post(f"/towers/{one.code}/sign-off").status_code == 303
    room.clock.go(minutes=1)
    one.is_seen()
    one.is_seen(memory=GOOD.memory.model_copy(update={"total_bytes": (GOOD.memory.total_bytes or 0) - (8 << 20)}))
    assert _signed(room) == "Camille", "the same tower, looked at again"
    one.is_seen(**change)
    assert _signed(room) is None


def test_a_part_that_is_taken_out_or_fitted_ends_the_second_reading(room: House, one: Tower) -> None:
    other = tower(room, 2)
    other.is_seen()

    def signs(what: Tower) -> None:
        room.clock.go(minutes=1)
        assert room.post(f"/towers/{what.code}/sign-off").status_code == 303

    signs(one)
    signs(other)
    assert _signed(room) == "Camille"
    assert room.post(f"/towers/{one.code}/parts", kind="memory", description="4 GiB DDR3").status_code == 303
    assert (_signed(room), _signed(room, 2)) == (None, "Camille")
    assert room.post("/parts/1/fit", to=other.code).status_code == 303
    assert _signed(room, 2) is None
    signs(other)
    assert room.post("/parts/1/undo").status_code == 303
    assert _signed(room, 2) is None
    signs(one)
    room.post(f"/towers/{one.code}/note", text="x")
    with room.hub.database.reading() as connection:
        numbers = connection.scalars(select(event.c.number).where(event.c.tower == 1)).all()
    assert room.post(f"/towers/{one.code}/undo", event=max(numbers)).status_code == 303
    assert _signed(room) == "Camille", "also when its row is made anew"
    room.post(f"/towers/{one.code}/parts", kind="other", description="a fan")
    assert _signed(room) is None
    assert room.post(f"/towers/{one.code}/undo", event=_signing(room)).status_code == 303
    assert _signed(room) is None, "also when its row is made anew"


def _signing(house: House) -> int:
    """The number of the first tower's last signing off."""
    with house.hub.database.reading() as connection:
        wanted = event.c.tower == 1, event.c.kind == "sign-off"
        return int(connection.scalars(select(event.c.number).where(*wanted)).all()[-1])


def _signed(house: House, number: int = 1) -> str | None:
    with house.hub.database.reading() as connection:
        found: str | None = connection.scalar(select(towers.c.signed_off_by).where(towers.c.number == number))
    return found
