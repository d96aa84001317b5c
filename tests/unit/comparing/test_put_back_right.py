"""A tower that was put back right never raises an alarm: every recorded machine, with what differs by nature."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcsol.model.probe import Probe
from pcsol.tools.album.pages import Pages
from pcsol.tools.album.snapshots import reading
from tests.replay.machines import ALL
from tests.unit.comparing.anywhere.wrong_ways import WAYS
from tests.unit.comparing.noise import natural
from tests.unit.comparing.recordings import look, recorded
from tests.unit.comparing.test_fifteen_ways import advised

CHANCE = st.randoms(use_true_random=False)
# The tower of each way, before anything happened to it: two sticks, named channels, a card.
TOWERS = {way.name: way.before for way in WAYS}


def alarms(before: Probe, after: Probe) -> list[tuple[str, str | None, str]]:
    comparison, lines = advised(before, after)
    told = [(one.part, one.change, one.text) for one in comparison.differences if one.state == "to-look-at"]
    return told or [(line.part, line.change, line.text) for line in lines if line.state == "to-look-at"]


def once_more(pages: Pages, chance: random.Random, folder: Path) -> Probe:
    shutil.rmtree(folder, ignore_errors=True)
    return look(natural(pages, chance), folder)


@pytest.mark.parametrize("name", ALL)
def test_no_recorded_machine_that_was_put_back_right_raises_an_alarm(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("right")
    pages = recorded(name)
    before = look(pages, folder / "before")

    @settings(max_examples=25)
    @given(CHANCE)
    def right(chance: random.Random) -> None:
        assert alarms(before, once_more(pages, chance, folder / "after")) == []

    right()


@pytest.mark.parametrize("name", ["two sticks are swapped", "both sticks in one channel", "a card is missing"])
def test_no_tower_of_the_wrong_ways_raises_one_before_anything_went_wrong(name: str, tmp_path: Path) -> None:
    before = look(TOWERS[name], tmp_path / "before")
    for seed in range(5):
        assert alarms(before, once_more(TOWERS[name], random.Random(seed), tmp_path / "after")) == []


def test_the_noise_is_no_silence(tmp_path: Path) -> None:
    """It changes what it says it changes: else the tests above would prove nothing."""
    before = look(recorded(), tmp_path / "before")
    after = once_more(recorded(), random.Random(3), tmp_path / "after")
    assert after.taken_at > before.taken_at
    assert [disk.name for disk in before.disks or ()] != [disk.name for disk in after.disks or ()]
    hours = [next(iter(probe.disks or ())).health.power_on_hours for probe in (before, after)]
    assert hours == [19874, 19876]
    assert before.sensors != after.sensors
    assert before.memory.total_bytes != after.memory.total_bytes


@pytest.mark.real_data
def test_no_machine_of_the_field_raises_an_alarm(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "ereuse-snapshots").glob("*.json"))
    assert len(files) == 13
    for number, file in enumerate(files):
        pages = reading.read(file)
        before = look(pages, tmp_path / f"{number}-before")
        for seed in range(3):
            after = once_more(pages, random.Random(seed), tmp_path / f"{number}-after")
            found = [(part, change) for part, change, _text in alarms(before, after)]  # texts hold serials
            assert found == [], (number, seed)
