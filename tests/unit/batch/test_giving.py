"""A code that was given at a tower: taken back, kept, or refused, and each time it is said."""

import time
from pathlib import Path

import pytest

from pcsol.commands.batch.wire import said
from pcsol.errors import CodeTakenError
from pcsol.i18n import speaking
from pcsol.rounds.batch import board as boards
from pcsol.rounds.batch import watch
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.watch import State, state
from pcsol.store import find
from tests.unit.batch.front import Typed, at_screen, uncoded
from tests.unit.batch.tower import CODE


def _is_watched(one: Batch, *keys: str | None) -> list[str]:
    front, said = at_screen(one, Typed(*keys))
    front.start().join(20)
    return said


def test_a_code_that_was_given_is_taken_back_while_nothing_is_kept_under_it(pcsol_home: Path) -> None:
    one = uncoded(pcsol_home)
    one.board.need("code", "Type it.")
    kept = find.everything(pcsol_home).records
    with speaking("en"):
        assert _is_watched(one, "VAL-0043-E", None, "", None) == []
        shown = state(one)
        assert (shown.code, shown.needs, said(one, ()).needs) == ("VAL-0043-E", (), ())
        assert "C takes it back" in shown.notice
        assert "C: wrong code" in shown.keys
        _is_watched(one, "c", None)
        shown = state(one)
    assert (one.board.typed, shown.code, shown.needs) == (None, None, ("Type it.",))
    assert "nothing was kept" in shown.notice
    assert "Code: type or scan it" in shown.keys
    one.take_typed()
    assert (one.board.code, find.everything(pcsol_home).records) == (None, kept)


def test_a_wait_leaves_a_moment_to_take_a_code_back_and_a_step_that_begins_does_not(pcsol_home: Path) -> None:
    one, clock = uncoded(pcsol_home), [0.0]
    one.board.now = lambda: clock[0]
    one.board.give(CODE)
    one.rest(0)
    assert one.board.given == CODE
    clock[0] = 20.0
    one.rest(0)
    assert (one.board.given, one.board.code) == (None, CODE)
    other = uncoded(pcsol_home)
    other.board.give(CODE)
    other.take_typed()
    assert other.board.code == CODE


def test_once_it_is_kept_the_screen_says_where_a_code_is_changed(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the batch says meanwhile, and again with each C."""
    one = uncoded(pcsol_home)
    one.board.give(CODE)
    one.take_typed()
    kept = find.everything(pcsol_home).records
    with speaking("en"):
        one.say_where_a_code_is_changed()
        one.board.say("It waits its turn.")
        assert "page at the server" in state(one).notice
        with monkeypatch.context() as later:
            later.setattr(boards, "_ANSWERED_SECONDS", 0.0)
            assert state(one).notice == "It waits its turn."
        _is_watched(one, "c", None)
        assert "page at the server" in one.board.notice
        one.board.end()
        assert state(one).keys == "C: wrong code  X: close >"
    assert (one.board.code, find.everything(pcsol_home).records) == (CODE, kept)


def test_nothing_is_armed_before_the_code_is_kept_and_that_is_said(pcsol_home: Path) -> None:
    one = uncoded(pcsol_home)
    one.board.give(CODE)
    assert _is_watched(one, "e", None) == []
    assert state(one).notice == one.board.answered != ""


def test_a_code_that_is_typed_at_the_end_is_taken_still(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = uncoded(pcsol_home)
    one.notes.code(None)  # type: ignore[arg-type]
    monkeypatch.setattr(watch, "_LOOK_SECONDS", 0.05)
    one.board.typed = "VAL-0043-E"
    taken: list[str] = []
    front, _said = at_screen(one, Typed())
    monkeypatch.setattr(one.rooms, "receive", lambda code: (taken.append(code), front._seen.set()))
    front.stays()
    assert (taken, one.board.code) == (["VAL-0043-E"], "VAL-0043-E")


def test_a_code_that_is_refused_at_the_end_is_said_before_the_screen_closes(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scanned, yes, X: as whoever goes from tower to tower does it."""
    one = uncoded(pcsol_home)
    one.notes.code(None)  # type: ignore[arg-type]
    monkeypatch.setattr(watch, "_LOOK_SECONDS", 0.05)

    class Reader(Typed):
        has_read = False

        def key(self, seconds: float | None) -> str | None:
            if self.script:
                return super().key(seconds)
            time.sleep(0.01)
            if "another tower" not in state(one).notice:
                return None
            time.sleep(0.5)
            self.has_read = True
            return "x"

    def receive(code: str) -> None:
        raise CodeTakenError(f"{code} is another tower.")

    monkeypatch.setattr(one.rooms, "receive", receive)
    reader = Reader("VAL-0043-E", None, "", "x")
    shown, _said = at_screen(one, reader)
    shown.start()
    shown.stays()
    assert (reader.has_read, one.board.code) == (True, None)
    shown.end()


def test_a_code_that_is_refused_where_nobody_is_left_holds_up_nothing(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = uncoded(pcsol_home)
    one.notes.code(None)  # type: ignore[arg-type]

    def receive(code: str) -> None:
        raise CodeTakenError(f"{code} is another tower.")

    monkeypatch.setattr(one.rooms, "receive", receive)
    shown, _said = at_screen(one, Typed("VAL-0043-E", None, ""))
    shown.start().join(20)
    shown.stays()
    assert one.board.code is None


def test_while_it_is_being_kept_a_code_is_neither_asked_for_nor_forgotten(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pulled stick may take a while; its code stands there meanwhile, and C says what it can."""
    one, seen = uncoded(pcsol_home), list[State]()
    one.notes.code(None)  # type: ignore[arg-type]
    one.board.need("code", "Type it.")

    def receive(_code: str) -> None:
        _is_watched(one, "c", None, "e", None)
        seen.append(state(one))

    monkeypatch.setattr(one.rooms, "receive", receive)
    with speaking("en"):
        one.board.give(CODE)
        one.take_typed()
    assert (seen[0].code, seen[0].needs) == (CODE, ())
    assert "C: wrong code" in seen[0].keys
    assert "kept first" in seen[0].notice
    assert (one.board.code, one.board.taking) == (CODE, None)


def test_what_a_code_came_to_while_it_is_kept_is_said(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, seen = uncoded(pcsol_home), list[str]()
    one.notes.code(None)  # type: ignore[arg-type]

    def receive(_code: str) -> None:
        _is_watched(one, "c", None)
        seen.append(state(one).notice)

    monkeypatch.setattr(one.rooms, "receive", receive)
    with speaking("en"):
        one.board.give(CODE)
        one.take_typed()
    assert "is being kept" in seen[0]
