"""`pcsol hub user`: list people, let somebody in, give a new password or role, let somebody out."""

from pathlib import Path
from typing import Annotated, Any

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl, Prefix, Structure
from pcsol.i18n import N_, _

HELP = N_(
    "Without LOGIN: list the people. With LOGIN: let a new person in with --role; or change the role of one who is "
    "there, give a new password (--reset), let them leave (--leave). A first password is shown once.\n\n"
    "Without --structure a person belongs to the federation and sees all structures."
)


def hub_user(  # noqa: PLR0917  # Typer's
    login: Annotated[
        str | None, typer.Argument(metavar=N_("LOGIN"), help=N_("What the person types to log in."))
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(metavar=N_("ROLE"), help=N_("volunteer, technician, coordinator or administrator.")),
    ] = None,
    name: Annotated[str | None, typer.Option(metavar=N_("NAME"), help=N_("How the person is shown."))] = None,
    structure: Structure = None,
    prefix: Prefix = None,
    reset: Annotated[bool, typer.Option("--reset", help=N_("Give a new first password."))] = False,
    leave: Annotated[bool, typer.Option("--leave", help=N_("Let the person in no more; what they did stays."))] = False,
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """List, let in, change or let out."""
    if login is None:
        _tell_list(_listed(data, database), as_json=as_json)
        return
    if role is None and not reset and not leave:
        raise typer.BadParameter(_("Say what is to be done: --role, --reset or --leave."), param_hint=_("LOGIN"))
    login = login.casefold()
    password = _done(login, (role, name or login), (structure, prefix), reset=reset, leave=leave, at=(data, database))
    if as_json:
        answer.as_json({"login": login, "first_password": password})
        return
    from pcsol.render import console

    screen = console.out()
    screen.say(_("Done: {login}.").format(login=login))
    if password:
        screen.say(_("First password, shown this once: {password}").format(password=password))


def _done(
    login: str, wanted: tuple[str | None, str], whose: tuple[str | None, str | None], *, reset: bool, leave: bool,
    at: tuple[Path | None, str | None],
) -> str | None:  # fmt: skip
    """Do it, all or nothing; return the first password where there is one."""
    from datetime import UTC, datetime

    from pcsol.commands.hub import place

    now = datetime.now(UTC)
    with place.deed(*at) as (connection, caller):
        from sqlalchemy import select

        from pcsol.server.database.tables import person
        from pcsol.server.people import deeds, rights
        from pcsol.server.people.founding import structure_named

        role = rights.role_named(caller, _plain_word(wanted[0])) if wanted[0] else None
        row = connection.execute(select(person).where(person.c.login == login)).first()
        if row is None:
            _refuse_unknown(login, to_change=reset or leave or role is None, form=deeds.wrong_login(connection, login))
            assert role is not None  # noqa: S101  # it was refused without
            of = structure_named(connection, now, caller.who, whose[0], whose[1]) if whose[0] else None
            return deeds.add(connection, now, caller, login, wanted[1], role, of)[1]
        if role is not None:
            deeds.change_role(connection, now, caller, row, role)
        if leave:
            deeds.leave(connection, now, caller, row)
        return deeds.new_password(connection, now, caller, row) if reset else None


def _plain_word(role: str) -> str:
    """Take the role's word in the language of the screen as well."""
    from pcsol.server.access.caller import ROLES

    return next((word for word in ROLES if _(word) == role.casefold()), role.casefold())


def _refuse_unknown(login: str, *, to_change: bool, form: str) -> None:
    from pcsol.errors import HubRefusedError

    if to_change:
        raise HubRefusedError(
            _("Nobody logs in as {login}.").format(login=login), remedy=_("`pcsol hub user` lists who does.")
        )
    if form:
        raise HubRefusedError(
            _("{login} is no name to log in with.").format(login=login),
            remedy=_("Take 2 to 40 small letters without accents, digits, dots or dashes."),
        )


def _listed(data: Path | None, database: str | None) -> list[dict[str, Any]]:
    from pcsol.commands.hub import place

    with place.database(data, database) as opened, opened.reading() as connection:
        from sqlalchemy import select

        from pcsol.server.database.tables import person, structure

        rows = connection.execute(
            select(person, structure.c.name.label("whose"))
            .outerjoin(structure, structure.c.number == person.c.structure)
            .order_by(person.c.login)
        )
        return [
            {"login": row.login, "name": row.name, "role": row.role, "structure": row.whose, "left": bool(row.left_at)}
            for row in rows
        ]


def _tell_list(found: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        answer.as_json({"people": found})
        return
    from pcsol.render import console

    screen = console.out()
    for one in found:
        whose = one["structure"] or _("federation")
        screen.say(
            " · ".join([one["login"], one["name"], _(one["role"]), whose, *([_("left")] if one["left"] else [])])
        )
    if not found:
        screen.say(_("Nobody yet: `pcsol hub serve` makes the first account."))
