"""How many records a second the hub keeps, none lost, and how soon it answers: on SQLite and on PostgreSQL; and what it
takes to serve one bench.

Open loop: 200 stations send by a Poisson process, whether the hub keeps up or not, so that a slow answer does not slow
the sending down (coordinated omission). Time counts from when a record was due to be sent. Then the database is asked
whether every record that was answered is there, once.

Before that comes a warm-up of five seconds at the same rate. Its records are counted (none may be lost), and not timed:
each station's first record of an hour notes its visit, and each statement is prepared where it is first used.

Of the hub that serves one bench, every page, every file and two photos were opened before its memory is read: RSS, as
`ps` shows it, its children included.

The sender, the hub and the database share the machine: what each of them takes of the processors is said a record.

    .venv/bin/python benchmarks/hub.py [SECONDS]
"""

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil
from sqlalchemy import func, select

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pcsol.judge.certificate import key_id, public_key
from pcsol.judge.letters.signature import signed
from pcsol.server.access import tokens
from pcsol.server.database.connect import connect
from pcsol.server.database.tables import record as records
from pcsol.server.database.tables import station, structure
from pcsol.server.database.upgrade import upgrade
from pcsol.server.settings import HubSettings
from tests.server import opened, postgresql
from tests.server.house import marks, probe, record
from tests.server.test_serving import free_port

STATIONS = 200
PEER = "eReuse DeviceHub on such a machine, from 4 clients: 8/s, one in ten answered 500 (research/peers.md)"
LIMIT_MS, LIMIT_MB, LIMIT_READY_SECONDS = 250, 150, 3
WARM_UP_SECONDS = 5


@dataclass
class Seen:
    """What was answered: milliseconds by status."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def p(self, part: float) -> float:
        return statistics.quantiles(self.milliseconds, n=1000)[int(part * 10) - 1]


@dataclass
class Bench:
    token: str
    key: bytes
    waiting: list[tuple[str, bytes]]


@dataclass(frozen=True)
class Course:
    """What is measured. `postmaster`: the process of PostgreSQL."""

    name: str
    url: str
    folder: Path
    rate: float
    seconds: float
    stations: int = STATIONS
    workers: int = 1
    postmaster: int | None = None


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as made, postgresql.cluster(fsync=True) as socket:
        folder = Path(made)
        subprocess.run(["psql", "-qh", str(socket), "-U", "postgres", "-c", "CREATE DATABASE hub"], check=True)
        postmaster = int((socket.parent / "data" / "postmaster.pid").read_text().split()[0])
        good = [
            measure(Course("one bench", f"sqlite:///{folder}/one.sqlite", folder, 1, 10, 1), small=True),
            measure(Course("SQLite", f"sqlite:///{folder}/hub.sqlite", folder, 150, seconds)),
            measure(
                Course(
                    "PostgreSQL", postgresql.url(socket, "hub"), folder, 300, seconds, workers=2, postmaster=postmaster
                )
            ),
        ]
    print(PEER)
    sys.exit(0 if all(good) else 1)


def measure(course: Course, *, small: bool = False) -> bool:
    """`small`: also its memory and its start have a limit."""
    visit = opened.furnished(HubSettings.of(course.folder, course.url)) if small else None
    benches = _enrolled(course)
    there = _kept(course.url)
    port = free_port()
    argv = [
        sys.executable, "-m", "pcsol", "hub", "serve", "--plain", "--host", "127.0.0.1", "--port", str(port),
        "--data", str(course.folder), "--database", course.url, "--workers", str(course.workers), "--hidden",
    ]  # fmt: skip
    begun = time.monotonic()
    with subprocess.Popen(argv, stderr=subprocess.DEVNULL) as hub:
        try:
            _wait(port)
            ready = time.monotonic() - begun
            warm = asyncio.run(_send(benches, port, course.rate, WARM_UP_SECONDS))
            before = _spent(hub.pid, course.postmaster)
            seen = asyncio.run(_send(benches, port, course.rate, course.seconds))
            spent = [now - then for now, then in zip(_spent(hub.pid, course.postmaster), before, strict=True)]
            begun_with = _memory(hub.pid) / 1e6
            if visit is not None:
                visit.opens(f"http://127.0.0.1:{port}")
            memory = _memory(hub.pid) / 1e6
        finally:
            hub.terminate()
            hub.wait(30)
    others = {status: n for status, n in (*seen.statuses.items(), *warm.statuses.items()) if status != 201}
    lost = seen.statuses.get(201, 0) + warm.statuses.get(201, 0) - _kept(course.url) + there
    _tell(course, seen, spent, f"lost {lost}, other answers {others}")
    once = f" ({begun_with:.0f} MB before every page was opened)" if small else ""
    print(f"  ready in {ready:.1f} s, {memory:.0f} MB{once}; load of the machine at the end: {os.getloadavg()[0]:.1f}")
    within = not small or (ready <= LIMIT_READY_SECONDS and memory <= LIMIT_MB)
    return lost == 0 and not others and seen.p(99) <= LIMIT_MS and within


def _tell(course: Course, seen: Seen, spent: list[float], fate: str) -> None:
    sent = sum(seen.statuses.values())
    print(f"{course.name}, {course.workers} process(es), {course.rate}/s for {course.seconds:.0f} s:")
    print(f"  sent {sent}, {fate}")
    print(f"  p50 {seen.p(50):.0f} ms, p95 {seen.p(95):.0f} ms, p99 {seen.p(99):.0f} ms (limit {LIMIT_MS})")
    hubs, database, sender = (1000 * one / sent for one in spent)
    print(f"  CPU a record: hub {hubs:.2f} ms, database {database:.2f} ms, sender {sender:.2f} ms")


def _enrolled(course: Course) -> list[Bench]:
    """Make stations, and their records, before anything is timed: enough for one that is drawn unusually often."""
    mean = course.rate * (course.seconds + WARM_UP_SECONDS) / course.stations
    each = int(mean + 6 * mean**0.5 + 6)
    database, now = connect(course.url), datetime.now(UTC)
    upgrade(database)
    found = []
    with database.writing() as connection:
        made = structure.insert().values(name="Nineteen", prefix="NIN", made_at=now).returning(structure.c.number)
        of = connection.execute(made).scalar_one()
        for number in range(course.stations):
            key = os.urandom(32)
            public = public_key(key)
            row = station.insert().values(
                structure=of, name=f"banc {number}", letters_key=public.hex(), letters_id=key_id(public), version="",
                made_at=now,
            ).returning(station.c.number)  # fmt: skip
            token, _ends = tokens.give(connection, connection.execute(row).scalar_one(), now)
            found.append(Bench(token, key, [_letter(key, number, n) for n in range(each)]))
    database.close()
    return found


def _letter(key: bytes, bench: int, number: int) -> tuple[str, bytes]:
    """A record of about 5 kB, of a tower of its own every second time."""
    seen = marks(f"BANC{bench}TOUR{number // 2}")
    plain = signed(record(probe(), datetime.now(UTC), seen=seen), key)
    return plain["id"], json.dumps(plain, separators=(",", ":")).encode()


async def _send(benches: list[Bench], port: int, rate: float, seconds: float) -> Seen:
    seen, chance = Seen(), random.Random(1)
    queues: list[asyncio.Queue[float | None]] = [asyncio.Queue() for _one in benches]
    jobs = [asyncio.create_task(_station(one, port, seen, queue)) for one, queue in zip(benches, queues, strict=True)]
    due = time.perf_counter() + 0.5
    end = due + seconds
    while due < end:
        await asyncio.sleep(max(0, due - time.perf_counter()))
        chance.choice(queues).put_nowait(due)
        due += chance.expovariate(rate)
    for queue in queues:
        queue.put_nowait(None)
    await asyncio.gather(*jobs)
    return seen


async def _station(bench: Bench, port: int, seen: Seen, queue: "asyncio.Queue[float | None]") -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (due := await queue.get()) is not None and bench.waiting:
        name, content = bench.waiting.pop()
        head = (
            f"PUT /api/v1/records/{name} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {bench.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        writer.write(head.encode() + content)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        seen.milliseconds.append((time.perf_counter() - due) * 1000)
        status = int(answer.split(b" ")[1])
        seen.statuses[status] = seen.statuses.get(status, 0) + 1
    writer.close()


def _wait(port: int) -> None:
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.02)


def _memory(pid: int) -> int:
    hub = psutil.Process(pid)
    return sum(one.memory_info().rss for one in (hub, *hub.children(recursive=True)))


def _spent(hub: int, postmaster: int | None) -> tuple[float, float, float]:
    """Return the seconds of processor time that the hub, the database and the sender have taken so far."""
    return _seconds(hub), _seconds(postmaster) if postmaster else 0, time.process_time()


def _seconds(pid: int) -> float:
    whole = psutil.Process(pid)
    own = whole.cpu_times()
    ended = own.children_user + own.children_system
    return ended + sum(sum(one.cpu_times()[:2]) for one in (whole, *whole.children(recursive=True)))


def _kept(url: str) -> int:
    database = connect(url)
    with database.reading() as connection:
        found = connection.scalar(select(func.count(func.distinct(records.c.id)))) or 0
    database.close()
    return found


if __name__ == "__main__":
    main()
