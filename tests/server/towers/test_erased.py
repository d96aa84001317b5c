"""What counts of an erasure: the latest paper of each disk, since the tower last left, from a key that is believed."""

from datetime import datetime
from typing import Any

import pytest

from pcsol.judge import codes
from pcsol.judge.certificate import make, not_erased, public_key, sign
from pcsol.model.papers.certificate import Paper
from pcsol.server.access.caller import Caller, Role
from pcsol.server.towers import rebuild
from pcsol.server.towers.deeds import changes, moves
from pcsol.server.towers.deeds.signing_off import sign_off
from pcsol.server.towers.deeds.undo import undo
from pcsol.server.towers.states import OUT
from tests.server.house import Bench, House, marks, probe
from tests.server.house import record as made
from tests.server.towers.stock import do, last_event, rows, seen
from tests.towers import GOOD_DISK
from tests.unit.certificate.erasures import HDD, KEY, context, erasure, failed

CODE, OTHER = (codes.compose("VAL", number) for number in (42, 43))


def _paper(at: datetime, *, accepted: bool = True) -> Paper:
    """A paper of the disk `HDD`, as the engine makes it, of this moment."""
    new: Paper = make(erasure(), context()) if accepted else not_erased(failed(), context())
    return sign(new.model_copy(update={"made_at": at, "signature": None}), KEY)


def _carried(house: House, bench: Bench, paper: Paper, code: str = CODE) -> dict[str, Any]:
    results = [{"disk": "/dev/sda", "paper": paper.to_json()}]
    whole = made(probe(), house.clock(), "wipe", code)
    return bench.signed({**whole, "body": {"schema": "pcsol/wipe-run/1", "results": results, "errors": []}})


def _wiped(house: House, bench: Bench, *, accepted: bool = True, code: str = CODE) -> None:
    answer = bench.put(_carried(house, bench, _paper(house.clock(), accepted=accepted), code))
    assert answer.status_code == 201, answer.text


def _seen(house: House, bench: Bench, code: str = CODE) -> None:
    disk = GOOD_DISK.model_copy(update={"serial": HDD.serial})
    bench.sends(made(probe(disks=(disk,)), house.clock(), code=code, seen=marks(f"TOURINVENTEE{code}")))


def _erasure(house: House, number: int = 1) -> str | None:
    """What its row says; made anew it says the same."""
    before = rows(house)[number]["erasure"]
    with house.hub.database.writing() as connection:
        rebuild.rebuild(connection, rebuild.hold(connection, number)[number])
    assert rows(house)[number]["erasure"] == before
    return before if before is None else str(before)


@pytest.mark.parametrize("late", [True, False], ids=["the old one is late", "in order"])
def test_a_late_old_certificate_never_hides_a_newer_failure(house: House, late: bool) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    old = _carried(house, bench, _paper(house.clock()))
    house.clock.go(days=30)
    new = _carried(house, bench, _paper(house.clock(), accepted=False))
    house.clock.go(days=1)
    for one in (new, old) if late else (old, new):
        assert bench.put(one).status_code == 201
    assert _erasure(house) == "none"
    house.clock.go(days=1)
    _wiped(house, bench)
    assert _erasure(house) == "accepted"


def test_a_paper_of_a_clock_that_runs_ahead_is_not_the_latest_for_ever(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    bench.put(_carried(house, bench, _paper(house.clock().replace(year=2098))))
    house.clock.go(days=1)
    _wiped(house, bench, accepted=False)
    assert _erasure(house) == "none"


def _to(house: House, *states: str, why: str = "") -> list[int]:
    """What is asked here is asked of towers that a second reader signed off."""
    found = []
    for state in states:
        house.clock.go(minutes=9)
        if state in OUT:
            do(house, sign_off, 1, "", by=Caller("person", 99, "Sacha", None, Role.COORDINATOR))
        found.append(house.post(f"/towers/{CODE}/state", state=state, why=why).status_code)
    return found


@pytest.mark.parametrize("out", ["given", "lent"])
def test_what_was_erased_before_it_left_is_not_erased_when_it_comes_back(house: House, out: str) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    _wiped(house, bench)
    house.person("camille", "coordinator")
    house.enter("camille")
    assert _to(house, "ready", out) == [303, 303]
    assert _erasure(house) == "accepted", "as it left"
    assert _to(house, "returned", "to-check", "ready", out) == [303, 303, 303, 422]
    assert _erasure(house) == "before"
    assert "effacé avant le prêt" in house.client.get(f"/towers/{CODE}").text
    _wiped(house, bench)
    assert _erasure(house) == "accepted"
    assert _to(house, out) == [303]


def test_one_that_a_record_brings_back_is_not_erased_either(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    _wiped(house, bench)
    do(house, changes.set_state, 1, "ready", "")
    house.clock.go(days=1)
    bench.sends(made(probe(), house.clock(), "handover", CODE))
    house.clock.go(days=9)
    bench.sends(made(probe(), house.clock(), "return", CODE))
    assert (rows(house)[1]["state"], _erasure(house)) == ("returned", "before")


def test_a_departure_that_is_undone_was_none_and_one_that_was_merged_stays(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    _wiped(house, bench)
    seen(house, bench, "TOURINVENTEE9", OTHER)
    before = rows(house)
    for state in ("given", "ready"):
        house.clock.go(days=1)
        do(house, changes.set_state, 1, state, "x")
    assert _erasure(house) == "before"
    do(house, moves.merge, 2, 1, "même tour")
    assert rows(house)[2]["left_at"] is not None, "its disks were at somebody's, under whatever name"
    do(house, undo, last_event(house, "merge"))
    for _deed in ("given", "ready"):
        do(house, undo, last_event(house, "state") if _deed == "given" else last_event(house, "state") - 1)
    assert (_erasure(house), rows(house)[2]) == ("accepted", before[2])


def test_a_disk_that_was_fitted_and_not_seen_yet_is_not_erased(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    _wiped(house, bench)
    seen(house, bench, "TOURINVENTEE9", OTHER)
    house.person("camille", "coordinator")
    house.enter("camille")
    house.clock.go(hours=1)
    house.post(f"/towers/{OTHER}/parts", kind="disk", description="ST500DM002", serial="ZTOURINVENTEE9")
    assert "aucun papier" in house.client.get("/parts").text
    house.post("/parts/1/fit", to=CODE)
    assert _erasure(house) == "partly"
    assert _to(house, "ready", "given") == [303, 422]
    house.post("/parts/1/undo")
    assert _erasure(house) == "accepted"
    house.post("/parts/1/fit", to=CODE)
    house.clock.go(hours=1)
    _seen(house, bench)
    assert _erasure(house) == "accepted", "a probe saw what is in it now"


def test_a_disk_in_a_tower_without_any_wants_a_reason_too(house: House) -> None:
    bench = house.bench()
    seen(house, bench, "TOURINVENTEE1", CODE, disks=())
    house.person("camille", "coordinator")
    house.enter("camille")
    house.clock.go(hours=1)
    assert _to(house, "ready", "given", "returned", "to-check", "ready") == [303] * 5
    house.post(f"/towers/{CODE}/parts", kind="disk", description="ST500DM002", serial="")
    house.post("/parts/1/fit", to=CODE)
    assert _to(house, "given") == [422]


def test_the_stock_says_what_the_last_paper_of_a_disk_says(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    house.person("camille", "coordinator")
    house.enter("camille")
    house.post(f"/towers/{CODE}/parts", kind="disk", description="WD5000", serial=HDD.serial)
    for accepted, told in ((False, "NON effacé"), (True, "effacé, prouvé")):
        house.clock.go(hours=1)
        _wiped(house, bench, accepted=accepted)
        assert told in house.client.get("/parts").text


def test_what_a_stolen_key_alone_proved_is_proven_no_more(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    _wiped(house, bench)
    house.person("camille", "coordinator")
    house.enter("camille")
    assert _erasure(house) == "accepted"
    assert house.post("/stations/1/revoke", papers="never").status_code == 303
    assert _erasure(house) == "none"


def test_papers_of_a_stolen_key_that_another_bench_brought_are_proven_no_more_either(house: House) -> None:
    house.bench(papers_key=KEY)
    other = house.bench(name="banc 2", papers_key=b"k" * 32)
    _seen(house, other)
    _wiped(house, other)
    house.person("camille", "coordinator")
    house.enter("camille")
    assert _erasure(house) == "accepted"
    house.post("/stations/2/revoke", papers="never")
    assert _erasure(house) == "accepted", "who brought it does not matter"
    house.post("/stations/1/revoke", papers="never")
    assert _erasure(house) == "none"


@pytest.mark.parametrize("enrolled", [True, False], ids=["says its key later", "comes after its papers"])
def test_papers_that_another_bench_brought_count_once_their_key_is_known(house: House, enrolled: bool) -> None:
    other = house.bench(name="banc 2", papers_key=b"k" * 32)
    late = house.bench() if enrolled else None
    _seen(house, other)
    _wiped(house, other)
    assert _erasure(house) == "none"
    if late is None:
        house.bench(papers_key=KEY)
    else:
        key = {"public_key": public_key(KEY).hex()}
        assert house.client.put("/api/v1/stations/me/papers-key", json=key, headers=late.bearer).status_code == 204
    assert _erasure(house) == "accepted"


def test_another_structure_learns_nothing_from_a_key(house: House) -> None:
    valmy = house.bench()
    _seen(house, valmy)
    _wiped(house, valmy)
    house.bench("Lilas", papers_key=KEY)
    assert _erasure(house) == "none"


def test_certificates_of_before_count_on_where_the_key_was_not_stolen(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    _wiped(house, bench)
    house.person("camille", "coordinator")
    house.enter("camille")
    house.post("/stations/1/revoke", papers="until-today")
    assert _erasure(house) == "accepted"


def test_scrap_leaves_with_a_reason_where_its_disks_are_not_proven(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    _seen(house, bench)
    house.person("camille", "coordinator")
    house.enter("camille")
    assert _to(house, "for-parts", "recycled") == [303, 422]
    _wiped(house, bench)
    assert _to(house, "recycled") == [303]


def test_a_record_that_comes_late_does_not_throw_a_tower_back(house: House) -> None:
    bench = house.bench()
    _seen(house, bench)
    house.clock.go(days=1)
    late = made(probe(), house.clock(), "return", CODE)
    for state in ("ready", "given"):
        house.clock.go(days=1)
        do(house, changes.set_state, 1, state, "x")
    bench.sends(late)
    assert rows(house)[1]["state"] == "given"
    house.clock.go(days=1)
    bench.sends(made(probe(), house.clock(), "return", CODE))
    assert rows(house)[1]["state"] == "returned"
