"""A hub whose disk is full, or read-only, says so to whoever watches it, and is well again once there is room."""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.server.database.connect import connect
from pcsol.server.database.upgrade import upgrade
from pcsol.server.upkeep.pulse import Pulse

pytestmark = pytest.mark.device


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A medium of 2 MB in memory."""
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)], check=True)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_so_is_that_there_is_room_again(small: Path) -> None:
    database = connect(f"sqlite:///{small / 'hub.sqlite'}")
    upgrade(database)
    database.close()  # nothing waits in its log, so the next line needs room
    assert (small / "hub.sqlite").stat().st_size < 1_000_000
    filler = small / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 512)
        except OSError:
            pass
    assert not asyncio.run(Pulse(database).beats())
    filler.unlink()
    assert asyncio.run(Pulse(database).beats())
    database.close()
