"""How soon the hub answers when it holds much: 20,000 towers with ten records each, and a million with two.

The towers are made up: 40 machines in many copies, each with serial numbers of its own, in 19 structures. They are
written straight into the tables (PostgreSQL; the smaller park on SQLite as well), then a real hub is asked over HTTP,
one request after another, as somebody who is logged in for the whole federation. Limit: 150 ms at p95.

    .venv/bin/python benchmarks/hub_park.py [TOWERS RECORDS_EACH]
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
from sqlalchemy import insert, inspect

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pcsol.judge.codes import compose
from pcsol.server.access import sessions
from pcsol.server.database.connect import Database, connect
from pcsol.server.database.tables import lot, mark, person, record, station, structure, tower
from pcsol.server.database.upgrade import upgrade
from pcsol.server.towers import states, summary
from tests.server import postgresql
from tests.server.test_serving import free_port
from tests.towers import FAILING, GOOD, MANY_DISKS, SILENT

LIMIT_MS = 150
ROUNDS = 60
STRUCTURES = 19
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
MODELS = ("OptiPlex 3020", "OptiPlex 7010", "ThinkCentre M73", "ProDesk 400 G1", "EliteDesk 800 G2", "Esprimo P520")
MAKERS = ("Dell Inc.", "Dell Inc.", "LENOVO", "HP", "HP", "FUJITSU")
# How many of a hundred stand where in a park that has run for years; a state that is new here is in none of them.
SHARES = {
    "announced": 1, "received": 4, "to-check": 8, "to-repair": 4, "in-workshop": 3, "ready": 20, "lent": 2, "given": 50,
    "returned": 1, "after-sales": 1, "for-parts": 4, "destroyed": 1, "recycled": 1,
}  # fmt: skip
STATES = random.Random(3).choices(list(SHARES), weights=list(SHARES.values()), k=997)


def main() -> None:
    sizes = [(int(sys.argv[1]), int(sys.argv[2]))] if len(sys.argv) > 2 else [(20_000, 10), (1_000_000, 2)]
    good = True
    with tempfile.TemporaryDirectory() as folder, postgresql.cluster(fsync=True) as socket:
        for towers, each in sizes:
            if towers <= 20_000:
                good &= measure("SQLite", f"sqlite:///{folder}/hub.sqlite", towers, each, Path(folder))
            name = f"park{towers}"
            subprocess.run(["psql", "-qh", str(socket), "-U", "postgres", "-c", f"CREATE DATABASE {name}"], check=True)
            good &= measure("PostgreSQL", postgresql.url(socket, name), towers, each, Path(folder), socket)
    sys.exit(0 if good else 1)


def measure(kind: str, url: str, towers: int, each: int, folder: Path, socket: Path | None = None) -> bool:
    database = connect(url)
    upgrade(database)
    begun = time.monotonic()
    _fill(database, towers, each, socket)
    with database.writing() as connection:
        connection.exec_driver_sql("ANALYZE")
        secret = sessions.open_session(connection, 1, datetime.now(UTC)).secret
    took = time.monotonic() - begun
    print(f"{kind}, {towers:,} towers with {each} records: {_megabytes(database)} MB, filled in {took:.0f} s")
    database.close()
    worst = _ask(url, folder, secret, towers, 1 if kind == "SQLite" else 2)
    return worst <= LIMIT_MS


def _ask(url: str, folder: Path, secret: str, towers: int, workers: int) -> float:
    port, chance, worst = free_port(), random.Random(7), 0.0
    argv = [
        sys.executable, "-m", "pcsol", "hub", "serve", "--plain", "--host", "127.0.0.1", "--port", str(port),
        "--data", str(folder), "--database", url, "--workers", str(workers), "--hidden",
    ]  # fmt: skip
    with (
        subprocess.Popen(argv, stderr=subprocess.DEVNULL) as hub,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", cookies={sessions.COOKIE: secret}, timeout=60) as client,
    ):
        try:
            _wait(client)
            for what, path in _questions(towers, chance):
                times = [_timed(client, path()) for _round in range(ROUNDS)]
                p95 = statistics.quantiles(times, n=20)[18]
                worst = max(worst, p95)
                print(f"  {what:<28} p50 {statistics.median(times):6.0f} ms   p95 {p95:6.0f} ms   (limit {LIMIT_MS})")
        finally:
            hub.terminate()
            hub.wait(30)
    return worst


def _questions(towers: int, chance: random.Random) -> list[tuple[str, Any]]:
    def any_tower() -> int:
        return chance.randrange(towers)

    return [
        ("list", lambda: "/towers"),
        ("list, one state", lambda: f"/towers?state={chance.choice(list(states.STATES))}"),
        ("search, serial number", lambda: f"/towers?q={_serial(any_tower())}"),
        ("search, part of a serial", lambda: f"/towers?q={_serial(any_tower())[3:9]}"),
        ("search, two words", lambda: f"/towers?q={chance.choice(MODELS).replace(' ', '+')}"),
        ("search, nothing there", lambda: f"/towers?q=zzz{any_tower()}"),
        ("tower", lambda: f"/towers/{_code(any_tower())}"),
        ("today", lambda: "/"),
        ("park", lambda: "/park"),
    ]


def _timed(client: httpx.Client, path: str) -> float:
    begun = time.perf_counter()
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return (time.perf_counter() - begun) * 1000


def _fill(database: Database, towers: int, each: int, socket: Path | None) -> None:
    with database.writing() as connection:
        for number in range(1, STRUCTURES + 1):
            connection.execute(
                insert(structure).values(number=number, name=f"Centre {number}", prefix=_prefix(number), made_at=NOW)
            )
            connection.execute(insert(station).values(
                number=number, structure=number, name="banc 1", letters_key=f"{number:064x}",
                letters_id=f"{number:032x}",
                version="", made_at=NOW,
            ))  # fmt: skip
            connection.execute(
                insert(lot).values(number=number, structure=number, name="Lot 1", donor="Mairie", note="", made_at=NOW)
            )
        connection.execute(insert(person).values(
            number=1, login="camille", name="Camille", role="administrator", password="", must_change=False,
            language="fr", made_at=NOW,
        ))  # fmt: skip
    if socket is None:
        with database.writing() as connection:
            for table, rows in (
                (tower, _towers(towers, each)),
                (mark, _marks(towers)),
                (record, _records(towers, each)),
            ):
                for some in _some(rows):
                    connection.execute(insert(table), some)
        return
    _copy(database, towers, each)


def _copy(database: Database, towers: int, each: int) -> None:
    """Fill PostgreSQL by COPY, with its larger indexes made afterwards."""
    with database.writing() as connection:
        later = [ix for table in (tower, mark, record) for ix in table.indexes]
        for index in later:
            index.drop(connection, checkfirst=True)
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, psycopg.Connection)
        for table, rows in ((tower, _towers(towers, each)), (mark, _marks(towers)), (record, _records(towers, each))):
            names = [column.name for column in table.columns if column.name != "number" or table is tower]
            with raw.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([row.get(name) for name in names])
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('tower', 'number'), {towers})")
        for index in later:
            index.create(connection)
    assert {index["name"] for index in inspect(database.reader).get_indexes("tower")} >= {
        ix.name for ix in tower.indexes
    }


def _towers(towers: int, each: int) -> Iterator[dict[str, Any]]:
    machines = [_machine(number) for number in range(len(MODELS))]
    for number in range(towers):
        row = {**machines[number % len(machines)]}
        at = NOW - timedelta(minutes=number % 400_000)
        row |= {
            "number": number + 1, "structure": number % STRUCTURES + 1, "code": _code(number),
            "serial": _serial(number), "state": STATES[number % 997], "state_at": at, "made_at": at, "seen_at": at,
            "probed_at": at, "records": each,
            "lot": number % STRUCTURES + 1, "erasure": ("accepted", "accepted", "partly", None)[number % 4],
            "disk_ids": json.dumps([f"WD-{number:08d}"]), "proofs": "{}",
        }  # fmt: skip
        row["search"] = summary.words_of_search({**row, "search": f"\n\nwd-{number:08d}"})
        yield row


def _machine(number: int) -> dict[str, Any]:
    probe = (GOOD, FAILING, MANY_DISKS, SILENT)[number % 4]
    facts = {**summary.of_probe(probe), "maker": MAKERS[number], "model": MODELS[number]}
    return facts | {"destination": ("school", "family", None, "parts")[number % 4]}


def _marks(towers: int) -> Iterator[dict[str, Any]]:
    for number in range(towers):
        of = {"structure": number % STRUCTURES + 1, "tower": number + 1}
        yield {**of, "kind": "system-serial", "value": _serial(number)}


def _records(towers: int, each: int) -> Iterator[dict[str, Any]]:
    """Return their records. What they say is one of sixty probes, so that filling is not what takes the time."""
    contents = [zlib.compress(_content(number), 6) for number in range(60)]
    for number in range(towers):
        of = number % STRUCTURES + 1
        for one in range(each):
            at = NOW - timedelta(minutes=number % 400_000 + one * 60)
            yield {
                "id": str(UUID(int=number * 1_000 + one)), "structure": of, "station": of, "tower": number + 1,
                "kind": "probe", "schema": "pcsol/record/1", "at": at, "arrived_at": at, "standing": "unsigned",
                "newer": False, "operator": "Camille", "digest": f"{number * 1_000 + one:064x}", "proven": "{}",
                "content": contents[(number + one) % len(contents)],
            }  # fmt: skip


def _content(number: int) -> bytes:
    plain = {
        "schema": "pcsol/record/1", "kind": "probe", "id": str(UUID(int=number)), "station": "banc 1",
        "tower": {"code": _code(number), "marks": []}, "structure": None, "operator": "Camille",
        "taken_at": NOW.isoformat(), "clock": {"source": "ntp", "trusted": True},
        "body": (GOOD, FAILING, MANY_DISKS)[number % 3].to_json(), "signature": None,
    }  # fmt: skip
    return json.dumps(plain, separators=(",", ":")).encode()


def _some(rows: Iterator[dict[str, Any]], most: int = 5_000) -> Iterator[list[dict[str, Any]]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch


def _prefix(structure_number: int) -> str:
    return f"C{chr(ord('A') + structure_number - 1)}"


def _code(number: int) -> str:
    return compose(_prefix(number % STRUCTURES + 1), number // STRUCTURES + 1)


def _serial(number: int) -> str:
    return f"{number * 2_654_435_761 % 2**40:010X}"


def _megabytes(database: Database) -> int:
    with database.reading() as connection:
        if database.is_sqlite:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one() // 10**6)
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one() // 10**6)


def _wait(client: httpx.Client) -> None:
    while True:
        try:
            client.get("/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.02)


if __name__ == "__main__":
    main()
