"""Arm the tower at its own keyboard: the identity of each disk is typed, as `wipe run` asks for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pcsol.commands.batch import unlocking
from pcsol.i18n import _
from pcsol.model.batch.notes import Armed
from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.rounds.batch import asking
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.doors import Looked
from pcsol.rounds.batch.erasing import obstacles
from pcsol.store.operator import operator

HOURS = 2


def arm(batch: Batch, screen: Screen, keys: Keys, is_over: Callable[[], bool]) -> None:
    """Ask for each disk.

    Enter alone, a wrong identity three times, two minutes without a word and the end of input are a no, for all of
    them, and take back an earlier yes. `is_over`: the batch has ended meanwhile.
    """
    batch.board.armed = None
    if not unlocking.unlock(batch, screen, keys, is_over):
        return
    looked = batch.rooms.looked(batch.board.code)
    against = obstacles(batch, _leave(looked), looked)  # what would refuse it later is said before anything is typed
    if against:
        batch.board.answer(" ".join(against))
        return
    screen.rich.clear()
    screen.say(_("Erase the disks of this tower"), "bold red")
    screen.say(_("All data on them will be gone for ever. Enter alone: no."))
    count = len(looked.disks)
    if not all(_typed(number, disk, count, screen, keys, is_over) for number, disk in enumerate(looked.disks, 1)):
        batch.board.answer(_no(batch))
        return
    batch.board.armed = _leave(looked)
    batch.board.answer(_("Armed for {hours} hours.").format(hours=HOURS))


def _leave(looked: Looked) -> Armed:
    """From now on, for all its disks."""
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=HOURS)
    return Armed(disks=looked.disks, until=until, by=operator() or "", lot=looked.lot or "", at_tower=True)


def _no(batch: Batch) -> str:
    if batch.orders.latest.armed is not None:
        return _("Not armed here. The server still arms it: take that back there.")
    return _("Not armed: nothing is erased.")


def _typed(number: int, disk: str, count: int, screen: Screen, keys: Keys, is_over: Callable[[], bool]) -> bool:
    screen.say("")
    question = _("Disk {number} of {count}: type its identity, {id}")
    for _try in range(asking.TRIES):
        screen.say(question.format(number=number, count=count, id=disk))
        answer = asking.answer(screen, keys.line, is_over)
        if not answer:
            return False
        if answer.strip().casefold() == disk.casefold():
            return True
        screen.say(_("That is not the identity of this disk. Nothing is erased yet."))
    return False
