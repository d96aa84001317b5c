"""How a batch ends: its word, and what the tower does then, as the profile says."""

import sys
import time
from collections.abc import Callable

from pcsol.commands.batch import is_to_look_at
from pcsol.model.batch.notes import BatchRun
from pcsol.model.batch.progress import Word
from pcsol.model.profile.batch import BatchProfile
from pcsol.rounds.batch.board import Board
from pcsol.rounds.batch.watch import Front
from pcsol.store.live import stick

_BEEPS, _BETWEEN_SECONDS = 3, 0.5


def end(profile: BatchProfile, run: BatchRun, board: Board, front: Front | None, tell: Callable[[], None]) -> None:
    """Say how it ended, beep, switch off, or stay on the screen until a person has seen it. `tell`: tell the hub now.

    Only a tower that is done and good switches itself off: one that needs a hand would be a dark one among others, and
    nobody would learn why. What was late is so no more.
    """
    board.met("late")
    board.says(word(run))
    if profile.end != "stay":
        for _time in range(_BEEPS):
            ring()
            time.sleep(_BETWEEN_SECONDS)
    live = stick.live()
    is_good = board.shown == "done" and not board.needs and board.given is None
    if profile.end == "power-off" and live is not None and is_good:
        board.end()
        tell()  # nothing more is said after that
        stick.switch_off(live)
    elif front is not None:
        front.stays()


def word(run: BatchRun) -> Word:
    """Green is only what is done and good: a tower that is to be looked at, or has disks with data, needs a hand."""
    if any(one.state == "failed" for one in run.steps):
        return "fails"
    return "hand" if is_to_look_at(run) else "done"


def ring() -> None:
    """On a Linux console this is the tower's own loudspeaker, where it has one."""
    if sys.stderr.isatty():
        sys.stderr.write("\a")
        sys.stderr.flush()
