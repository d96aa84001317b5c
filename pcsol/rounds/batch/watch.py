"""Beside the batch, in threads of their own: the screen with its keys, and the exchange with the hub."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Protocol

from pcsol.errors import CodeFaultyError, PCSolError
from pcsol.i18n import _, language, speaking
from pcsol.judge import codes
from pcsol.render.batch import huge
from pcsol.render.batch.huge import Line, State
from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.report.batch import STEPS, left
from pcsol.rounds.batch import planning
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import Board
from pcsol.rounds.batch.orders import Order

_SHORTEST_CODE, _LONGEST_CODE = 4, 20
_BETWEEN_SECONDS = 1.2  # between two signs of somebody who looks for each
_log = logging.getLogger(__name__)
_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 60.0  # a question that nobody answers is a no
_ANEW_SECONDS = 10.0  # the time left is shown anew, though nothing happened


class Wire(Protocol):
    """A line to the hub."""

    def exchange(self, batch: Batch) -> Order | None:
        """Say how it is, and return what the hub wants; None: it does not answer."""


@dataclass(slots=True)
class Telling:
    """Says every few seconds how it is. `show`: what the tower does when it is to be found."""

    batch: Batch
    wire: Wire
    show: Callable[[], None]
    seconds: float = 5.0
    _over: Event = field(default_factory=Event)
    _showing: Thread | None = None

    def start(self) -> Thread:
        """Begin, in a thread that nobody has to wait for."""
        spoken = language()
        thread = Thread(target=self._go, args=(spoken,), name="batch: hub", daemon=True)
        thread.start()
        return thread

    def end(self) -> None:
        """Say it once more, and stop: the hub knows how it ended."""
        self._over.set()
        self.tell()

    def _go(self, spoken: str) -> None:
        with speaking(spoken):
            while not self._over.wait(self.seconds):
                self.tell()

    def tell(self) -> None:
        """Say it now. Whatever goes wrong is silence: an order that nobody repeats must not stay in force."""
        order = None
        try:
            order = self.wire.exchange(self.batch)
        except Exception:  # noqa: BLE001  # whatever it is
            _log.exception("the exchange with the hub")
        self.batch.orders.heard(order)
        if order is not None and order.show and not (self._showing is not None and self._showing.is_alive()):
            self._showing = Thread(target=self._show, name="batch: shows itself", daemon=True)
            self._showing.start()

    def _show(self) -> None:
        """A tray takes ten seconds: the exchange, by which leave is taken back, goes on meanwhile."""
        try:
            self.show()
        except Exception:  # noqa: BLE001  # it does not matter enough
            _log.exception("a tower shows itself")


@dataclass(slots=True)
class Front:
    """The tower's own screen and keyboard.

    `arm`: what asks a person for the identity of each disk, told how to learn that the batch has ended; `unlock`: what
    asks for the PIN of the key, told the same; `stop`: what ends the work of the main thread.
    """

    batch: Batch
    screen: Screen
    keys: Keys
    arm: Callable[[Callable[[], bool]], None]
    unlock: Callable[[Callable[[], bool]], object]
    stop: Callable[[], None]
    _over: Event = field(default_factory=Event)
    _seen: Event = field(default_factory=Event)
    _gone: Event = field(default_factory=Event)  # nobody is there any more
    _thread: Thread | None = None
    _asked_at: float = 0.0

    def start(self) -> Thread:
        """Begin."""
        thread = Thread(target=self._go, args=(language(),), name="batch: screen", daemon=True)
        thread.start()
        self._thread = thread
        return thread

    def end(self) -> None:
        """Stop listening, and wait until that is so: the next key is somebody else's."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(_LOOK_SECONDS * 4)

    def stays(self) -> None:
        """Stay on the screen until a person says that it was seen, or nobody is there any more.

        A code that is typed now is taken still; where it is refused, that is to be read before the screen closes.
        """
        board = self.batch.board
        board.end()
        while True:
            is_seen = self._seen.wait(_LOOK_SECONDS)
            given = board.given
            self.batch.take_typed(however_fresh=is_seen)
            was_refused = given is not None and board.given is None and board.code is None
            if is_seen and (self._gone.is_set() or not was_refused):
                return
            if is_seen:
                self._seen.clear()

    def _go(self, spoken: str) -> None:
        with speaking(spoken):
            shown, at = (-1, False), 0.0
            while not self._over.is_set():
                now = (self.batch.board.version, self.batch.orders.latest.show)
                try:
                    if now != shown or time.monotonic() - at > _ANEW_SECONDS:
                        shown, at = now, time.monotonic()
                        huge.show(self.screen, state(self.batch))
                    self._heed(self.keys.key(_LOOK_SECONDS))
                except EOFError:  # nobody is there any more: the batch goes on by itself
                    self._gone.set()
                    self._seen.set()
                    return
                except PCSolError as err:  # a stick that was pulled while a person was asked
                    self.batch.board.answer(f"{err.what} {err.remedy}".strip())
                except Exception:  # noqa: BLE001  # a screen that stands still would say something wrong
                    _log.exception("the batch's screen")
                    self._over.wait(_LOOK_SECONDS)

    def _heed(self, pressed: str | None) -> None:
        """A letter alone is a key; a code that is typed sign by sign is heard to its end first."""
        board = self.batch.board
        if pressed is None:
            if board.asked is not None and time.monotonic() - self._asked_at > _PATIENCE_SECONDS:
                board.ask(None)
            return
        word = _once(self._whole(pressed).upper())
        asked = board.asked
        board.ask(None)
        if len(word) >= _SHORTEST_CODE:
            self._is_asked(word)
        elif asked is None:
            self._does(word)
        elif word == "":  # every other key, whatever it means else, is a no first
            board.give(asked)

    def _does(self, word: str) -> None:
        board = self.batch.board
        if word == "X" and board.over:
            self._seen.set()
        elif word == "X":
            board.stop.set()
            self.stop()
        elif word == "C":
            self._corrects()
        elif word == "E" and (board.given or board.taking) and may_arm(self.batch):
            board.answer(_("Its code is kept first, as soon as this step allows it. Then press E again."))
        elif word == "E" and may_arm(self.batch):
            self.arm(self._over.is_set)
        elif word == "P" and board.is_needed("pin"):
            self.unlock(self._over.is_set)
        elif word == "":
            board.go_on()

    def _corrects(self) -> None:
        """Whoever gave a wrong code takes it back while nothing is kept under it, and learns where to go after that."""
        board = self.batch.board
        if board.take_back():
            board.answer(_("Taken back: nothing was kept under it. Type or scan the code of the sticker."))
        elif board.code is not None:
            self.batch.say_where_a_code_is_changed()
        elif board.taking is not None:
            text = _("{code} is being kept just now. If it is wrong, a technician changes it at the server.")
            board.answer(text.format(code=board.taking))

    def _is_asked(self, typed: str) -> None:
        """A code never changes, and a scanner may have met the next tower's sticker: a person says yes to it first."""
        board = self.batch.board
        try:
            code = codes.read(typed)
        except CodeFaultyError as err:
            board.answer(f"{err.what} {err.remedy}".strip())
            return
        if board.code is not None:  # it is known already: the batch says so
            board.give(code)
            return
        self._asked_at = time.monotonic()
        board.ask(code)

    def _whole(self, first: str) -> str:
        """Return what is typed until Enter, or until nothing more comes for a while."""
        typed = first
        while len(typed) < _LONGEST_CODE and (len(first) == 1 or len(typed) > 1) and first.isalnum():
            more = self.keys.key(_BETWEEN_SECONDS)
            if not more:  # Enter, or nothing
                break
            typed += more
        return typed


def _once(word: str) -> str:
    """A key that is pressed again and again, as for a wrong tower that is being erased, is that key."""
    return word[:1] if word.isalpha() and len(set(word)) == 1 else word


def state(batch: Batch) -> State:
    """Return what the screen shows just now."""
    board, kept = batch.board, batch.notes.kept
    steps = tuple(
        zip((_(STEPS[one.step]) for one in kept.steps), huge.signs([o.state for o in kept.steps]), strict=True)
    )
    lines = tuple(Line(one.name, one.share, left(one.seconds_left)) for one in board.doing)
    return State(
        word=board.shown, code=board.code or board.given or board.taking, steps=steps, lines=lines,
        needs=tuple(one.text for one in board.needs),
        notice=_question(board) or board.answered or _given(board) or board.notice, left=left(board.seconds_left),
        keys=_keys(batch), shows_itself=batch.orders.latest.show, room=_room(batch),
    )  # fmt: skip


def _room(batch: Batch) -> str:
    """When the room closes, and whether this tower will have finished by then; "" once it has."""
    closing, kept = batch.orders.closing, batch.notes.kept
    if closing is None or batch.board.over:
        return ""
    ends = None
    if closing.seconds is not None and batch.board.word not in {"waits", "hand"}:
        ends = planning.has_ended_in(closing.seconds, kept.steps, batch.board.seconds_left)
    if ends is None:
        text = _("The room closes at {hour}. Tower done by then? Not known.")
    elif ends:
        text = _("The room closes at {hour}: this tower will have finished.")
    else:
        text = _("The room closes at {hour}: this tower will not have finished.")
    return text.format(hour=closing.hour)


def _question(board: Board) -> str:
    if board.asked is None:
        return ""
    return _("{code}: is that the code on its sticker? It never changes afterwards.").format(code=board.asked)


def _given(board: Board) -> str:
    if board.given is None:
        return ""
    return _("{code} is kept as soon as this step allows it. Is it wrong? C takes it back.").format(code=board.given)


def may_arm(batch: Batch) -> bool:
    """Tell whether leave to erase would still be used."""
    steps = {one.step for one in batch.notes.kept.steps}
    return "erase" in steps and not batch.board.over and batch.notes.kept.of("erase").state in {"to-do", "doing"}


def _keys(batch: Batch) -> str:
    """The keys that do something just now."""
    board = batch.board
    if board.asked is not None:
        return _("Enter: yes  Any other key: no >")
    if batch.notes.is_over or board.over:
        has_code = (board.code or board.given or board.taking) is not None
        return "  ".join([*([_("C: wrong code")] if has_code else []), _("X: close >")])
    found = []
    if board.may_go_on:
        found.append(_("Enter: go on"))
    if board.code is None:  # C answers after that as well; a small screen has no line to spare for it
        has_code = (board.given or board.taking) is not None
        found.append(_("C: wrong code") if has_code else _("Code: type or scan it"))
    if may_arm(batch):
        found.append(_("E: erase its disks"))
    if board.is_needed("pin"):
        found.append(_("P: PIN"))
    return "  ".join([*found, _("X: stop >")])
