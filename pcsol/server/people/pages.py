"""The pages of people: who is here, one person, and what a coordinator does with them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import Connection, Row, select
from starlette.datastructures import FormData

from pcsol.server import faults
from pcsol.server.access import passwords
from pcsol.server.access.caller import ROLES, Caller
from pcsol.server.access.guards import Coordinator, Form, TheHub
from pcsol.server.database.tables import person, structure
from pcsol.server.pages.door import line, text
from pcsol.server.pages.frame import go, page
from pcsol.server.people import deeds, rights

router = APIRouter(include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=2**53)]
_MOST = 1_000


@router.get("/people")
def people_page(request: Request, hub: TheHub, caller: Coordinator, left: bool = False) -> Response:  # noqa: FBT001, FBT002
    """List those who are here; with `left`, those who were."""
    with hub.database.reading() as connection:
        return page(request, "people/list.html", **_listed(connection, caller, left=left), wrong="", given={})


@router.post("/people")
def add_person(request: Request, hub: TheHub, caller: Coordinator, fields: Form) -> Response:
    """Add somebody, and show the password for their first entry, once."""
    login, name = text(fields, "login", 80).casefold(), line(fields, "name")
    role = rights.role_named(caller, text(fields, "role"))
    number, first = 0, ""
    with hub.database.writing() as connection:
        of = structure_of(connection, caller, fields)
        wrong = "name" if not name else deeds.wrong_login(connection, login)
        if not wrong:
            number, first = deeds.add(connection, hub.now(), caller, login, name, role, of)
    if wrong:
        given = {"login": login, "name": name, "role": role.word, "structure": text(fields, "structure")}
        with hub.database.reading() as connection:
            shown = _listed(connection, caller, left=False)
            return page(request, "people/list.html", 422, **shown, wrong=wrong, given=given)
    with hub.database.reading() as connection:
        return _one(request, connection, caller, number, first)


@router.get("/people/{number}")
def person_page(request: Request, hub: TheHub, caller: Coordinator, number: Number) -> Response:
    """Show one person, and what may be done."""
    with hub.database.reading() as connection:
        return _one(request, connection, caller, number)


@router.post("/people/{number}/role")
def change_role(hub: TheHub, caller: Coordinator, number: Number, fields: Form) -> Response:
    """Give another role."""
    role = rights.role_named(caller, text(fields, "role"))
    with hub.database.writing() as connection:
        deeds.change_role(connection, hub.now(), caller, deeds.one(connection, caller, number), role)
    return go(f"/people/{number}", told="saved")


@router.post("/people/{number}/password")
def new_password(request: Request, hub: TheHub, caller: Coordinator, number: Number, _fields: Form) -> Response:
    """Make a new first password and show it, once."""
    with hub.database.writing() as connection:
        first = deeds.new_password(connection, hub.now(), caller, deeds.one(connection, caller, number))
    with hub.database.reading() as connection:
        return _one(request, connection, caller, number, first)


@router.post("/people/{number}/leave")
def leave(hub: TheHub, caller: Coordinator, number: Number, _fields: Form) -> Response:
    """Let a person out."""
    with hub.database.writing() as connection:
        deeds.leave(connection, hub.now(), caller, deeds.one(connection, caller, number))
    return go(f"/people/{number}", told="saved")


@router.post("/people/{number}/back")
def come_back(hub: TheHub, caller: Coordinator, number: Number, _fields: Form) -> Response:
    """Let a person in again."""
    with hub.database.writing() as connection:
        deeds.come_back(connection, hub.now(), caller, deeds.one(connection, caller, number))
    return go(f"/people/{number}", told="undone")


def structures(connection: Connection, caller: Caller) -> list[Row[Any]]:
    """Return the structures that this person may choose among: all for the federation, else their own."""
    rows = select(structure).where(caller.within(structure.c.number)).order_by(structure.c.name)
    return list(connection.execute(rows))


def structure_of(connection: Connection, caller: Caller, fields: FormData, *, optional: bool = True) -> int | None:
    """Return the structure that a form chose; "" is the federation, where that may be chosen. Raises Fault 404, 422."""
    chosen = text(fields, "structure", 20)
    if caller.structure is not None:
        if chosen not in ("", str(caller.structure)):
            raise faults.not_found()
        return caller.structure
    if not chosen and optional:
        return None
    if not any(str(row.number) == chosen for row in structures(connection, caller)):
        raise faults.not_understood(["structure"])
    return int(chosen)


def _listed(connection: Connection, caller: Caller, *, left: bool) -> dict[str, Any]:
    gone = person.c.left_at.is_not(None) if left else person.c.left_at.is_(None)
    rows = connection.execute(
        select(person, structure.c.name.label("structure_name"))
        .outerjoin(structure, structure.c.number == person.c.structure)
        .where(caller.within(person.c.structure), gone)
        .order_by(structure.c.name, person.c.name, person.c.number)
        .limit(_MOST)
    )
    known = structures(connection, caller)
    return {"people": list(rows), "left": left, "roles": rights.roles_of(caller), "structures": known}


def _one(request: Request, connection: Connection, caller: Caller, number: int, first: str = "") -> Response:
    row = deeds.one(connection, caller, number)
    may = ROLES[row.role] <= caller.role and row.number != caller.number
    return page(
        request, "people/person.html", person=row, may=may, first=first, roles=rights.roles_of(caller),
        shortest=passwords.SHORTEST,
    )  # fmt: skip
