"""Start a batch with all that stands around it: screen, keyboard, line to the hub; and end it as the profile says."""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from signal import SIGINT, raise_signal

from pcsol.commands.batch import arming, told
from pcsol.commands.batch.rooms import ThisTower
from pcsol.commands.batch.showing import Showing
from pcsol.commands.batch.wire import HubWire
from pcsol.commands.dialogue import asking
from pcsol.errors import KeyLockedError, StoreError
from pcsol.model.batch.notes import BatchRun
from pcsol.model.batch.progress import Word
from pcsol.model.profile.batch import BatchProfile
from pcsol.render import console
from pcsol.render.keys import Keyboard
from pcsol.rounds.batch import steps
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import Board, StoppedError
from pcsol.rounds.batch.notes import Notes, alone
from pcsol.rounds.batch.orders import NOBODY, Orders
from pcsol.rounds.batch.watch import Front, Telling
from pcsol.store.home import home
from pcsol.store.live import stick
from pcsol.tools.hand import LiveHand, NoHand
from pcsol.tools.world.world import World

_BEEPS, _BETWEEN_SECONDS = 3, 0.5


def go(
    profile: BatchProfile, world: Callable[[], World], code: str | None, until: datetime | None, *, again: bool,
    as_json: bool,
) -> BatchRun:  # fmt: skip
    """Run it, with a screen where a person may look on. Raises CodeFaultyError, CodeTakenError, StoreError, HubError;
    KeyboardInterrupt when a person ends it: it goes on at the next start."""
    place = home()
    rooms = ThisTower(world, place)
    with alone(place), ExitStack() as around:
        disks = rooms.disks()
        notes = Notes.open(place, profile, rooms.marks, disks, again=again)
        wire = HubWire.of(place, disks)
        batch = Batch(profile, rooms, notes, Board(), Orders(listens=True) if wire else NOBODY)
        for one in (rooms.code(), code):
            if one is not None:
                batch.take_code(one)
        looks_on = not as_json and asking.is_a_person_there() and sys.stdout.isatty()
        if notes.is_over:  # of this tower, of today, with the same disks: `--again` begins anew
            return _said(batch.run(steps.STEPS), as_json=as_json)
        if looks_on and profile.erase is not None:
            _ask_for_the_pin(rooms)
        if until is not None:
            told.late(batch, profile, world(), until)
        if wire is not None:
            hand = LiveHand() if world().source == "live" else NoHand()
            telling = Telling(batch, wire, Showing(hand, rooms.trays(), _ring).show)
            telling.start()
            around.callback(telling.end)
        front = _front(batch, around) if looks_on else None
        try:
            run = batch.run(steps.STEPS)
            batch.board.says(_word(run))
            _end(profile, front)
        except StoppedError:
            raise KeyboardInterrupt from None
    return _said(run, as_json=as_json)


def _said(run: BatchRun, *, as_json: bool) -> BatchRun:
    if not as_json:
        told.ended(run)
    return run


def _word(run: BatchRun) -> Word:
    """Green is only what is done and good: a tower that is to be looked at, or has disks with data, needs a hand."""
    states = {one.step: one.state for one in run.steps}
    if "failed" in states.values():
        return "fails"
    left = states.get("erase") == "left-out" and run.label != "refurbished"
    return "hand" if left or run.function in {"C", "D"} or run.label == "for-parts" else "done"


def _ask_for_the_pin(rooms: ThisTower) -> None:
    """Now, while a person is there: certificates are signed at the end. Without it nothing is erased."""
    with suppress(KeyLockedError, StoreError, EOFError):
        rooms.key(may_ask=True)


def _front(batch: Batch, around: ExitStack) -> Front:
    """The huge word, and the keys. X ends what works in the main thread as Ctrl-C does."""
    screen, keys = console.out(), Keyboard()
    front = Front(
        batch, screen, keys, arm=lambda is_over: arming.arm(batch, screen, keys, is_over),
        stop=lambda: raise_signal(SIGINT),
    )  # fmt: skip
    front.start()
    around.callback(front.end)
    return front


def _end(profile: BatchProfile, front: Front | None) -> None:
    """Beep, switch off, or stay on the screen until a person has seen it."""
    if profile.end != "stay":
        for _time in range(_BEEPS):
            _ring()
            time.sleep(_BETWEEN_SECONDS)
    live = stick.live()
    if profile.end == "power-off" and live is not None:
        stick.switch_off(live)
    elif front is not None:
        front.stays()


def _ring() -> None:
    """On a Linux console this is the tower's own loudspeaker, where it has one."""
    if sys.stderr.isatty():
        sys.stderr.write("\a")
        sys.stderr.flush()
