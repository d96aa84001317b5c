"""The forms of a donor's list: look at what was pasted, keep it, announce, match, take apart."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import update
from starlette.datastructures import FormData, UploadFile

from pcsol.i18n import _
from pcsol.server import faults
from pcsol.server.access import audit
from pcsol.server.access.guards import Form, Technician, TheHub
from pcsol.server.database.tables import lot_line
from pcsol.server.lots import deeds, pasted, rows
from pcsol.server.lots.routes import LotNumber, code_of, lot_of, shown
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import go, page
from pcsol.server.towers import rows as towers

router = APIRouter(include_in_schema=False)

LineNumber = Annotated[int, Path(ge=1, le=2**53)]
_MOST_SIGNS = 900_000


@router.post("/lots/{number}/lines")
def add_lines(request: Request, hub: TheHub, caller: Technician, number: LotNumber, fields: Form) -> Response:
    """Show what was pasted or uploaded, with each fault by its line; `save` keeps it where there is none."""
    given = _given(fields)
    with hub.database.writing() as connection:
        row = lot_of(connection, caller, number)
        found = pasted.read(given, rows.known(rows.lines(connection, number)))
        if found.faults or not found.lines or text(fields, "save") != "1":
            status = 422 if found.faults or not found.lines else 200
            return page(request, "lots/preview.html", status, lot=row, found=found, given=given)
        deeds.add_lines(connection, hub.now(), caller, row, found.lines)
    return go(f"/lots/{number}", told="added")


@router.post("/lots/{number}/announce")
def announce(hub: TheHub, caller: Technician, number: LotNumber, fields: Form) -> Response:
    """Give the chosen lines a code each: their towers are expected from now on."""
    chosen = [int(one) for one in fields.getlist("line") if isinstance(one, str) and one.isdecimal() and len(one) < 16]
    with hub.database.writing() as connection:
        row = lot_of(connection, caller, number)
        deeds.announce_lines(connection, hub.now(), caller, row, chosen)
    return go(f"/lots/{number}", told="added" if chosen else "")


@router.post("/lots/{number}/lines/{line}/match")
def match(
    request: Request, hub: TheHub, caller: Technician, number: LotNumber, line: LineNumber, fields: Form
) -> Response:
    """Say by its code which tower a line is."""
    code, wrong = code_of(text(fields, "code"))
    with hub.database.writing() as connection:
        row = lot_of(connection, caller, number)
        there = deeds.line_of(connection, number, line)
        to = towers.one(connection, caller, code, row.structure) if code else None
        if to is None:
            wrong = wrong or _("No tower bears this code here. Scan it first, or announce it.")
            return shown(request, connection, row, 422, line_wrong=wrong, wrong_line=line)
        deeds.match(connection, hub.now(), caller, there, to)
    return go(f"/lots/{number}", told="saved")


@router.post("/lots/{number}/lines/{line}/unmatch")
def unmatch(hub: TheHub, caller: Technician, number: LotNumber, line: LineNumber, _fields: Form) -> Response:
    """Take a line and its tower apart: it was another one."""
    with hub.database.writing() as connection:
        lot_of(connection, caller, number)
        there = deeds.line_of(connection, number, line)
        if there.tower is None:
            raise faults.not_found()
        deeds.unmatch(connection, hub.now(), caller, there)
    return go(f"/lots/{number}", told="undone")


@router.post("/lots/{number}/lines/{line}/{deed}")
def remove(hub: TheHub, caller: Technician, number: LotNumber, line: LineNumber, deed: str, _fields: Form) -> Response:
    """Take a line off the list, or put it back; one with a tower stays until both were taken apart."""
    if deed not in {"remove", "restore"}:
        raise faults.not_found()
    with hub.database.writing() as connection:
        row = lot_of(connection, caller, number)
        there = deeds.line_of(connection, number, line)
        if there.tower is not None:
            raise faults.not_found()
        at = hub.now() if deed == "remove" else None
        connection.execute(update(lot_line).where(lot_line.c.number == line).values(removed_at=at))
        audit.note(
            connection, hub.now(), row.structure, caller.who, f"lot-line-{deed}",
            f"{row.name}: {there.asset} {there.serial}",
        )  # fmt: skip
    if deed == "restore":
        return go(f"/lots/{number}", told="undone")
    return go(f"/lots/{number}?removed={line}")


def _given(fields: FormData) -> str:
    """Return the file where one was chosen, else what was pasted."""
    file = fields.get("file")
    if isinstance(file, UploadFile) and file.size:
        return pasted.decoded(file.file.read(_MOST_SIGNS))
    typed = fields.get("list")  # not `text`: a first cell may be empty
    return typed[:_MOST_SIGNS] if isinstance(typed, str) else ""
