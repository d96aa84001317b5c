"""The PIN of a stick's key: a batch begins without it, the erasure waits for it, and a leave is not lost meanwhile."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.commands.batch import arming
from pcsol.commands.batch.unlocking import unlock
from pcsol.i18n import speaking
from pcsol.model.batch.notes import Armed
from pcsol.render.console import Screen
from pcsol.rounds.batch import erasing
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import StoppedError
from pcsol.rounds.batch.orders import NOBODY, Order, Orders
from pcsol.rounds.batch.watch import state
from pcsol.store.papers import keys
from tests.typed import Typing
from tests.unit.batch.tower import RecordedTower, batch, meanwhile, run

PIN = "tournesol"


@pytest.fixture(autouse=True)
def stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home lies on a stick, and nobody set a PIN for programs."""
    monkeypatch.setattr(keys, "is_removable", lambda _home: True)
    monkeypatch.delenv("PCSOL_PIN", raising=False)


@pytest.fixture
def made(pcsol_home: Path) -> Path:
    """The stick's key was made by an earlier command."""
    keys.station_key(pcsol_home, lambda _need: PIN)
    return pcsol_home


def _screen() -> Screen:
    return Screen(io.StringIO(), width=64, height=24)


def _unlock(one: Batch, *lines: str | None, over: bool = True) -> bool:
    return unlock(one, _screen(), Typing(list(lines)), lambda: over)


def _leave(one: Batch) -> Armed:
    until = datetime.now(UTC) + timedelta(hours=1)
    return Armed(disks=one.rooms.disks(), until=until, lot="Mairie")


def _waiting(home: Path, orders: Orders = NOBODY) -> tuple[Batch, RecordedTower]:
    tower = RecordedTower(home)
    one = batch(home, tower=tower, orders=orders)
    erasing.ask_for_the_pin(one)
    return one, tower


def test_a_pin_opens_the_key_after_a_wrong_one(made: Path) -> None:
    one = batch(made)
    assert one.rooms.locked()
    assert _unlock(one, "wrong-one", PIN)
    assert not one.rooms.locked()
    assert _unlock(one)  # nothing is asked any more


@pytest.mark.parametrize("lines", [[""], [None], ["wrong-one"] * 3])
def test_enter_silence_and_three_wrong_ones_are_a_no(made: Path, lines: list[str | None]) -> None:
    one = batch(made)
    assert not _unlock(one, *lines)
    assert one.rooms.locked()
    assert one.board.notice


def test_a_new_pin_is_typed_twice(pcsol_home: Path) -> None:
    one = batch(pcsol_home)
    assert _unlock(one, PIN, "other-one", PIN, PIN)
    assert not one.rooms.locked()


def test_arming_at_the_tower_asks_for_the_pin_first(made: Path) -> None:
    one = batch(made)
    arming.arm(one, _screen(), Typing([""]), lambda: True)
    assert one.board.armed is None
    arming.arm(one, _screen(), Typing([PIN, *one.rooms.disks()]), lambda: True)
    assert one.board.armed is not None


def test_the_need_stands_from_the_beginning_until_the_key_is_open(made: Path) -> None:
    one, _tower = _waiting(made)
    assert [need.code for need in one.board.needs] == ["pin"]
    assert _unlock(one, PIN)
    erasing.ask_for_the_pin(one)
    assert one.board.needs == ()


def test_no_pin_is_asked_for_where_nothing_is_to_be_erased(made: Path) -> None:
    looks_only, erased = batch(made, "look"), batch(made)
    erased.notes.step("erase", state="done")  # and the power went before the rest
    for one in (looks_only, erased):
        erasing.ask_for_the_pin(one)
        assert one.rooms.locked()
        assert one.board.needs == ()


def test_an_armed_tower_waits_for_the_pin_and_is_erased_then(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, tower = _waiting(made)
    seen: list[tuple[str, list[str], str]] = []

    def looks(one: Batch) -> None:
        seen.append((one.board.shown, [need.code for need in one.board.needs], state(one).keys))

    meanwhile(monkeypatch, looks, lambda _one: _unlock(one, PIN))
    monkeypatch.setattr(tower, "erase", lambda *what: (looks(one), RecordedTower.erase(tower, *what))[1])
    one.board.armed = _leave(one)
    with speaking("en"):
        run(one)
    assert seen == [
        ("hand", ["pin"], "Enter: go on  E: erase its disks  P: PIN  X: stop >"),
        ("erases", [], "E: erase its disks  X: stop >"),
    ]
    assert tower.disks_erased == [tower.disks()]


def test_whoever_does_not_want_to_wait_erases_nothing(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, tower = _waiting(made)
    meanwhile(monkeypatch, lambda one: one.board.go_on())
    one.board.armed = _leave(one)
    with speaking("en"):
        run(one)
    assert tower.disks_erased == []
    assert one.notes.kept.of("erase").state == "left-out"
    assert "PIN" in one.notes.kept.of("erase").text, "a person armed it: that is not what was missing"
    assert one.board.needs == ()


def test_an_order_that_the_hub_takes_back_meanwhile_counts_no_more(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = Orders(listens=True)
    one, tower = _waiting(made, orders)
    meanwhile(
        monkeypatch,
        lambda _one: orders.heard(Order(armed=None)),
        lambda _one: _unlock(one, PIN),
        lambda one: one.board.go_on(),
    )
    orders.heard(Order(armed=_leave(one), burn=True))
    run(one)
    assert not tower.locked()
    assert tower.disks_erased == []


def test_an_erasure_that_a_power_cut_ended_waits_for_the_pin_and_goes_on(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, tower = _waiting(made)
    one.notes.arm(_leave(one).model_copy(update={"begun": True, "at_tower": True}))
    meanwhile(monkeypatch, lambda _one: None, lambda _one: _unlock(one, PIN))
    run(one)
    assert tower.disks_erased == [tower.disks()]
    assert not tower.locked()


def test_x_while_an_erasure_waits_for_the_pin_takes_its_leave_back(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, tower = _waiting(made)
    one.notes.arm(_leave(one).model_copy(update={"begun": True, "at_tower": True}))
    meanwhile(monkeypatch)
    with pytest.raises(StoppedError):
        run(one)
    assert one.notes.kept.armed is None
    assert tower.disks_erased == []
