"""Every recorded machine can be held up in front of the meter, and recorded again from there."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from pcsol.judge.compare import compare
from pcsol.model.probe import Probe
from pcsol.tools.album.pages import lay_out
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.save import save
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.recorder import RecordingWorld
from tests.replay.machines import ALL, MACHINES, probed

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs/reference/schemas/probe-1.json").read_text("utf-8"))


class ReadingWorld(AlbumWorld):
    """An album that notes which of its files were looked at."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.looked_at: set[str] = set()

    def ask(self, question: Question) -> Call:
        call = super().ask(question)
        self.looked_at.add(call.file)
        return call


def undated(probe: Probe) -> Probe:
    """A machine without a clock is as old as the moment of its reading."""
    return probe.model_copy(update={"taken_at": datetime(2026, 1, 1, tzinfo=UTC)})


@pytest.mark.parametrize("name", ALL)
def test_a_machine_replays_into_the_shape_of_the_contract(name: str) -> None:
    found = probed(AlbumWorld(MACHINES / name))
    jsonschema.validate(found.to_json(), SCHEMA)
    assert found.source == "album"
    assert found.disks
    assert found.processor.model
    assert Probe.from_json(found.to_json()) == found


@pytest.mark.parametrize("name", ALL)
def test_every_answer_that_an_album_holds_is_looked_at(name: str) -> None:
    world = ReadingWorld(MACHINES / name)
    probed(world)
    held = {file.name for file in world.folder.glob("*") if re.match(r"(dmidecode|lspci|lsblk|smartctl)\b", file.name)}
    assert held <= world.looked_at
    assert not [path for path in world.misses if path.startswith("/") and (world.folder / path[1:]).is_file()]


@pytest.mark.parametrize("name", ALL)
def test_a_machine_recorded_again_is_the_same_machine(name: str, tmp_path: Path) -> None:
    world = RecordingWorld(AlbumWorld(MACHINES / name))
    first = probed(world)
    save(lay_out(world.recording), tmp_path / "again")
    assert undated(probed(AlbumWorld(tmp_path / "again"))) == undated(first)


@pytest.mark.parametrize("name", ALL)
def test_stand_ins_change_who_it_is_and_nothing_that_is_judged(name: str, tmp_path: Path) -> None:
    world = RecordingWorld(AlbumWorld(MACHINES / name))
    first = probed(world)
    save(pseudonymised(lay_out(world.recording), b"salt")[0], tmp_path / "again")
    again = probed(AlbumWorld(tmp_path / "again"))
    assert again.identity.confidence == first.identity.confidence
    assert [mark.kind for mark in again.identity.marks] == [mark.kind for mark in first.identity.marks]
    assert [(d.name, d.model, d.size_bytes, d.health) for d in again.disks or ()] == [
        (d.name, d.model, d.size_bytes, d.health) for d in first.disks or ()
    ]
    assert again.processor == first.processor
    assert again.memory.installed_bytes == first.memory.installed_bytes
    assert not {mark.value for mark in again.identity.marks if mark.usable} & {m.value for m in first.identity.marks}


@pytest.mark.parametrize("name", ALL)
def test_a_machine_compared_with_itself_has_nothing_to_look_at(name: str) -> None:
    found = probed(AlbumWorld(MACHINES / name))
    assert [one for one in compare(found, found).differences if one.state == "to-look-at"] == []


def test_a_tower_that_was_put_together_badly_is_found_out() -> None:
    before, after = (
        probed(AlbumWorld(MACHINES / f"made-up-optiplex-7010{end}")) for end in ("", "-put-together-badly")
    )
    comparison = compare(before, after)
    assert comparison.same_tower is True
    assert [(one.part, one.change) for one in comparison.differences if one.change] == [
        ("disk", "moved"),
        ("disk", "slower"),
        ("disk", "errors"),
        ("memory", "moved"),
        ("fan", "worse"),
    ]


def test_stand_ins_of_one_station_still_compare(tmp_path: Path) -> None:
    probes = []
    for end in ("", "-put-together-badly"):
        world = RecordingWorld(AlbumWorld(MACHINES / f"made-up-optiplex-7010{end}"))
        probed(world)
        save(pseudonymised(lay_out(world.recording), b"one station")[0], tmp_path / f"album{end}")
        probes.append(probed(AlbumWorld(tmp_path / f"album{end}")))
    comparison = compare(*probes)
    assert comparison.same_tower is True
    assert ("disk", "moved") in [(one.part, one.change) for one in comparison.differences]
