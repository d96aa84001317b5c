"""Arm the tower at its own keyboard: the identity of each disk is typed, as `wipe run` asks for it."""

from datetime import UTC, datetime, timedelta

from pcsol.i18n import _
from pcsol.model.batch.notes import Armed
from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.rounds.batch.batch import Batch
from pcsol.store.operator import operator

HOURS = 2
_TRIES = 3


def arm(batch: Batch, screen: Screen, keys: Keys) -> None:
    """Ask for each disk. Enter alone, a wrong identity three times and the end of input are a no, for all of them."""
    batch.board.say("")
    found = batch.rooms.disks()
    against = batch.rooms.refusals(found)
    if not found or "" in found or against:
        why = " ".join(against) or _("It has no disk that could be named.")
        batch.board.say(why)
        return
    screen.rich.clear()
    screen.say(_("Erase the disks of this tower"), "bold red")
    screen.say(_("All data on them will be gone for ever. Enter alone: no."))
    if not all(_typed(number, disk, len(found), screen, keys) for number, disk in enumerate(found, 1)):
        batch.board.say(_("Not armed: nothing is erased."))
        return
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=HOURS)
    batch.board.armed = Armed(disks=found, until=until, by=operator() or "", lot=batch.rooms.lot() or "", at_tower=True)
    batch.board.say(_("Armed for {hours} hours.").format(hours=HOURS))


def _typed(number: int, disk: str, count: int, screen: Screen, keys: Keys) -> bool:
    screen.say("")
    question = _("Disk {number} of {count}: type its identity, {id}")
    for _try in range(_TRIES):
        screen.say(question.format(number=number, count=count, id=disk))
        screen.rich.print("> ", end="")
        screen.rich.file.flush()
        answer = keys.line(None)
        if not answer:
            return False
        if answer.strip().casefold() == disk.casefold():
            return True
        screen.say(_("That is not the identity of this disk. Nothing is erased yet."))
    return False
