"""Start a batch with all that stands around it: screen, keyboard, line to the hub; and end it as the profile says."""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from signal import SIGINT, raise_signal

from pcsol.commands.batch import arming, told
from pcsol.commands.batch.rooms import ThisTower
from pcsol.commands.batch.showing import Showing
from pcsol.commands.batch.wire import HubWire
from pcsol.commands.dialogue import asking
from pcsol.model.batch.notes import BatchRun
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
from pcsol.tools.hand import LiveHand
from pcsol.tools.world.world import World

_OFF = "off"  # in the live medium's folder in memory (image/base, pcsol-off.path)
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
        notes = Notes.open(place, profile, rooms.marks, again=again)
        wire = HubWire.of(place, rooms.disks())
        batch = Batch(profile, rooms, notes, Board(), Orders(listens=True) if wire else NOBODY)
        for one in (rooms.code(), code):
            if one is not None:
                batch.take_code(one)
        looks_on = not as_json and asking.is_a_person_there() and sys.stdout.isatty()
        if until is not None:
            told.late(batch, profile, world(), until)
        if wire is not None:
            telling = Telling(batch, wire, Showing(LiveHand(), rooms.trays(), _ring).show)
            telling.start()
            around.callback(telling.end)
        front = _front(batch, around) if looks_on else None
        try:
            run = batch.run(steps.STEPS)
            batch.board.says("fails" if any(one.state == "failed" for one in run.steps) else "done")
            _end(profile, front)
        except StoppedError:
            raise KeyboardInterrupt from None
    if not as_json:
        told.ended(run)
    return run


def _front(batch: Batch, around: ExitStack) -> Front:
    """The huge word, and the keys. X ends what works in the main thread as Ctrl-C does."""
    screen, keys = console.out(), Keyboard()
    front = Front(
        batch, screen, keys, arm=lambda: arming.arm(batch, screen, keys), stop=lambda: raise_signal(SIGINT),
        may_arm="erase" in batch.profile.steps,
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
        (live / _OFF).touch()
    elif front is not None:
        front.stays()


def _ring() -> None:
    """On a Linux console this is the tower's own loudspeaker, where it has one."""
    if sys.stderr.isatty():
        sys.stderr.write("\a")
        sys.stderr.flush()
