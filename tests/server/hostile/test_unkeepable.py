"""What no table can hold is refused for good, named, noted and logged; and nobody else waits because of it."""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from pcsol.errors import CarriedFaultyError
from pcsol.judge.certificate import public_key
from pcsol.judge.letters.signature import signed
from pcsol.model.letters.carried import OutboxHead
from pcsol.server.access import tokens
from pcsol.server.database.tables import audit, refusal
from pcsol.server.letters import carried
from pcsol.server.letters.letter import Keys, opened
from pcsol.server.letters.pigeonholes import Pigeonholes
from pcsol.server.letters.sorter import MOST_WAITING, Sorter
from pcsol.store.letters.carried import write
from tests.server.house import Bench, House, marks, probe, record

HUGE = 2**70
NUL = "a\0b"
CODE = "VAL-0042-D"


def _with(whole: dict[str, Any], place: str, value: object) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(whole))
    *way, last = [int(part) if part.isdecimal() else part for part in place.split(".")]
    here: Any = copy
    for part in way:
        here = here[part]
    here[last] = value
    return copy


def _batch(bench: Bench, *records: object) -> list[dict[str, Any]]:
    answer = bench.client.post("/api/v1/records:batch", json={"records": records}, headers=bench.bearer)
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def _refusals(house: House) -> list[tuple[str, int]]:
    with house.hub.database.reading() as connection:
        return [(row.record, row.status) for row in connection.execute(select(refusal))]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("body.memory.total_bytes", HUGE), ("body.disks.0.size_bytes", HUGE), ("body.disks.0.size_bytes", 2**63 - 1),
        ("taken_at", "0001-01-01T00:00:00+14:00"), ("taken_at", "9999-12-31T23:59:59-14:00"),
        ("taken_at", "0001-06-01T00:00:00Z"),
        ("tower.code", "V" * 500), ("tower.code", NUL), ("tower.code", "val-0042-d"), ("tower.code", "n-5"),
        ("tower.code", "VAL-0042-X"), ("tower.code", ""), ("tower.marks.0.value", NUL), ("body.verdict.text", NUL),
        ("operator", "Ca\0mille"),
    ],
    ids=lambda value: str(value)[:30].replace("\0", "NUL"),
)  # fmt: skip
def test_it_is_refused_and_noted_alone_and_in_company(house: House, place: str, value: object) -> None:
    bench = house.bench()
    good = bench.signed(record(probe(), house.clock(), seen=marks("TOURUNE1")))
    bad = bench.signed(_with(record(probe(), house.clock(), code=CODE, seen=marks("TOURDEUX2")), place, value))
    if value == 2**63 - 1:
        bad = bench.signed(_with(bad, "body.memory.total_bytes", 1))
        bad["body"]["disks"] = bad["body"]["disks"][:1] * 2
        bad = bench.signed(bad)
    alone = bench.put(bad)
    assert (alone.status_code, alone.headers.get("retry-after")) == (422, None)
    assert alone.json()["error"]["faults"]
    assert [one["status"] for one in _batch(bench, bad, good)] == [422, 201]
    assert _refusals(house) == [(bad["id"], 422)]


@pytest.mark.parametrize("code", ["V" * 500, "val-0042-d", "n-5", "VAL-0042-X"])
def test_a_newer_record_is_kept_without_a_code_that_is_none(house: House, code: str) -> None:
    bench = house.bench()
    whole = bench.sends({**record(probe(), house.clock(), code=code), "schema": "pcsol/record/2"})
    (tower,) = house.client.get("/api/v1/towers", headers=bench.bearer).json()["towers"]
    assert (tower["code"], tower["records"]) == (None, 1)
    named = house.client.get(f"/api/v1/towers/{tower['name']}", headers=bench.bearer).json()
    assert named["evidence"] == [whole]


@pytest.mark.parametrize(
    ("place", "value"), [("taken_at", "0001-01-01T00:00:00+14:00"), ("tower.code", NUL), ("more", [{"of": NUL}])]
)
def test_a_newer_record_that_cannot_be_kept_is_refused(house: House, place: str, value: object) -> None:
    bench = house.bench()
    whole = _with({**record(probe(), house.clock(), code=CODE), "schema": "pcsol/record/2"}, place, value)
    assert bench.put(bench.signed(whole)).status_code == 422


def test_words_with_a_backslash_before_u0000_are_words(house: House) -> None:
    bench = house.bench()
    bench.sends({**record(probe(), house.clock()), "operator": "a\\u0000b\\"})


def test_a_record_that_is_too_big_goes_in_no_way(house: House) -> None:
    bench = house.bench()
    big = bench.signed({**record(probe(), house.clock()), "kind": "test", "body": {"log": "x" * 5_100_000}})
    assert [one["status"] for one in _batch(bench, big)] == [413]
    name = str(uuid4())
    answer = house.client.put(f"/api/v1/records/{name}", content=b" " * 6_000_000, headers=bench.bearer)
    assert answer.status_code == 413
    assert _refusals(house) == [(big["id"], 413), (name, 413)]


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"[" * 1_000_000, 422), (b'{"records": ' * 900_000, 422), (b'{"records": 3}', 422), (b" " * 20_000_001, 413),
     (b'{"records": [' + b"3," * 200 + b"3]}", 413), (b'{"records": [' + b"[" * 1_000_000, 422)],
    ids=["deep list", "deep object", "no list", "too long", "too many", "deep record"],
)  # fmt: skip
def test_a_batch_that_is_refused_whole_leaves_a_line_in_the_log(house: House, content: bytes, status: int) -> None:
    bench = house.bench()
    answer = house.client.post("/api/v1/records:batch", content=content, headers=bench.bearer)
    assert answer.status_code == status
    with house.hub.database.reading() as connection:
        (row,) = connection.execute(audit.select().where(audit.c.action == "batch-refused"))
    assert (row.who, row.subject[:3]) == ("banc 1", str(status))
    assert house.client.get("/api/v1/towers", headers=bench.bearer).json()["towers"] == []


def test_nobody_fills_the_log_with_what_is_refused(house: House) -> None:
    bench = house.bench()
    for _time in range(25):
        house.client.post("/api/v1/records:batch", content=b"{", headers=bench.bearer)
    with house.hub.database.reading() as connection:
        assert len(connection.execute(audit.select().where(audit.c.action == "batch-refused")).all()) == 20


def test_a_million_deep_record_by_stick_is_no_record(house: House, tmp_path: Path) -> None:
    """Each line of the file is parsed before anything of it is believed."""
    bench = house.bench()
    head = OutboxHead(public_key=public_key(bench.key).hex(), made_at=house.clock(), pcsol="0.1")
    for deep in (b"[" * 1_000_000, b'{"a":' * 1_000_000):
        write(tmp_path / "f", head, [bench.signed(record(probe(), house.clock()))], bench.key)
        lines = (tmp_path / "f").read_bytes().splitlines(keepends=True)
        sha = hashlib.sha256(lines[0] + (line := b'{"id":"x","body":' + deep + b"\n")).hexdigest()
        end = signed({"schema": "pcsol/outbox-end/1", "records": 1, "sha256": sha}, bench.key, "pcsol/outbox-end/1")
        (tmp_path / "f").write_bytes(lines[0] + line + json.dumps(end).encode() + b"\n")
        with pytest.raises(CarriedFaultyError):
            carried.take_file(house.hub, tmp_path / "f")


def test_the_sorter_goes_on_and_tells_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever a letter does to the database, the others of its transaction are kept."""
    bench, sorter, sort = house.bench(), Sorter(house.hub.database, house.clock), Pigeonholes.sort
    with house.hub.database.reading() as connection:
        caller, _note = tokens.find(connection, bench.token, house.clock())
    whole = [bench.signed(record(probe(), house.clock(), seen=marks(f"SERIE{number}A"))) for number in range(4)]
    letters = [opened(one, Keys(lambda _name: public_key(bench.key))) for one in whole]

    def failing(self: Pigeonholes, letter: Any, station: Any) -> int:
        if letter.id == letters[2].id:
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        return sort(self, letter, station)

    monkeypatch.setattr(Pigeonholes, "sort", failing)
    with caplog.at_level(logging.WARNING, "pcsol.hub.letters"):
        answers = [sorter.keep(one, caller) for one in letters]
        sorter.close()
    assert [one.exception(0) is None for one in answers] == [True, True, False, True]
    assert letters[2].id in caplog.text
    assert "OverflowError" in caplog.text


def test_the_tray_has_an_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = house.bench()
    monkeypatch.setattr(Sorter, "waiting", MOST_WAITING)
    answer = bench.put(bench.signed(record(probe(), house.clock())))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert _refusals(house) == []
