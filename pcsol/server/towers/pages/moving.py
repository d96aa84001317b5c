"""Merge two towers, seen side by side before; split one, record by record."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Row, select

from pcsol.errors import CodeFaultyError
from pcsol.i18n import _
from pcsol.judge import codes
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Coordinator, Form, TheHub
from pcsol.server.database.tables import record, station
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import address, go, page
from pcsol.server.towers import rows
from pcsol.server.towers.deeds import changes, moves
from pcsol.server.towers.lists import asked, columns
from pcsol.server.towers.pages import opened, shown

router = APIRouter(include_in_schema=False)
_SIDE_BY_SIDE = (
    "name", "state", "maker", "model", "serial", "processor", "memory", "disks", "health", "erasure", "asset", "lot",
    "records", "seen_at",
)  # fmt: skip


@router.get("/towers/{name}/merge")
def merge_page(request: Request, hub: TheHub, caller: Coordinator, name: str, other: str = "") -> Response:
    """Ask which other tower it is, then show both side by side."""
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        found = _other(connection, caller, other) if other else None
        alike = [opened.tower(connection, caller, f"n-{one}") for one in rows.alike(connection, row.number)]
    fault = _fault(row, found, other)
    called = {one.number: rows.called(caller, one) for one in (row, *alike, *([found] if found else []))}
    return page(
        request, "towers/merge.html", row=row, other=None if fault else found, fault=fault, typed=other, shown=shown,
        called=called, alike=[one for one in alike if one.number != row.number],
        columns=[columns.BY_ID[id_] for id_ in _SIDE_BY_SIDE],
    )  # fmt: skip


@router.post("/towers/{name}/merge")
def merge(hub: TheHub, caller: Coordinator, name: str, fields: Form) -> Response:
    """Merge this one and another: the one that was chosen stays."""
    why = text(fields, "why", changes.MOST_WORDS)
    with hub.database.writing() as connection:
        stays = opened.tower(connection, caller, name)
        goes = opened.tower(connection, caller, text(fields, "other"))
        if text(fields, "stays") == "other":
            stays, goes = goes, stays
        moves.merge(connection, hub.now(), caller, stays.number, goes.number, why)
    return go(address(f"/towers/{rows.called(caller, stays)}", told="saved"))


@router.get("/towers/{name}/split")
def split_page(request: Request, hub: TheHub, caller: Coordinator, name: str) -> Response:
    """Show the records of a tower, to choose those that belong to another one."""
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        found = _records(connection, row.number)
    return page(
        request, "towers/split.html", row=row, called=rows.called(caller, row), records=found, shown=shown
    )  # fmt: skip


@router.post("/towers/{name}/split")
def split(hub: TheHub, caller: Coordinator, name: str, fields: Form) -> Response:
    """Make a tower of the chosen records."""
    chosen = asked.numbers([one for one in fields.getlist("n") if isinstance(one, str)])
    code, why = text(fields, "code", 60), text(fields, "why", changes.MOST_WORDS)
    with hub.database.writing() as connection:
        row = opened.tower(connection, caller, name)
        number = moves.split(connection, hub.now(), caller, row.number, chosen, code, why)
        new = opened.tower(connection, caller, f"n-{number}")
    return go(address(f"/towers/{rows.called(caller, new)}", told="saved"))


def _other(connection: Connection, caller: Caller, typed: str) -> Row[Any] | None:
    """Return a tower by a typed or scanned code, or by its name at the hub."""
    try:
        return rows.one(connection, caller, codes.read(typed))
    except CodeFaultyError:
        return rows.one(connection, caller, typed.strip().lower() if typed.startswith("n-") else typed.strip())


def _fault(row: Row[Any], other: Row[Any] | None, typed: str) -> str:
    if not typed:
        return ""
    if other is None:
        return _("No tower has the code {code}.").format(code=typed)
    if other.number == row.number:
        return _("This is the same tower.")
    return "" if other.structure == row.structure else _("It belongs to another structure.")


def _records(connection: Connection, number: int) -> list[Row[Any]]:
    wanted = (
        select(record.c.number, record.c.id, record.c.kind, record.c.at, record.c.operator, record.c.content,
               station.c.name.label("station_name"))
        .outerjoin(station, station.c.number == record.c.station)
        .where(record.c.tower == number)
        .order_by(record.c.at, record.c.number)
    )  # fmt: skip
    return list(connection.execute(wanted))
