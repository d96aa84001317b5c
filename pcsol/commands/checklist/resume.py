"""`pcsol checklist resume`: go on at the step where a group made a pause, or where the power went."""

from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands.context import AsJson
from pcsol.errors import WorkshopError
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from pcsol.checklist.desk import Desk
    from pcsol.store.workshops.shelf import Shelf

HELP = N_(
    "Go on with a workshop at the step where it was, after a pause or a power cut.\n\n"
    "Without a number: the newest one that is not closed."
)


def checklist_resume(
    workshop: Annotated[
        str | None, typer.Argument(metavar=N_("WORKSHOP"), help=N_("The workshop's number, as the pause said it."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find it, and go on."""
    from pcsol.commands.checklist.table import sitting
    from pcsol.store import home
    from pcsol.store.workshops.shelf import load_workshops

    sitting.check_terminal(as_json=as_json)
    place = home.home()
    desk = _found(place, workshop)
    shelf = load_workshops(place)
    _refuse_at_the_door(desk, shelf, place)
    sitting.at_desk(desk, shelf, place, as_json=as_json)


def _found(place: "Path", workshop: str | None) -> "Desk":
    from pcsol.store.workshops.desk import FolderRoom

    room = FolderRoom(place)
    found = room.desk(workshop) if workshop else next((one for one in room.desks() if one.closed() is None), None)
    if found is None:
        raise WorkshopError(
            _("No workshop waits here to be gone on with."),
            remedy=_("Begin one: `pcsol checklist run ID`."),
        )
    if found.closed() is not None:
        raise WorkshopError(_("This workshop is closed."), remedy=_("Begin another one: `pcsol checklist run ID`."))
    if len(found.plan().groups) > 1:
        raise WorkshopError(
            _("Several groups are in this workshop: each goes on by its own link."),
            remedy=_("Start `pcsol checklist serve`, then `pcsol checklist run --join LINK` for each group."),
        )
    return found


def _refuse_at_the_door(desk: "Desk", shelf: "Shelf", place: "Path") -> None:
    """A tower that was not opened yet is looked at again: what was known when it was planned may have changed."""
    from pcsol.checklist.course import has_begun
    from pcsol.commands.checklist.table import opening

    plan = desk.plan()
    group = plan.groups[0]
    if not has_begun(desk.events(group.id)):
        opening.refuse_at_the_door(group.tower, shelf.outline_of(plan).list, place, school=group.known_school)
