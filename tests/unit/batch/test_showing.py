"""A tower shows itself and ends by its hand alone; what is tried here is what would be done to the machine."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pcsol.commands.batch import ending, showing, told
from pcsol.commands.batch.rooms import ThisTower
from pcsol.diagnostics import journal
from pcsol.errors import ToolFailedError
from pcsol.model.batch.notes import BatchRun, StepNote
from pcsol.rounds.batch.batch import Batch
from pcsol.tools import leds
from pcsol.tools.world import meter
from pcsol.tools.world.album import AlbumWorld
from tests.unit.batch.tower import CODE, MACHINE, batch, profile
from tests.unit.diagnostics.quiet.bench import Ended, MadeUpHand

DISC = "36 1 11:0 / {point} ro,relatime shared:1 - iso9660 /dev/sr0 ro\n"
ROOT = "27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n"
EJECT = ("eject", "/dev/sr0")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "_SECONDS", 0.0)
    monkeypatch.setattr(ending, "_BETWEEN_SECONDS", 0.0)


def _machine(folder: Path, mounted: str = ROOT, state: str | None = None) -> AlbumWorld:
    """An album with one optical drive, /dev/sr0."""
    drive = {"name": "sr0", "path": "/dev/sr0", "kname": "sr0", "type": "rom", "vendor": "HL-DT-ST", "model": "DVD"}
    for place, text in {"proc/self/mountinfo": mounted, "proc/1/mountinfo": mounted, "run/pcsol/state": state}.items():
        if text is not None:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(text, "utf-8")
    (folder / "lsblk.json").write_text(json.dumps({"blockdevices": [drive]}), "utf-8")
    return AlbumWorld(folder)


def _trays(folder: Path, home: Path, **what: str) -> tuple[str, ...]:
    world = _machine(folder, **what)
    return ThisTower(lambda: world, home).trays()


def test_a_tray_opens_unless_its_disc_is_mounted_or_the_systems_own(pcsol_home: Path, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    assert _trays(tmp_path / "m", pcsol_home) == ("/dev/sr0",)
    assert _trays(tmp_path / "m", pcsol_home, mounted=ROOT + DISC.format(point="/run/live/medium")) == ()
    assert _trays(tmp_path / "m", pcsol_home, mounted=ROOT + DISC.format(point="/mnt")) == ()
    assert _trays(tmp_path / "m", pcsol_home, state="state=missing\ndisk=sr0\n") == ()


def test_no_tray_opens_where_nobody_can_tell_what_is_mounted(pcsol_home: Path, tmp_path: Path) -> None:
    world = _machine(tmp_path)
    (tmp_path / "proc/1/mountinfo").unlink()
    assert ThisTower(lambda: world, pcsol_home).trays() == ()


class _Lights:
    """Beeps and lights, in order."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def ring(self) -> None:
        self.seen.append("beep")

    def blink(self, *, on: bool) -> None:
        self.seen.append("on" if on else "off")


def test_it_beeps_blinks_and_opens_its_tray_once_in_a_while() -> None:
    lights, hand = _Lights(), MadeUpHand()
    shown = showing.Showing(hand, lambda: ("/dev/sr0",), lights.ring, lights.blink)
    for _time in range(3):
        shown.show()
    assert hand.started == [EJECT]
    assert lights.seen == ["beep", "on", "beep", "off"] * 12


def test_a_drive_that_does_not_open_keeps_no_other_from_it() -> None:
    def does(argv: tuple[str, ...]) -> Ended:
        if argv == EJECT:
            raise ToolFailedError("stuck")
        return Ended(0, "")

    hand, lights = MadeUpHand(does), _Lights()
    showing.Showing(hand, lambda: ("/dev/sr0", "/dev/sr1"), lights.ring, lights.blink).show()
    assert hand.started == [EJECT, ("eject", "/dev/sr1")]


class Live(AlbumWorld):
    """An album that says that it is this machine: what would be done to it is caught at the meter."""

    source = "live"


class _Tower(ThisTower):
    """Has a tray that may open."""

    def trays(self) -> tuple[str, ...]:
        return ("/dev/sr0",)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is started, and lit, on this machine."""
    found: list[Any] = []

    def start(argv: tuple[str, ...], _seconds: float) -> Ended:
        found.append(argv)
        return Ended(0, "")

    monkeypatch.setattr(meter, "start", start)
    monkeypatch.setattr(leds, "blink", lambda *, on: found.append(on))
    return found


def _shows(home: Path, world: AlbumWorld) -> Batch:
    one = batch(home)
    showing.of(one, _Tower(lambda: world, home), world, home).show()
    return one


def test_a_live_tower_lights_and_opens_what_is_its_own(pcsol_home: Path, done: list[Any]) -> None:
    _shows(pcsol_home, Live(MACHINE))
    assert done == [True, False] * 4 + [EJECT]


def test_a_recorded_tower_lights_and_opens_nothing_of_the_machine_that_replays_it(
    pcsol_home: Path, done: list[Any]
) -> None:
    _shows(pcsol_home, AlbumWorld(MACHINE))
    assert done == []


def test_the_tray_is_whoever_tests_the_tower_beside_the_batch(pcsol_home: Path, done: list[Any]) -> None:
    one = batch(pcsol_home)
    world = Live(MACHINE)
    with journal.alone(pcsol_home, one.rooms.look()):
        assert journal.is_anybody_testing(pcsol_home)
        _shows(pcsol_home, world)
        assert EJECT not in done
        one.board.begin("tests")  # its own: nobody is asked to do anything
        showing.of(one, _Tower(lambda: world, pcsol_home), world, pcsol_home).show()
        assert done.count(EJECT) == 1
    assert not journal.is_anybody_testing(pcsol_home)


def _run(one: Batch, state: str = "done", function: str | None = "A", label: str | None = "refurbished") -> BatchRun:
    steps = tuple(StepNote.model_validate({"step": step, "state": state}) for step in one.profile.in_order)
    return BatchRun(id="1", profile="whole", steps=steps, function=function, label=label)


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "live").mkdir()
    monkeypatch.setenv("PCSOL_LIVE", str(tmp_path / "live"))
    return tmp_path / "live" / "off"


def _ends(one: Batch, run: BatchRun, how: str, heard: Callable[[], None] = lambda: None) -> None:
    ending.end(one.profile.model_copy(update={"end": how}), run, one.board, None, heard)


def test_a_good_tower_tells_the_hub_and_then_switches_itself_off(pcsol_home: Path, live: Path) -> None:
    one, told_hub = batch(pcsol_home), []
    _ends(one, _run(one), "power-off", lambda: told_hub.append((one.board.word, live.exists())))
    assert told_hub == [("done", False)]
    assert live.exists()


@pytest.mark.parametrize(
    "how",
    [
        {"state": "failed"}, {"state": "left-out", "label": "second-hand"}, {"function": "D"}, {"label": "for-parts"},
    ],
)  # fmt: skip
def test_a_tower_that_somebody_must_look_at_stays_on(pcsol_home: Path, live: Path, how: dict[str, Any]) -> None:
    one = batch(pcsol_home)
    _ends(one, _run(one, **how), "power-off")
    assert one.board.shown != "done"
    assert not live.exists()


def test_a_tower_that_waits_for_something_stays_on(pcsol_home: Path, live: Path) -> None:
    one = batch(pcsol_home)
    one.board.need("code", "Scan it.")
    _ends(one, _run(one), "power-off")
    assert not live.exists()


def test_a_tower_whose_code_was_given_and_is_not_kept_yet_stays_on(pcsol_home: Path, live: Path) -> None:
    one = batch(pcsol_home)
    one.board.code = None
    one.board.need("code", "Scan it.")
    one.board.give(CODE)
    _ends(one, _run(one), "power-off")
    assert not live.exists()


def test_a_tower_with_a_test_to_look_at_is_not_done_though_nobody_graded_it(pcsol_home: Path, live: Path) -> None:
    """Without the tests that need a person there is no function grade that would say so."""
    one = batch(pcsol_home)
    run = _run(one, function=None, label="second-hand").model_copy(update={"to_look_at": ("memory",)})
    _ends(one, run, "power-off")
    assert one.board.word == "hand"
    assert not live.exists()


@pytest.mark.parametrize(("how", "beeps"), [("stay", 0), ("beep", 3), ("power-off", 3)])
def test_it_beeps_as_the_profile_says_and_no_other_system_is_switched_off(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch, how: str, beeps: int
) -> None:
    lights = _Lights()
    monkeypatch.delenv("PCSOL_LIVE", raising=False)
    monkeypatch.setattr(ending, "ring", lights.ring)
    one = batch(pcsol_home)
    _ends(one, _run(one), how)
    assert (len(lights.seen), one.board.word) == (beeps, "done")


def test_what_was_late_is_late_no_more_once_it_has_ended(pcsol_home: Path) -> None:
    one = batch(pcsol_home, "look")
    told.late(one, profile("look"), AlbumWorld(MACHINE), one.notes.kept.started_at)
    assert [need.code for need in one.board.needs] == ["late"]
    _ends(one, _run(one), "stay")
    assert (one.board.word, one.board.needs) == ("done", ())
