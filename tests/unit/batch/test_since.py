"""A certificate of an earlier visit says nothing of what was put on the disk since."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pcsol.commands.batch import since
from pcsol.judge.towers.standing import Erased
from pcsol.model.inventory.tower import DiskPaper
from pcsol.model.probe import Probe
from pcsol.rounds.batch.board import StoppedError
from pcsol.tools.world.album import AlbumWorld
from tests.towers import GOOD, GOOD_DISK
from tests.unit.batch.tower import RecordedTower, batch, run

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
PROBE = GOOD.model_copy(update={"disks": (GOOD_DISK,)})
BARE: dict[str, Any] = {
    "name": "sda", "kname": "sda", "type": "disk", "serial": GOOD_DISK.serial, "size": 500107862016, "fstype": None,
    "label": None, "uuid": None,
}  # fmt: skip


def _world(place: Path, **disk: Any) -> AlbumWorld:
    (place / "lsblk.json").write_text(json.dumps({"blockdevices": [BARE | disk]}), "utf-8")
    return AlbumWorld(place)


def _counted(world: AlbumWorld, hours: int) -> Erased:
    assert GOOD_DISK.serial is not None
    paper = DiskPaper(disk=GOOD_DISK.serial, became="erased", level="clear", at=NOW - timedelta(hours=hours))
    return since.still(Erased(erased=1, of=1, papers=(paper,)), PROBE, world, NOW)


PARTITION = {"name": "sda1", "kname": "sda1", "type": "part", "fstype": "ntfs", "label": None, "uuid": None}


@pytest.mark.parametrize(
    ("disk", "hours", "erased"),
    [
        ({}, 2000, 1),
        ({"children": [PARTITION]}, 2000, 0),
        ({"children": [PARTITION | {"fstype": None}]}, 2000, 0),
        ({"fstype": "ext4"}, 2000, 0),
        ({"serial": "ANOTHER"}, 2000, 0),  # nobody sees the disk
        ({"children": [PARTITION]}, 3, 1),  # today's: its new system is on it already
    ],
)
def test_it_counts_while_the_disk_is_empty_or_on_its_day(
    tmp_path: Path, disk: dict[str, Any], hours: int, erased: int
) -> None:
    found = _counted(_world(tmp_path, **disk), hours)
    assert (found.erased, found.of, len(found.papers)) == (erased, 1, 1)


def test_where_nobody_can_see_what_is_on_it_it_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "lsblk.json").write_text('{"blockdevices": [{"name": "sda", "type": "disk"}]}', "utf-8")  # an old one
    assert _counted(AlbumWorld(tmp_path), 2000).erased == 0


def test_such_a_tower_waits_to_be_armed_and_says_why(pcsol_home: Path) -> None:
    class CameBack(RecordedTower):
        def erased(self, probe: Probe, code: str | None) -> Erased:
            return Erased(erased=0, of=1, papers=(DiskPaper(disk="A", became="erased", at=NOW),))

    one = batch(pcsol_home, tower=CameBack(pcsol_home))
    one.board.stop.set()
    with pytest.raises(StoppedError):
        run(one)
    assert one.board.word == "waits"
    assert one.board.notice
