"""`pcsol checklist show`: one guided list with all its steps."""

from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.checklist.choosing import AtLevel
from pcsol.commands.context import AsJson
from pcsol.i18n import N_

HELP = N_(
    "Show one guided list: its phases, and each step with its minutes, role, detail and common mistake.\n\n"
    "Without --level: as at its own level. Another one leaves steps out, or opens more."
)


def checklist_show(
    id_: Annotated[str, typer.Argument(metavar="ID", help=N_("The list's id, as `checklist list` shows it."))],
    level: AtLevel = None,
    as_json: AsJson = False,
) -> None:
    """Load, look the steps up, show."""
    from pcsol.commands.checklist import choosing, telling

    found = telling.shown(choosing.outline(id_, level))
    if as_json:
        answer.as_json(found.to_json())
        return
    from pcsol.render import console
    from pcsol.render.workshop import lists

    lists.show_list(console.out(), found)
