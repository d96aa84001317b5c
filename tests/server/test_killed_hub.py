"""A hub that is killed in the middle of its work has all that it said it has, once; and several of its processes are
one hub."""

import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from sqlalchemy import func, select

from pcsol.server.database.connect import connect
from pcsol.server.database.tables import record as records
from pcsol.server.database.tables import tower
from pcsol.server.hub import Hub
from tests.server.databases import BOTH
from tests.server.house import Bench, House, marks, probe, record
from tests.server.test_serving import serving, waited_for

pytestmark = pytest.mark.process
on_postgresql = pytest.mark.parametrize("database_url", BOTH[1:], indirect=True)
_MANY = 60


def _letters(bench: Bench) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    return [
        bench.signed(record(probe(), now, seen=marks(f"TOURINVENTEE{number % 10}"))) for number in range(_MANY)
    ]  # fmt: skip


def _sends(url: str, bench: Bench, letters: list[dict[str, Any]], told: list[int | None]) -> None:
    """Send one after the other, and note the status of each, None where there was no answer."""
    with httpx.Client(base_url=url, timeout=20, headers=bench.bearer) as client:
        for one in letters:
            try:
                told.append(client.put(f"/api/v1/records/{one['id']}", json=one).status_code)
            except httpx.TransportError:
                told.append(None)


def _together(*each: Callable[[], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=one) for one in each]
    for one in threads:
        one.start()
    return threads


def test_a_hub_that_is_killed_has_what_it_confirmed_and_nothing_twice(
    house: House, database_url: str, tmp_path: Path
) -> None:
    bench, home = house.bench(), tmp_path / "home"
    home.mkdir()
    letters, options = _letters(bench), ("--plain", "--database", database_url)
    with serving(home, *options) as (process, url):
        waited_for(url)
        statuses: list[int | None] = []
        (sending,) = _together(lambda: _sends(url, bench, letters, statuses))
        while len(statuses) < 15:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        sending.join()
    assert 15 <= statuses.count(201) < _MANY, "the kill did hit"
    with serving(home, *options) as (_process, url):
        waited_for(url)
        again: list[int | None] = []
        _sends(url, bench, letters, again)
    assert set(again) == {200, 201}
    assert all(now == 200 for before, now in zip(statuses, again, strict=True) if before == 201)
    database = connect(database_url)
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(records)) == _MANY
        assert connection.execute(select(tower.c.records)).scalars().all() == [_MANY // 10] * 10
    database.close()


@on_postgresql
def test_two_processes_are_one_hub(house: House, database_url: str, tmp_path: Path, hub: Hub) -> None:
    bench, home = house.bench(), tmp_path / "home"
    home.mkdir()
    letters = _letters(bench)
    with serving(home, "--plain", "--database", database_url, "--workers", "2") as (process, url):
        waited_for(url)
        assert len([one for one in psutil.Process(process.pid).children() if "spawn" in " ".join(one.cmdline())]) == 2
        told: list[int | None] = []
        for one in _together(*[lambda: _sends(url, bench, letters, told)] * 4):
            one.join()
        assert (told.count(201), told.count(200)) == (_MANY, 3 * _MANY), "the same from four at once is kept once"
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    with hub.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(records)) == _MANY
        assert connection.execute(select(tower.c.records)).scalars().all() == [_MANY // 10] * 10


def test_sqlite_is_served_by_one_process(tmp_path: Path) -> None:
    with serving(tmp_path, "--plain", "--workers", "2") as (process, _url):
        assert process.wait(60) == 80
