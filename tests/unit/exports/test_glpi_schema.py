"""GLPI's own schema takes every machine that we have ever seen, and every one that could be made up."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pcsol.model.probe import Probe
from pcsol.report.exports.glpi import inventory
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.save import save
from pcsol.tools.album.snapshots import reading
from pcsol.tools.world.album import AlbumWorld
from tests.replay.machines import ALL, MACHINES, probed
from tests.towers import TOWERS
from tests.unit.exports.anything import probes, texts
from tests.unit.exports.made import tower
from tests.unit.exports.schema import Strict

pytestmark = pytest.mark.real_data


@pytest.fixture
def strict(shared_data: Path) -> Strict:
    return Strict(shared_data)


def test_the_strict_reading_finds_an_unknown_key_at_any_depth(strict: Strict) -> None:
    plain = inventory(tower())
    plain["content"]["storages"][0]["health"] = "A"
    plain["content"]["bios"]["bdate"] = "24/04/2014"
    assert len(strict.faults(plain)) == 2


@pytest.mark.parametrize("name", ALL)
def test_every_recorded_machine_of_ours(name: str, strict: Strict) -> None:
    assert strict.faults(inventory(tower(probed(AlbumWorld(MACHINES / name))))) == []


@pytest.mark.parametrize("name", TOWERS)
def test_every_made_up_tower(name: str, strict: Strict) -> None:
    assert strict.faults(inventory(tower(TOWERS[name]))) == []
    assert strict.faults(inventory(tower(None))) == []


def test_every_whole_machine_of_the_field(shared_data: Path, tmp_path: Path, strict: Strict) -> None:
    files = sorted((shared_data / "ereuse-snapshots").glob("*.json"))
    assert len(files) == 13
    for number, file in enumerate(files):
        save(pseudonymised(reading.read(file), b"a salt")[0], tmp_path / f"{number}")
        plain = inventory(tower(probed(AlbumWorld(tmp_path / f"{number}"))))
        assert strict.faults(plain) == [], number
        assert {"cpus", "memories", "storages"} <= plain["content"].keys(), number


def test_every_dump_of_a_firmware(shared_data: Path, tmp_path: Path, strict: Strict) -> None:
    dumps = sorted([*shared_data.glob("dmi/*.txt"), *shared_data.glob("dmi-glpi/*.txt")])
    assert len(dumps) > 100
    for dump in dumps:
        shutil.copyfile(dump, tmp_path / "dmidecode.txt")
        plain = inventory(tower(probed(AlbumWorld(tmp_path))))
        assert strict.faults(plain) == [], dump.name


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(probe=probes, lot=texts)
def test_every_machine_that_could_be_made_up(strict: Strict, probe: Probe, lot: str | None) -> None:
    assert strict.faults(inventory(tower(probe, lot=lot))) == []
