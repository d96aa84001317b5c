"""People try socket after socket, as before, and are told what to do; nobody there is no answer."""

import io
import time
from pathlib import Path
from typing import Any

import pytest

from pcsol.commands.dialogue import asking, trying
from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Socket
from pcsol.probe.guided import sockets
from tests.replay.machines import MACHINES
from tests.unit.comparing.scripted import PluggedWorld
from tests.unit.comparing.towers import TOWER

ALBUM = MACHINES / "made-up-optiplex-7010"


class Live(PluggedWorld):
    """A tower at whose keyboard somebody sits."""

    source: Any = "live"


class WallClock:
    """Real seconds, from the first look on."""

    def __init__(self) -> None:
        self._begun: float | None = None

    def now(self) -> float:
        self._begun = time.monotonic() if self._begun is None else self._begun
        return time.monotonic() - self._begun


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "_BETWEEN", 0.01)
    monkeypatch.setattr(sockets, "_SETTLES", 0.05)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person was told."""
    heard: list[str] = []
    monkeypatch.setattr(asking, "is_a_person_there", lambda: True)
    monkeypatch.setattr(asking, "tell", heard.append)
    return heard


def world(*plugged: tuple[float, str | None, str]) -> Live:
    return Live(ALBUM, WallClock(), plugged)  # type: ignore[arg-type]


def test_the_sockets_of_before_are_tried_again_and_nobody_counts_them(person: list[str]) -> None:
    before = (Socket(place="front", number=1, path="1-4"), Socket(place="rear", number=1, path="1-6"))
    there = world((0.3, "1-4", "480"), (0.6, None, ""), (1.4, "1-6", "480"), (1.7, None, ""))
    with speaking("en"):
        found = trying.with_sockets(TOWER, there, before, may_ask=True)
    assert found.sockets == (
        Socket(place="front", number=1, path="1-4", speed_mbps=480),
        Socket(place="rear", number=1, path="1-6", speed_mbps=480),
    )
    assert person[0] == "Put the test stick into USB socket 1 in front."
    assert [line for line in person if "back" in line] == ["Put the test stick into USB socket 1 at the back."]


def test_the_first_time_people_say_how_many_there_are(person: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n\n"))
    found = trying.with_sockets(TOWER, world((0.3, "1-4", "12"), (0.6, None, "")), may_ask=True)
    assert found.sockets == (Socket(place="front", number=1, path="1-4", speed_mbps=12),)


@pytest.mark.usefixtures("person")
def test_whoever_leaves_half_way_has_tried_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    found = trying.with_sockets(TOWER, world(), may_ask=True)
    assert found.sockets is None
    assert found.unknown[-1].what == "sockets"


def test_without_a_person_nothing_is_tried_and_it_is_said() -> None:
    found = trying.with_sockets(TOWER, world(), may_ask=True)
    assert (found.sockets, found.unknown[-1].what) == (None, "sockets")


def test_load_is_refused_where_no_sensor_is(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo.txt").write_text("processor : 0\n", "utf-8")
    found = trying.with_load(TOWER, Live(tmp_path, WallClock(), ()))  # type: ignore[arg-type]
    assert found.load is None
    assert found.unknown[-1].what in ("load", "sensors")
