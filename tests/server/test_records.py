"""Records arrive: once, whole, and from whom they say."""

import json
from uuid import uuid4

import pytest

from pcsol.server.access import tokens
from pcsol.server.database.tables import record as records
from pcsol.server.database.tables import station
from tests.server.house import House, marks, probe, record

SERIAL = marks("TOURINVENTEE1")


def test_a_record_is_kept_and_the_same_again_is_fine(house: House) -> None:
    bench = house.bench()
    whole = bench.signed(record(probe(), house.clock(), seen=SERIAL))
    assert bench.put(whole).status_code == 201
    assert bench.put(whole).status_code == 200
    assert bench.put({**whole, "operator": "Dominique", "signature": None}).status_code == 409
    towers = house.client.get("/api/v1/towers", headers=bench.bearer).json()["towers"]
    assert [(tower["model"], tower["records"]) for tower in towers] == [("ThinkCentre M73", 1)]


def test_what_is_kept_is_what_was_sent(house: House) -> None:
    bench = house.bench()
    whole = bench.sends(record(probe(), house.clock(), code="VAL-0042-D"))
    kept = house.client.get("/api/v1/towers/VAL-0042-D", headers=bench.bearer).json()["evidence"]
    assert kept == [whole]


def test_a_forged_or_a_borrowed_signature_is_refused(house: House) -> None:
    bench, other = house.bench(), house.bench("Lilas")
    whole = bench.signed(record(probe(), house.clock()))
    assert bench.put({**whole, "operator": "Dominique"}).json()["error"]["faults"] == ["signature: it does not fit"]
    again = {**whole, "id": str(uuid4())}
    assert bench.put(again).status_code == 422
    strange = other.signed(record(probe(), house.clock()))
    answer = bench.put(strange)
    assert (answer.status_code, answer.json()["error"]["faults"]) == (
        422, ["signature: of a station that is not enrolled here"],
    )  # fmt: skip


def test_a_colleagues_record_may_be_carried_within_a_structure(house: House) -> None:
    one, other = house.bench(name="banc 1"), house.bench(name="banc 2")
    assert one.put(other.signed(record(probe(), house.clock()))).status_code == 201


def test_what_a_revoked_station_signed_is_kept_and_vouched_for_by_nobody(house: House) -> None:
    """Its record may be true and have waited at a colleague's; or be of whoever has its stick now."""
    lost, other = house.bench(name="perdu"), house.bench(name="banc 2")
    before, after = (lost.signed(record(probe(), house.clock(), seen=marks(f"SERIE{n}AB"))) for n in range(2))
    assert other.put(before).status_code == 201
    with house.hub.database.writing() as connection:
        number = connection.scalar(
            station.select().with_only_columns(station.c.number).where(station.c.name == "perdu")
        )
        tokens.revoke(connection, number, house.clock())
    assert other.put(after).status_code == 201
    with house.hub.database.reading() as connection:
        kept = {row.id: row.standing for row in connection.execute(records.select())}
    assert kept == {before["id"]: "signed", after["id"]: "unsigned"}


def test_without_a_token_or_with_a_wrong_one_nothing_is_taken(house: House) -> None:
    whole = record(probe(), house.clock())
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer "}):
        answer = house.client.put(f"/api/v1/records/{whole['id']}", json=whole, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, 401)


def test_a_token_ends_when_it_is_not_used_and_lives_on_when_it_is(house: House) -> None:
    bench = house.bench()
    for _time in range(3):
        house.clock.go(days=100)
        assert house.client.get("/api/v1/towers", headers=bench.bearer).status_code == 200
    house.clock.go(days=181)
    assert house.client.get("/api/v1/towers", headers=bench.bearer).status_code == 401


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"[" * 4_000_000, 422),
        (b'{"a":' * 900_000, 422),
        (b"{", 422),
        (b"NaN", 422),
        (b"[]", 422),
        (b"\xff\xfe", 422),
        (b" " * 5_000_001, 413),
    ],
    ids=["deep list", "deep object", "cut", "no number", "no object", "no text", "too long"],
)
def test_what_is_no_record_is_refused_with_a_sentence(house: House, content: bytes, status: int) -> None:
    bench = house.bench()
    answer = house.client.put(f"/api/v1/records/{uuid4()}", content=content, headers=bench.bearer)
    assert answer.status_code == status
    assert answer.json()["error"]["what"]
    assert house.client.get("/api/v1/towers", headers=bench.bearer).json()["towers"] == []


def test_a_record_of_50_megabytes_is_not_even_read(house: House) -> None:
    bench = house.bench()

    def endless():  # type: ignore[no-untyped-def]
        for _piece in range(50):
            yield b" " * 1_000_000

    answer = house.client.put(f"/api/v1/records/{uuid4()}", content=endless(), headers=bench.bearer)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"id": "x"}, "id"), ({"taken_at": "yesterday"}, "taken_at"), ({"taken_at": "2026-11-27T09:00:00"}, "taken_at"),
        ({"kind": "Probe!"}, "kind"), ({"schema": "other/record/1"}, "schema"), ({"body": []}, "body"),
        ({"tower": 3}, "tower"), ({"body": {"schema": "pcsol/probe/1"}}, "body"),
        ({"operator": "\ud800"}, "operator"),
    ],
    ids=lambda value: json.dumps(value)[:30],
)  # fmt: skip
def test_each_fault_of_a_record_is_named(house: House, change: dict[str, object], named: str) -> None:
    bench = house.bench()
    whole = {**record(probe(), house.clock()), **change}
    content = json.dumps(whole).encode()
    answer = house.client.put(f"/api/v1/records/{whole['id']}", content=content, headers=bench.bearer)
    assert answer.status_code == 422
    assert any(named in fault or "JSON" in fault for fault in answer.json()["error"]["faults"])


def test_another_structure_cannot_take_an_id_away(house: House) -> None:
    """Whoever sent something else under it first had the true record refused for ever."""
    ours, theirs = house.bench(), house.bench("Lilas")
    whole = ours.signed(record(probe(), house.clock(), seen=SERIAL))
    squatted = theirs.signed({**record(probe(), house.clock()), "id": whole["id"]})
    assert theirs.put(squatted).status_code == 201
    assert [ours.put(whole).status_code, ours.put(whole).status_code] == [201, 200]
    assert theirs.put({**squatted, "operator": "Dominique", "signature": None}).status_code == 409
    for bench, kept in ((ours, whole), (theirs, squatted)):
        (tower,) = house.client.get("/api/v1/towers", headers=bench.bearer).json()["towers"]
        shown = house.client.get(f"/api/v1/towers/{tower['name']}", headers=bench.bearer).json()
        assert shown["evidence"] == [kept]


def test_a_record_under_another_id_than_its_own_is_refused(house: House) -> None:
    bench = house.bench()
    assert bench.put(record(probe(), house.clock()), str(uuid4())).status_code == 422


@pytest.mark.parametrize("change", [{"schema": "pcsol/record/2"}, {"kind": "hologram"}, {"body": "newer"}])
def test_a_newer_record_is_kept_whole(house: House, change: dict[str, object]) -> None:
    bench = house.bench()
    whole = {**record(probe(), house.clock(), code="VAL-0042-D"), **change, "more": {"of": "it"}}
    if change.get("body") == "newer":
        whole["body"] = {"schema": "pcsol/probe/7", "all": "else"}
    whole = bench.signed(whole)
    assert bench.put(whole).status_code == 201
    assert house.client.get("/api/v1/towers/VAL-0042-D", headers=bench.bearer).json()["evidence"] == [whole]


def test_a_batch_answers_for_each_record(house: House) -> None:
    bench = house.bench()
    good, bad = bench.signed(record(probe(), house.clock())), {"id": "x"}
    sent = {"records": [good, bad, good, 7]}
    answer = house.client.post("/api/v1/records:batch", json=sent, headers=bench.bearer)
    results = answer.json()["results"]
    assert [one["status"] for one in results] in ([201, 422, 200, 422], [200, 422, 201, 422])
    assert [one["id"] for one in results] == [good["id"], "x", good["id"], None]
    assert results[1]["error"]["faults"]


def test_the_hub_answers_in_the_language_of_who_asks(house: House) -> None:
    for language, word in (("fr-FR,fr;q=0.9", "serveur"), ("en", "hub")):
        answer = house.client.get("/api/v1/towers", headers={"Accept-Language": language})
        assert word in answer.json()["error"]["what"]
