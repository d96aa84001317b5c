"""Start a batch with all that stands around it: screen, keyboard, line to the hub; and end it as the profile says."""

import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from signal import SIGINT, raise_signal

from pcsol.commands.batch import arming, ending, showing, told, unlocking
from pcsol.commands.batch.rooms import ThisTower
from pcsol.commands.batch.wire import HubWire
from pcsol.commands.dialogue import asking
from pcsol.errors import StoreError
from pcsol.model.batch.notes import BatchRun
from pcsol.model.profile.batch import BatchProfile
from pcsol.render import console
from pcsol.render.keys import Keyboard
from pcsol.rounds.batch import erasing, steps
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import Board, StoppedError
from pcsol.rounds.batch.notes import Notes, alone
from pcsol.rounds.batch.orders import NOBODY, Orders
from pcsol.rounds.batch.watch import Front, Telling
from pcsol.store.home import home
from pcsol.tools.world.world import World


def go(
    profile: BatchProfile, world: Callable[[], World], code: str | None, until: datetime | None, *, again: bool,
    as_json: bool,
) -> BatchRun:  # fmt: skip
    """Run it, with a screen where a person may look on. Raises CodeFaultyError, CodeTakenError, StoreError, HubError;
    KeyboardInterrupt when a person ends it: it goes on at the next start."""
    place = home()
    rooms = ThisTower(world, place, again=again)
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
        if looks_on:
            erasing.ask_for_the_pin(batch)
        with suppress(StoreError):  # the step that needs the medium says so
            steps.tell_what_to_look_at(batch)
        if until is not None:
            told.late(batch, profile, world(), until)
        telling = Telling(batch, wire, showing.of(batch, rooms, world(), place).show) if wire is not None else None
        if telling is not None:
            telling.start()
            around.callback(telling.end)
        front = _front(batch, around) if looks_on else None
        try:
            run = batch.run(steps.STEPS)
            ending.end(profile, run, batch.board, front, telling.tell if telling else _nothing)
        except StoppedError:
            raise KeyboardInterrupt from None
    return _said(run, as_json=as_json)


def _said(run: BatchRun, *, as_json: bool) -> BatchRun:
    if not as_json:
        told.ended(run)
    return run


def _nothing() -> None:
    """No hub is there to be told."""


def _front(batch: Batch, around: ExitStack) -> Front:
    """The huge word, and the keys. X ends what works in the main thread as Ctrl-C does."""
    screen, keys = console.out(), Keyboard()
    front = Front(
        batch, screen, keys, arm=lambda is_over: arming.arm(batch, screen, keys, is_over),
        unlock=lambda is_over: unlocking.unlock(batch, screen, keys, is_over), stop=lambda: raise_signal(SIGINT),
    )  # fmt: skip
    front.start()
    around.callback(front.end)
    return front
