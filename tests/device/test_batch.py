"""A batch erases the disks that a person armed, for real, on loop devices; and none that nobody armed."""

import json
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pcsol.commands.batch.rooms import ThisTower
from pcsol.errors import WipeRefusedError
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.progress import Progress
from pcsol.model.profile.batch import BatchErase
from pcsol.rounds.batch.board import Board, StoppedError
from pcsol.tools.world.live import LiveWorld
from tests.device.loops import Loops

pytestmark = pytest.mark.device
MIB = 1 << 20
ZERO = BatchErase(method="zero")


class Hearing(Board):
    """Hands on how the disks get on."""

    def __init__(self, hear: Callable[[Progress], None]) -> None:
        super().__init__()
        self.hear = hear

    def disk(self, progress: Progress) -> None:
        self.hear(progress)


@pytest.fixture
def two(pcsol_home: Path, loops: Loops) -> tuple[str, str]:
    """/dev/loopA over a.img, /dev/loopB over b.img, both full of a donor's data."""
    files = [loops.file(f"{name}.img", 9 * MIB) for name in ("a", "b")]
    for file in files:
        file.write_bytes(os.urandom(MIB) * 9)
    one, other = map(loops.attach, files)
    return one, other


def _tower(home: Path, *devices: str) -> ThisTower:
    return ThisTower(LiveWorld, home, frozenset(device.rpartition("/")[2] for device in devices))


def _armed(*disks: str) -> Armed:
    return Armed(disks=disks, until=datetime.now(UTC) + timedelta(hours=2), by="x", lot="Mairie", at_tower=True)


def _is_zero(loops: Loops, name: str) -> bool:
    return not any((loops.folder / name).read_bytes())


def _papers(home: Path) -> list[dict[str, Any]]:
    return [json.loads(one.read_text("utf-8"))["body"] for one in sorted((home / "towers").glob("*/*-wipe-*.json"))]


def test_what_was_armed_is_erased_with_its_certificate(pcsol_home: Path, loops: Loops, two: tuple[str, str]) -> None:
    seen: list[Progress] = []
    board = Hearing(seen.append)
    tower = _tower(pcsol_home, *two)
    assert {"a.img", "b.img"} <= set(tower.disks())
    run = tower.erase(_armed("a.img", "b.img"), ZERO, None, board)
    assert [one.validation for one in run.results] == ["accepted", "accepted"]
    assert all(one.certificate and Path(one.certificate).is_file() for one in run.results)
    assert _is_zero(loops, "a.img")
    assert _is_zero(loops, "b.img")
    assert {one.disk for one in seen} == set(two)
    assert len(_papers(pcsol_home)) == 1


def test_what_was_not_armed_is_left_as_it_was(pcsol_home: Path, loops: Loops, two: tuple[str, str]) -> None:
    before = (loops.folder / "b.img").read_bytes()
    _tower(pcsol_home, *two).erase(_armed("a.img"), BatchErase(method="zero", verify="sample"), None, Board())
    assert _is_zero(loops, "a.img")
    assert (loops.folder / "b.img").read_bytes() == before


@pytest.mark.parametrize("wanted", [("a.img", "c.img"), ("",), ("a.img", "A.IMG")])
def test_an_order_with_a_disk_that_is_not_there_erases_none(
    pcsol_home: Path, loops: Loops, two: tuple[str, str], wanted: tuple[str, ...]
) -> None:
    with pytest.raises(WipeRefusedError):
        _tower(pcsol_home, *two).erase(_armed(*wanted), ZERO, None, Board())
    assert not _is_zero(loops, "a.img")
    assert _papers(pcsol_home) == []


def test_what_the_guard_refuses_no_order_erases(pcsol_home: Path, loops: Loops, two: tuple[str, str]) -> None:
    loops.mount(two[0])
    tower = _tower(pcsol_home, *two)
    assert tower.looked(None).against(("a.img",))
    with pytest.raises(WipeRefusedError):
        tower.erase(_armed("a.img", "b.img"), ZERO, None, Board())
    assert not _is_zero(loops, "b.img")


def test_stopped_by_a_person_a_new_order_goes_on_where_it_was(
    pcsol_home: Path, loops: Loops, two: tuple[str, str]
) -> None:
    heard = []

    def stops(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == 3:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(StoppedError):
        _tower(pcsol_home, two[0]).erase(_armed("a.img"), ZERO, None, Hearing(stops))
    run = _tower(pcsol_home, two[0]).erase(_armed("a.img"), ZERO, None, Board())
    assert [one.validation for one in run.results] == ["accepted"]
    assert _is_zero(loops, "a.img")
