"""`pcsol hub find`: a tower in the central inventory, by its code or by a word; one that is alone shows itself."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from pcsol.server.database.connect import Database

HELP = N_(
    "Find towers in the central inventory: by code, serial number, model, or any word of these.\n\n"
    "Where one alone is found, it shows itself at the bench for a minute, so that somebody finds it in the room: "
    "it beeps, blinks or opens its tray. With --stop it stops. Several are only listed."
)


def hub_find(
    code: Annotated[str, typer.Argument(metavar=N_("CODE"), help=N_("A code, or words to look for."))],
    stop: Annotated[bool, typer.Option("--stop", help=N_("Let it stop showing itself."))] = False,
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Look it up; end with 1 where there is none."""
    from pcsol.commands.hub import place

    with place.database(data, database) as opened:
        from pcsol.server.towers import api

        with opened.reading() as connection:
            found = _found(connection, code.strip())
            shown = [api.shown(row) for row in found]
        until = _shows(opened, found[0], stop=stop) if len(found) == 1 else None
    if as_json:
        answer.as_json({"towers": shown, "shows_until": until.isoformat() if until else None})
    else:
        _tell(found, until, stop=stop)
    if not found:
        raise typer.Exit(ExitCode.FINDINGS)


def _found(connection: "Connection", code: str) -> "list[Row[Any]]":
    """Return the towers of this code, one of each structure that has it; else those that a word finds."""
    from pcsol.server.access.caller import Caller, Role
    from pcsol.server.database.tables import structure
    from pcsol.server.towers import rows

    federation = Caller("person", 0, "", None, Role.ADMINISTRATOR)
    numbers = connection.scalars(structure.select().order_by(structure.c.name))
    named = [row for of in numbers if (row := rows.one(connection, federation, code, of)) is not None]
    return named or rows.page(connection, federation, rows.Wanted(q=code)).rows


def _shows(opened: "Database", row: "Row[Any]", *, stop: bool) -> "datetime | None":
    """Let it show itself, and return until when; or stop."""
    from datetime import UTC, datetime

    from pcsol.server.bench import showing

    with opened.writing() as connection:
        if stop:
            showing.hide(connection, row.number)
            return None
        return showing.show(connection, datetime.now(UTC), row.number, row.structure)


def _tell(found: "Sequence[Row[Any]]", until: "datetime | None", *, stop: bool) -> None:
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
    if until is not None:
        screen.say(_("It shows itself for a minute, as soon as it asks the hub again."))
    elif stop and len(found) == 1:
        screen.say(_("It stops showing itself."))
    elif len(found) > 1:
        screen.say(_("Several: give the code of one, and it shows itself."))
