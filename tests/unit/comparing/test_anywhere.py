"""Every way to put a tower back wrong, on every tower that has the part; put back right, none of them alarms."""

import random
from pathlib import Path

import pytest

from pcsol.model.probe import Probe
from pcsol.tools.album.pages import Pages
from tests.unit.comparing.anywhere import guided
from tests.unit.comparing.anywhere.machines import OURS, THEIRS, pages_of
from tests.unit.comparing.anywhere.ways import MEASURED
from tests.unit.comparing.noise import natural
from tests.unit.comparing.recordings import look
from tests.unit.comparing.test_fifteen_ways import FULL, advised

# How many ways this tower can be put back wrong in, for all that was recorded of it.
WAYS_ON = {
    "made-up-board-that-nobody-filled-in": 3, "made-up-optiplex-7010": 19,
    "made-up-optiplex-7010-put-together-badly": 17, "qemu-five-disks": 7, "virtual-machine": 2,
    "ThinkCentre M73 with one stick": 12, "ThinkCentre M73 with two sticks": 12, "Compaq Pro 4300": 13,
    "OptiPlex 9020, Barracuda": 16, "OptiPlex 7010, RE4": 18, "ThinkCentre M92p, Barracuda without a told speed": 16,
    "PRIME A320M-K, A400": 17, "Veriton X2640G, RE4": 18,
}  # fmt: skip
WANTED = {
    **{way.name: way.found for way in MEASURED},
    "hotter under the same load": ("temperature", "hotter"),
    "front USB dead": ("ports", "missing"),
}


@pytest.fixture(params=[*OURS, *(pytest.param(name, marks=pytest.mark.real_data) for name in THEIRS)])
def tower(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name in THEIRS:
        request.getfixturevalue("shared_data")
    return name


def named(before: Probe, after: Probe) -> tuple[tuple[str, str | None], ...]:
    """What is to look at, as (part, change): texts hold serials. The step of each line is there, if it has one."""
    _comparison, lines = advised(before, after)
    wrong = [line for line in lines if line.state == "to-look-at"]
    assert all(line.text and (line.step is None or line.step in FULL.steps) for line in wrong)
    return tuple((line.part, line.change) for line in wrong)


def found_on(name: str, folder: Path) -> dict[str, tuple[tuple[str, str | None], ...]]:
    """What each way is named as, on this tower; a way without its part is left out."""
    pages = pages_of(name)
    before = look(pages, folder / "before")
    wrongs = ((way, way.wrong(pages)) for way in MEASURED)
    told = {
        way.name: named(before, look(wrong, folder / f"{number}"))
        for number, (way, wrong) in enumerate(wrongs)
        if wrong is not None
    }
    cool, hot = (guided.loaded(before, folder / "before", curve) for curve in (guided.GENTLE, guided.HOT))
    if cool.load is not None:
        told["hotter under the same load"] = named(cool, hot)
    alive, dead = (guided.tried(before, folder / "before", front=works) for works in (True, False))
    return {**told, "front USB dead": named(alive, dead)}


def test_each_way_is_found_and_named_on_this_tower(tower: str, tmp_path: Path) -> None:
    found = found_on(tower, tmp_path)
    assert found == {name: (WANTED[name],) for name in found}
    assert len(found) == WAYS_ON[tower]


def test_there_are_more_than_fifteen_and_one_tower_has_all_their_parts() -> None:
    assert max(WAYS_ON.values()) == len(WANTED) > 15
    assert set(WAYS_ON) == {*OURS, *THEIRS}


def test_put_back_right_this_tower_never_alarms(tower: str, tmp_path: Path) -> None:
    """With the load and the sockets as well; what differs by nature differs."""
    pages = pages_of(tower)
    before = _worked(pages, tmp_path / "before")
    for seed in range(4):
        assert named(before, _worked(natural(pages, random.Random(seed)), tmp_path / f"{seed}")) == ()


def _worked(pages: Pages, folder: Path) -> Probe:
    return guided.tried(guided.loaded(look(pages, folder), folder, guided.GENTLE), folder, front=True)
