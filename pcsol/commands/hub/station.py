"""`pcsol hub station`: list stations, show a code for a new one, revoke one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl, Prefix, Structure
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.judge.letters.enrolment import Code

HELP = N_(
    "Without NAME: list the stations. With NAME: show a code for a new station; it is good once, for 15 minutes: "
    "`pcsol push --enrol CODE` at the station.\n\n"
    "With --revoke: let nothing of the station of this name in any more; what it sent stays."
)


def hub_station(  # noqa: PLR0917  # Typer's
    name: Annotated[str | None, typer.Argument(metavar=N_("NAME"), help=N_("The station's name."))] = None,
    structure: Structure = None,
    prefix: Prefix = None,
    revoke: Annotated[
        bool, typer.Option("--revoke", help=N_("Revoke it: it was lost, or is not used any more."))
    ] = False,
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List, invite or revoke."""
    if name is None:
        found = _listed(data, database)
        _tell_list(found, as_json=as_json)
    elif revoke:
        _revoke(name, structure, data, database)
        _say({"station": name, "revoked": True}, _("{name} is revoked.").format(name=name), as_json=as_json)
    else:
        if structure is None:
            raise typer.BadParameter(_("Say which structure it belongs to."), param_hint="--structure")
        code = _invited(name, (structure, prefix), data, database).shown()
        words = _("Code for {name}, for 15 minutes: {code}").format(name=name, code=code)
        _say({"station": name, "code": code}, words, as_json=as_json)


def _invited(name: str, whose: tuple[str, str | None], data: Path | None, database: str | None) -> "Code":
    from datetime import UTC, datetime

    from pcsol.commands.hub import place

    with place.deed(data, database) as (connection, caller):
        from pcsol.server.people.founding import structure_named
        from pcsol.server.stations import enrol

        now = datetime.now(UTC)
        of = structure_named(connection, now, caller.who, *whose)
        return enrol.show_code(connection, now, of, name, caller.who)


def _revoke(name: str, whose: str | None, data: Path | None, database: str | None) -> None:
    from datetime import UTC, datetime

    from pcsol.commands.hub import place
    from pcsol.errors import HubRefusedError

    with place.deed(data, database) as (connection, caller):
        from sqlalchemy import select, true

        from pcsol.server.database.tables import station, structure
        from pcsol.server.stations import ending

        rows = connection.execute(
            select(station)
            .join(structure, structure.c.number == station.c.structure)
            .where(station.c.name == name, true() if whose is None else structure.c.name == whose)
        ).all()
        if len(rows) != 1:
            raise HubRefusedError(
                _("{count} stations have this name.").format(count=len(rows)),
                remedy=_("`pcsol hub station` lists them; --structure says which is meant."),
            )
        ending.revoke(connection, datetime.now(UTC), caller, rows[0], believed=False)


def _listed(data: Path | None, database: str | None) -> list[dict[str, Any]]:
    from pcsol.commands.hub import place

    with place.database(data, database) as opened, opened.reading() as connection:
        from sqlalchemy import select

        from pcsol.server.database.tables import station, structure

        rows = connection.execute(
            select(station, structure.c.name.label("whose"))
            .join(structure, structure.c.number == station.c.structure)
            .order_by(structure.c.name, station.c.name, station.c.number)
        )
        return [
            {
                "station": row.name, "structure": row.whose, "key": row.letters_id, "version": row.version,
                "seen_at": row.seen_at.isoformat() if row.seen_at else None, "revoked": row.revoked_at is not None,
            }
            for row in rows
        ]  # fmt: skip


def _tell_list(found: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        answer.as_json({"stations": found})
        return
    from pcsol.render import console

    screen = console.out()
    if not found:
        screen.say(_("No station is enrolled yet: `pcsol hub station NAME --structure NAME` shows a code."))
    for one in found:
        end = _("revoked") if one["revoked"] else (one["seen_at"] or "")[:16].replace("T", " ")
        screen.say(f"{one['structure']} · {one['station']} · {one['version']} · {end}")


def _say(plain: dict[str, Any], words: str, *, as_json: bool) -> None:
    if as_json:
        answer.as_json(plain)
        return
    from pcsol.render import console

    console.out().say(words)
