"""The lists that there are, and the one that was asked for."""

from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.checklist.outline import Outline
    from pcsol.store.workshops.shelf import Shelf


class AtLevelOf(StrEnum):
    """Levels, from the youngest."""

    DISCOVERY = "discovery"
    EXPLORER = "explorer"
    EXPERT = "expert"
    ADULTS = "adults"
    TECHNICIAN = "technician"


AtLevel = Annotated[
    AtLevelOf | None,
    typer.Option("--level", metavar=N_("LEVEL"), help="discovery, explorer, expert, adults, technician"),
]


def shelf() -> "Shelf":
    """Return the files of workshops; what is wrong with others is said on stderr."""
    from pcsol.render import console
    from pcsol.store import home
    from pcsol.store.workshops.shelf import load_workshops

    found = load_workshops(home.home())
    for fault in found.faults:
        console.aside().say(f"{fault.what} {fault.remedy}")
    return found


def outline(id_: str, level: AtLevelOf | None = None) -> "Outline":
    """Return one list with its steps. Raises BadParameter for an id that is not there."""
    found = shelf()
    refuse_unknown(found, id_)
    return found.outline(id_, level.value if level else None)


def refuse_unknown(found: "Shelf", id_: str, hint: str = "ID") -> None:
    """Raise BadParameter for an id that is not there."""
    if id_ not in found.checklists:
        near = get_close_matches(id_, found.checklists, n=1)
        known = _("Did you mean `{word}`?").format(word=near[0]) if near else _("`pcsol checklist list` shows them.")
        raise typer.BadParameter(_("There is no list {id}.").format(id=id_) + " " + known, param_hint=hint)
