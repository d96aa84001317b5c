"""The pages of lots, and the forms on them."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import Connection, Row, insert, select, update
from starlette.datastructures import FormData

from pcsol.errors import CodeFaultyError
from pcsol.judge import codes
from pcsol.server import faults
from pcsol.server.access import audit
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Form, Technician, TheHub, Volunteer
from pcsol.server.database.tables import lot
from pcsol.server.labels.routes import structure_of, structures
from pcsol.server.lots import rows
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import go, page
from pcsol.server.towers.states import STATES

router = APIRouter(include_in_schema=False)

LotNumber = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/lots")
def lots_page(
    request: Request, hub: TheHub, caller: Volunteer, before: Annotated[int, Query(ge=0, le=2**53)] = 0
) -> Response:
    """List the lots, the newest first."""
    with hub.database.reading() as connection:
        return _lots_page(request, connection, caller, before)


@router.post("/lots")
def make_lot(request: Request, hub: TheHub, caller: Technician, fields: Form) -> Response:
    """Begin a lot."""
    values = facts_of(fields)
    with hub.database.writing() as connection:
        of = structure_of(connection, caller, fields)
        wrong = _wrong(connection, of, values)
        if wrong:
            return _lots_page(request, connection, caller, 0, wrong, values)
        made = insert(lot).values(structure=of, made_at=hub.now(), **values).returning(lot.c.number)
        number = connection.execute(made).scalar_one()
        audit.note(connection, hub.now(), of, caller.who, "lot", values["name"])
    return go(f"/lots/{number}", told="added")


@router.get("/lots/{number}")
def lot_page(
    request: Request,
    hub: TheHub,
    caller: Volunteer,
    number: LotNumber,
    removed: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Show a lot: where it stands, the donor's list, the towers. `removed`: a line that may be put back."""
    with hub.database.reading() as connection:
        return shown(request, connection, lot_of(connection, caller, number), removed=removed)


@router.post("/lots/{number}")
def change_lot(request: Request, hub: TheHub, caller: Technician, number: LotNumber, fields: Form) -> Response:
    """Change what is said of a lot; the log keeps what it was called."""
    values = facts_of(fields)
    with hub.database.writing() as connection:
        row = lot_of(connection, caller, number)
        wrong = _wrong(connection, row.structure, values, number)
        if wrong:
            return shown(request, connection, row, 422, wrong=wrong, values=values)
        connection.execute(update(lot).where(lot.c.number == number).values(values))
        audit.note(connection, hub.now(), row.structure, caller.who, "lot-changed", f"{row.name} → {values['name']}")
    return go(f"/lots/{number}", told="saved")


def shown(request: Request, connection: Connection, row: Row[Any], status: int = 200, **more: object) -> Response:
    """Return the page of a lot. `more`: what went wrong with a form on it."""
    lines = rows.lines(connection, row.number)
    facts = {"wrong": "", "values": row, "line_wrong": None, "wrong_line": 0, "removed": 0} | more
    return page(
        request, "lots/lot.html", status, lot=row, lines=lines, towers=rows.unlisted(connection, row.number, lines),
        progress=rows.progress(connection, [row.number])[row.number], states=STATES,
        coded=any(line.code for line in lines), open_lines=[line for line in lines if line.tower is None], **facts,
    )  # fmt: skip


def lot_of(connection: Connection, caller: Caller, number: int) -> Row[Any]:
    """Return a lot. Raises Fault 404."""
    row = rows.one(connection, caller, number)
    if row is None:
        raise faults.not_found()
    return row


def facts_of(fields: FormData) -> dict[str, str]:
    """Return what a form says of a lot: name, donor, day (ISO 8601, "" where none was given), note."""
    day = text(fields, "received_on", 10)
    try:
        date.fromisoformat(day)
    except ValueError:
        day = ""
    return {
        "name": text(fields, "name", 200), "donor": text(fields, "donor", 200), "note": text(fields, "note", 2_000),
        "received_on": day,
    }  # fmt: skip


def code_of(typed: str) -> tuple[str, str]:
    """Return the code that was typed, and what is wrong with it."""
    try:
        return codes.read(typed), ""
    except CodeFaultyError as err:
        return "", f"{err.what} {err.remedy}"


def _lots_page(
    request: Request,
    connection: Connection,
    caller: Caller,
    before: int,
    wrong: str = "",
    values: dict[str, str] | None = None,
) -> Response:
    found, following = rows.page(connection, caller, before)
    progress = rows.progress(connection, [row.number for row in found])
    return page(
        request, "lots/lots.html", 422 if wrong else 200, lots=found, following=following, progress=progress,
        structures=structures(connection, caller), wrong=wrong, values=values or facts_of(FormData()),
    )  # fmt: skip


def _wrong(connection: Connection, of: int, values: dict[str, str], but: int = 0) -> str:
    """Say what is wrong with a lot's facts: "empty", "taken", or "" where nothing is."""
    if not values["name"]:
        return "empty"
    same: Iterable[int] = connection.scalars(
        select(lot.c.number).where(lot.c.structure == of, lot.c.name == values["name"])
    )
    return "taken" if any(number != but for number in same) else ""
