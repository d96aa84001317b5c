"""The PIN of a stick's key: a batch begins without it, the erasure waits for it, and a leave is not lost meanwhile."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.commands.batch import arming
from pcsol.commands.batch.unlocking import unlock
from pcsol.model.batch.notes import Armed
from pcsol.render.console import Screen
from pcsol.rounds.batch import erasing
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.orders import NOBODY, Order, Orders
from pcsol.store.papers import keys
from tests.typed import Typing
from tests.unit.batch.tower import RecordedTower, batch, run

PIN = "tournesol"


@pytest.fixture(autouse=True)
def stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home lies on a stick, and nobody set a PIN for programs."""
    monkeypatch.setattr(keys, "is_removable", lambda _home: True)
    monkeypatch.setattr(Batch, "rest", lambda one, _seconds=1.0: one.board.rest(0.01))
    monkeypatch.delenv("PCSOL_PIN", raising=False)


@pytest.fixture
def made(pcsol_home: Path) -> Path:
    """The stick's key was made by an earlier command."""
    keys.station_key(pcsol_home, lambda _need: PIN)
    return pcsol_home


class Unpatient(RecordedTower):
    """Somebody comes at the third look whether the key is still locked, and does this."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.looks, self.comes = 0, lambda: None

    def locked(self) -> bool:
        self.looks += 1
        if self.looks == 3:
            self.comes()
        return super().locked()


def _screen() -> Screen:
    return Screen(io.StringIO(), width=64, height=24)


def _unlock(one: Batch, *lines: str | None, over: bool = True) -> bool:
    return unlock(one, _screen(), Typing(list(lines)), lambda: over)


def _leave(one: Batch) -> Armed:
    until = datetime.now(UTC) + timedelta(hours=1)
    return Armed(disks=one.rooms.disks(), until=until, lot="Mairie")


def _waiting(home: Path, orders: Orders = NOBODY) -> tuple[Batch, Unpatient]:
    tower = Unpatient(home)
    one = batch(home, tower=tower, orders=orders)
    one.board.may_unlock = True
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


def test_the_need_stands_from_the_beginning_where_a_person_could_meet_it(made: Path) -> None:
    one = batch(made)
    assert not erasing.wants_the_pin(one)
    assert one.board.needs == ()
    one.board.may_unlock = True
    assert erasing.wants_the_pin(one)
    assert [need.code for need in one.board.needs] == ["pin"]
    looks_only = batch(made, "look")
    looks_only.board.may_unlock = True
    assert not erasing.wants_the_pin(looks_only)


def test_an_armed_tower_waits_for_the_pin_and_is_erased_then(made: Path) -> None:
    one, tower = _waiting(made)
    seen: list[tuple[str, list[str]]] = []

    def comes() -> None:
        seen.append((one.board.shown, [need.code for need in one.board.needs]))
        tower.unlock(lambda _need: PIN)

    tower.comes = comes
    one.board.armed = _leave(one)
    run(one)
    assert seen == [("hand", ["pin"])]
    assert tower.disks_erased == [tower.disks()]
    assert "pin" not in [need.code for need in one.board.needs]


def test_whoever_does_not_want_to_wait_erases_nothing(made: Path) -> None:
    one, tower = _waiting(made)
    tower.comes = one.board.go_on
    one.board.armed = _leave(one)
    run(one)
    assert tower.disks_erased == []
    assert one.notes.kept.of("erase").state == "left-out"
    assert one.board.needs == ()


def test_an_order_that_the_hub_takes_back_meanwhile_counts_no_more(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = Orders(listens=True)
    one, tower = _waiting(made, orders)

    def then(_one: Batch, _seconds: float = 1.0) -> None:
        """The PIN comes after the hub's word."""
        if orders.latest.armed is None and tower.locked():
            tower.unlock(lambda _need: PIN)
        elif orders.latest.armed is None:
            one.board.go_on()

    tower.comes = lambda: orders.heard(Order(armed=None))
    monkeypatch.setattr(Batch, "rest", then)
    orders.heard(Order(armed=_leave(one), burn=True))
    run(one)
    assert not tower.locked()
    assert tower.disks_erased == []


def test_an_erasure_that_a_power_cut_ended_waits_for_the_pin_and_goes_on(made: Path) -> None:
    one, tower = _waiting(made)
    one.notes.arm(_leave(one).model_copy(update={"begun": True, "at_tower": True}))
    tower.comes = lambda: tower.unlock(lambda _need: PIN)
    run(one)
    assert tower.disks_erased == [tower.disks()]
    assert not tower.locked()
