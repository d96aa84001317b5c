"""A hub whose disk is full, or read-only, says so to whoever watches it, and is well again once there is room."""

import asyncio
import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from pcsol.server.database.connect import connect
from pcsol.server.database.upgrade import upgrade
from pcsol.server.hub import open_hub
from pcsol.server.settings import HubSettings
from pcsol.server.upkeep.pulse import Pulse
from tests.server.databases import CERTIFICATE, Clock
from tests.server.house import House, probe, record

pytestmark = pytest.mark.device


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A medium of 2 MB in memory."""
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)], check=True)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def _filled(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 512)
    return filler


def test_a_full_disk_is_told_and_so_is_that_there_is_room_again(small: Path) -> None:
    database = connect(f"sqlite:///{small / 'hub.sqlite'}")
    upgrade(database)
    database.close()  # nothing waits in its log, so the next line needs room
    filler = _filled(small)
    assert not asyncio.run(Pulse(database).beats())
    filler.unlink()
    assert asyncio.run(Pulse(database).beats())
    database.close()


def test_a_record_that_a_full_disk_does_not_take_is_taken_later_once(small: Path) -> None:
    clock = Clock()
    hub = open_hub(HubSettings.of(small, f"sqlite:///{small / 'hub.sqlite'}"), CERTIFICATE, clock)
    with House(hub, clock) as house:
        bench = house.bench()
        whole = bench.signed(record(probe(), clock()))
        big = {
            **whole,
            "id": str(uuid4()),
            "body": {**whole["body"], "later": random.Random(5).randbytes(90_000).hex()},
        }
        big = bench.signed({**big, "signature": None})
        filler = _filled(small)
        assert bench.put(big).status_code == 503
        assert house.client.get("/login").status_code == 200
        filler.unlink()
        assert [bench.put(big).status_code, bench.put(big).status_code] == [201, 200]
        assert bench.put(whole).status_code == 201
    hub.close()
