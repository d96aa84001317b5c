"""`pcsol hub find`: a tower in the central inventory, by its code or by a word."""

from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

HELP = N_("Find towers in the central inventory: by code, serial number, model, or any word of these.")


def hub_find(
    code: Annotated[str, typer.Argument(metavar=N_("CODE"), help=N_("A code, or words to look for."))],
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Look it up; end with 1 where there is none."""
    from pcsol.commands.hub import place

    with place.database(data, database) as opened:
        from pcsol.server.access.caller import Caller, Role
        from pcsol.server.towers import api, rows

        federation = Caller("person", 0, "", None, Role.ADMINISTRATOR)
        with opened.reading() as connection:
            one = rows.one(connection, federation, code.strip())
            found = [one] if one else rows.page(connection, federation, rows.Wanted(q=code)).rows
            shown = [api.shown(row) for row in found]
    if as_json:
        answer.as_json({"towers": shown})
    else:
        _tell(found)
    if not found:
        raise typer.Exit(ExitCode.FINDINGS)


def _tell(found: "Sequence[Row[tuple[object, ...]]]") -> None:
    from pcsol.render import console
    from pcsol.server.pages import words
    from pcsol.server.towers import rows
    from pcsol.server.towers.states import STATES

    screen = console.out()
    if not found:
        screen.say(_("No tower is known by this."))
    for row in found:
        facts = (rows.name(row), row.structure_name, _(STATES[row.state].title), row.model, words.date(row.seen_at))
        screen.say(" · ".join(str(one) for one in facts if one))
