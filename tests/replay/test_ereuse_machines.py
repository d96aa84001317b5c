"""Thirteen real machines of the field, from snapshots that we may read and not keep."""

from pathlib import Path

import pytest

from pcsol.judge.compare import compare
from pcsol.model.probe import Probe
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.save import save
from pcsol.tools.album.snapshots import reading
from pcsol.tools.world.album import AlbumWorld
from tests.replay.machines import probed

pytestmark = pytest.mark.real_data
M73_WITH_HDD = "522a4403-bfb3-4fe6-b454-4db6c3040a58"
M73_WITH_SSD = "e48b2121-7edf-4a6e-ba0c-9f2e1a87c7f9"


def replayed(file: Path, folder: Path) -> Probe:
    """From the snapshot through an album without real serials: what a failing test shows gives nobody away."""
    save(pseudonymised(reading.read(file), b"a salt")[0], folder)
    return probed(AlbumWorld(folder))


def test_each_shows_its_processor_its_memory_and_its_disks(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "ereuse-snapshots").glob("*.json"))
    assert len(files) == 13
    for number, file in enumerate(files):
        found = replayed(file, tmp_path / f"{number}")
        assert found.processor.model is not None, number
        assert found.processor.psabi_level in (2, 3), number
        assert found.memory.installed_bytes, number
        assert found.memory.slots, number
        inside = [disk for disk in found.disks or () if disk.bus != "usb"]
        assert inside, number
        assert all(disk.model and disk.serial and disk.size_bytes for disk in inside), number
        assert all(disk.health.smart_passed is not None for disk in inside), number
        assert found.machine.manufacturer, number
        assert found.identity.confidence != "weak", number


def test_the_disk_that_differs_between_two_m73_is_named(shared_data: Path, tmp_path: Path) -> None:
    before, after = (
        replayed(shared_data / "ereuse-snapshots" / f"{name}.json", tmp_path / name)
        for name in (M73_WITH_HDD, M73_WITH_SSD)
    )
    comparison = compare(before, after)
    disks = {one.change: one for one in comparison.differences if one.part == "disk" and one.change}
    assert set(disks) == {"missing", "added"}
    assert (disks["missing"].before or "").startswith("WDC WD5000AAKX-08U6AA0 (")
    assert (disks["added"].after or "").startswith("HS-SSD-WAVE(S) 240G (")
    assert comparison.same_tower is False
    assert comparison.state == "to-look-at"


def test_each_compared_with_itself_is_as_before(shared_data: Path, tmp_path: Path) -> None:
    for number, file in enumerate(sorted((shared_data / "ereuse-snapshots").glob("*.json"))):
        found = replayed(file, tmp_path / f"{number}")
        comparison = compare(found, found)
        assert comparison.same_tower is True, number
        assert comparison.state != "to-look-at", number
