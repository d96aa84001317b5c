"""Keys and orders beside the batch: a code typed by hand is no key, a no is a no, and a fault is silence."""

import io
from pathlib import Path
from threading import Event

import pytest

from pcsol.commands.batch import arming, wire
from pcsol.commands.batch.wire import said
from pcsol.errors import StoreGoneError
from pcsol.i18n import speaking
from pcsol.model.batch.notes import Armed
from pcsol.push.wire.line import Answer
from pcsol.render.console import Screen
from pcsol.rounds.batch import watch
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.orders import Closing, Order, Orders
from pcsol.rounds.batch.watch import Telling, state
from tests.unit.batch.front import Typed, at_screen, uncoded
from tests.unit.batch.tower import CODE, RecordedTower, batch


def test_a_code_typed_sign_by_sign_is_a_code_and_no_key(pcsol_home: Path) -> None:
    one = batch(pcsol_home)
    front, said = at_screen(one, Typed(*"exa-0042-9", "", None))
    front.start().join(20)
    assert said == []
    assert not one.board.stop.is_set()
    assert one.board.typed or one.board.notice  # taken, or its check letter is told to be wrong


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        (["VAL-0043-E", None, ""], "VAL-0043-E"),  # a scanner, then a person
        ([*"val-0043-e", "", ""], "VAL-0043-E"),
        (["VAL-0043-E", None], None),  # nobody says yes
        (["VAL-0043-E", None, "x", None], None),
        (["VAL-0043-E", None, "VAL-0044-R", None, ""], "VAL-0044-R"),
        (["VAL-0043-E", None, "n", None, ""], None),  # an Enter later is for something else
        (["VAL-0043-X", None, ""], None),  # its check letter is wrong: nothing is asked
    ],
)
def test_a_code_is_taken_once_a_person_said_yes_to_it(
    pcsol_home: Path, keys: list[str | None], typed: str | None
) -> None:
    one = uncoded(pcsol_home)
    front, said = at_screen(one, Typed(*keys))
    front.start().join(20)
    assert (one.board.typed, said) == (typed, [])
    assert not one.board.stop.is_set()


def test_the_question_stands_on_the_screen_and_nobodys_answer_is_a_no(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = uncoded(pcsol_home)
    one.board.say("something else")
    one.board.ask("VAL-0043-E")
    shown = state(one)
    assert "VAL-0043-E" in shown.notice
    assert shown.keys.count("  ") == 1
    monkeypatch.setattr(watch, "_PATIENCE_SECONDS", -1.0)
    front, _said = at_screen(one, Typed(None))
    front.start().join(20)
    assert one.board.asked is None
    assert state(one).notice == "something else"


def test_a_tower_whose_code_is_known_says_which_and_what_to_do(pcsol_home: Path) -> None:
    one = batch(pcsol_home)
    front, _said = at_screen(one, Typed("VAL-0043-E"))
    front.start().join(20)
    assert one.board.asked is None
    one.take_code(one.board.typed or "")
    assert all(word in one.board.notice for word in (CODE, "VAL-0043-E"))


@pytest.mark.parametrize(("key", "wanted"), [("e", ["arm"]), ("x", ["stop"]), ("q", [])])
def test_a_letter_alone_is_a_key(pcsol_home: Path, key: str, wanted: list[str]) -> None:
    front, said = at_screen(batch(pcsol_home), Typed(key, None))
    front.start().join(20)
    assert said == wanted


def test_a_key_that_is_pressed_again_and_again_is_that_key(pcsol_home: Path) -> None:
    """Whoever sees the wrong tower being erased presses X more than once."""
    front, said = at_screen(batch(pcsol_home), Typed(*"xxxxxx", None))
    front.start().join(20)
    assert said == ["stop"]


def test_nothing_arms_where_nothing_will_be_erased(pcsol_home: Path) -> None:
    front, said = at_screen(batch(pcsol_home, "look"), Typed("e", None))
    front.start().join(20)
    assert said == []


def test_a_screen_that_fails_once_goes_on(pcsol_home: Path) -> None:
    one = batch(pcsol_home)
    front, said = at_screen(one, Typed("e", None, "x", None))
    first = [True]

    def pulled(_over: object) -> None:
        if first.pop():
            raise StoreGoneError("the stick is not there", remedy="Plug it in.")

    front.arm = pulled
    front.start().join(20)
    assert said == ["stop"]
    assert "the stick is not there" in one.board.notice


def _armed(one: Batch, *lines: str | None) -> Armed | None:
    screen = Screen(io.StringIO(), width=64, height=24)
    arming.arm(one, screen, Typed(lines=lines), lambda: True)
    return one.board.armed


def test_each_identity_typed_arms_for_two_hours_and_a_later_no_takes_it_back(pcsol_home: Path) -> None:
    one = batch(pcsol_home)
    disks = one.rooms.disks()
    armed = _armed(one, *disks)
    assert armed is not None
    assert (armed.disks, armed.at_tower) == (disks, True)
    assert _armed(one, "") is None
    assert _armed(one, "WRONG", "WRONG", "WRONG") is None
    assert _armed(one, None) is None


def test_what_would_refuse_it_is_said_before_anything_is_typed(pcsol_home: Path) -> None:
    tower = RecordedTower(pcsol_home)
    tower.lots = None
    one = batch(pcsol_home, tower=tower)
    assert _armed(one, *tower.disks()) is None
    assert one.board.notice


def test_a_fault_in_the_exchange_is_silence_and_ends_every_leave(pcsol_home: Path) -> None:
    orders = Orders(listens=True)
    one = batch(pcsol_home, orders=orders)
    answers: list[Order | Exception] = [
        Order(burn=True, armed=Armed(disks=("A",), until=one.notes.kept.started_at)), RuntimeError("no more threads"),
    ]  # fmt: skip

    class Wire:
        def exchange(self, _batch: Batch) -> Order | None:
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

    telling = Telling(one, Wire(), lambda: None)
    telling.tell()
    assert orders.latest.armed
    telling.tell()
    assert (orders.latest.armed, orders.latest.burn, orders.silent) == (None, False, True)


def test_a_medium_that_takes_nothing_is_said_at_the_hub_as_on_the_screen(pcsol_home: Path) -> None:
    one = batch(pcsol_home)
    one.board.says("tests")
    assert (state(one).word, said(one, ()).word) == ("tests", "tests")
    one.board.need("medium", "The stick is full.")
    assert (state(one).word, said(one, ()).word) == ("hand", "hand")
    one.board.met("medium")
    assert (state(one).word, said(one, ()).word) == ("tests", "tests")


def test_a_tower_that_shows_itself_hears_meanwhile_that_its_leave_was_taken_back(pcsol_home: Path) -> None:
    orders, opened, begun = Orders(listens=True), Event(), Event()
    one = batch(pcsol_home, orders=orders)
    answers = [Order(show=True, armed=Armed(disks=("A",), until=one.notes.kept.started_at)), Order(show=True)]

    class Wire:
        def exchange(self, _batch: Batch) -> Order | None:
            return answers.pop(0)

    times = []

    def show() -> None:
        times.append(1)
        begun.set()
        opened.wait(20)

    telling = Telling(one, Wire(), show)
    telling.tell()
    assert begun.wait(20)
    assert orders.latest.armed is not None
    telling.tell()
    assert orders.latest.armed is None
    assert times == [1]  # one tray at a time
    opened.set()


def _room(one: Batch) -> str:
    with speaking("en"):
        return state(one).room


def test_when_the_room_closes_stands_on_the_screen_with_whether_it_will_have_finished(pcsol_home: Path) -> None:
    """By the hub's word, without the tower's clock, which may be years wrong; a silent hub unsays nothing."""
    clock = [100.0]
    orders = Orders(listens=True, now=lambda: clock[0])
    one = batch(pcsol_home, "look", orders=orders)
    assert _room(one) == ""
    orders.heard(Order(closing=Closing("17:30", 1_000.0)))
    one.notes.step("inventory", state="done")
    one.notes.step("tests", state="doing")
    one.board.begin("tests")
    assert _room(one) == "The room closes at 17:30. Tower done by then? Not known."
    one.board.left(900)
    assert _room(one) == "The room closes at 17:30: this tower will have finished."
    orders.heard(None)
    clock[0] = 300.0
    assert _room(one) == "The room closes at 17:30: this tower will not have finished."
    one.board.says("waits")
    assert "Not known" in _room(one)
    clock[0] = 1_200.0
    assert _room(one) == ""
    orders.heard(Order(closing=Closing("17:30")))  # a hub of before, which tells the hour alone
    assert "Not known" in _room(one)
    one.board.end()
    assert _room(one) == ""


def test_the_hour_of_the_hubs_answer_is_taken(pcsol_home: Path) -> None:
    plain = {"orders": {"show": False, "burn": True, "armed": None, "until": "17:30", "closes_in": 60.0}}
    order = wire._order(Answer(200, plain))
    assert order is not None
    assert order.closing == Closing("17:30", 60.0)
    del plain["orders"]["until"]
    order = wire._order(Answer(200, plain))
    assert order is not None
    assert order.closing is None


def test_p_is_a_key_only_while_a_pin_is_wanted(pcsol_home: Path) -> None:
    one = batch(pcsol_home)
    front, said = at_screen(one, Typed("p", None, "x", None))
    front.start().join(20)
    assert said == ["stop"]
    one.board.need("pin", "type it")
    assert "PIN" in state(one).keys
    front, said = at_screen(one, Typed("p", None, "x", None))
    front.start().join(20)
    assert said == ["unlock", "stop"]
