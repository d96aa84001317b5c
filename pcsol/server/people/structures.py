"""The pages of structures, for the federation's administrators."""

import re
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import Connection, func, insert, or_, select, update

from pcsol.server import faults
from pcsol.server.access import audit
from pcsol.server.access.guards import Federation, Form, TheHub
from pcsol.server.database.tables import person, station, structure
from pcsol.server.hub import Hub
from pcsol.server.pages.door import line, text
from pcsol.server.pages.frame import go, page

router = APIRouter(include_in_schema=False)

_PREFIX = re.compile(r"[A-Z]{2,4}")


@router.get("/structures")
def structures_page(request: Request, hub: TheHub, _caller: Federation) -> Response:
    """List them."""
    return _shown(request, hub)


@router.post("/structures")
def add_structure(request: Request, hub: TheHub, caller: Federation, fields: Form) -> Response:
    """Add a structure: its name, and the letters that the codes of its towers begin with."""
    name, prefix = line(fields, "name"), text(fields, "prefix", 10).upper()
    with hub.database.writing() as connection:
        wrong = "prefix" if not _PREFIX.fullmatch(prefix) else _wrong_name(connection, name, prefix)
        if not wrong:
            made = insert(structure).values(name=name, prefix=prefix, made_at=hub.now()).returning(structure.c.number)
            number = connection.execute(made).scalar_one()
            audit.note(connection, hub.now(), number, caller.who, "structure-added", f"{name} ({prefix})")
    if wrong:
        return _shown(request, hub, wrong, {"name": name, "prefix": prefix})
    return go("/structures", told="added")


@router.post("/structures/{number}/name")
def rename_structure(
    request: Request, hub: TheHub, caller: Federation, number: Annotated[int, Path(ge=1, le=2**53)], fields: Form
) -> Response:
    """Give another name. The prefix stays: it stands on stickers."""
    name = line(fields, "name")
    with hub.database.writing() as connection:
        old = connection.scalar(select(structure.c.name).where(structure.c.number == number))
        if old is None:
            raise faults.not_found()
        wrong = _wrong_name(connection, name, "", but=number)
        if not wrong:
            connection.execute(update(structure).where(structure.c.number == number).values(name=name))
            audit.note(connection, hub.now(), number, caller.who, "structure-renamed", f"{old} → {name}")
    return _shown(request, hub, wrong) if wrong else go("/structures", told="saved")


def _wrong_name(connection: Connection, name: str, prefix: str, but: int = 0) -> str:
    if not name:
        return "name"
    same = or_(structure.c.name == name, structure.c.prefix == prefix)
    return "taken" if connection.scalar(select(structure.c.number).where(same, structure.c.number != but)) else ""


def _shown(request: Request, hub: Hub, wrong: str = "", given: dict[str, str] | None = None) -> Response:
    people = select(func.count()).where(person.c.structure == structure.c.number, person.c.left_at.is_(None))
    stations = select(func.count()).where(station.c.structure == structure.c.number, station.c.revoked_at.is_(None))
    query = select(
        structure, people.scalar_subquery().label("people"), stations.scalar_subquery().label("stations")
    ).order_by(structure.c.name)
    with hub.database.reading() as connection:
        rows = list(connection.execute(query))
    return page(
        request, "people/structures.html", 422 if wrong else 200, structures=rows, wrong=wrong, given=given or {}
    )
