"""The pages of parts: of one tower, and the stock."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import Connection
from starlette.datastructures import FormData

from pcsol.errors import CodeFaultyError
from pcsol.i18n import _
from pcsol.judge import codes
from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Form, TheHub, Volunteer
from pcsol.server.pages.door import ours, text
from pcsol.server.pages.frame import address, go, page
from pcsol.server.parts import stock
from pcsol.server.parts.offered import KINDS, Part
from pcsol.server.towers import rows as towers
from pcsol.server.towers.pages import opened, shown
from pcsol.server.towers.summary import told

router = APIRouter(include_in_schema=False)

PartNumber = Annotated[int, Path(ge=1, le=2**53)]
Before = Annotated[int, Query(ge=0, le=2**53)]


@router.get("/parts")
def stock_page(  # noqa: PLR0913, PLR0917  # a query
    request: Request,
    hub: TheHub,
    caller: Volunteer,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: str = "",
    before: Before = 0,
    to: str = "",
) -> Response:
    """Show the parts in stock. `to`: the tower that one is looked for."""
    with hub.database.reading() as connection:
        return _stock(request, connection, caller, {"q": q, "kind": kind if kind in KINDS else "", "to": to}, before)


@router.get("/towers/{name}/parts")
def parts_page(request: Request, hub: TheHub, caller: Volunteer, name: str) -> Response:
    """Show what was taken from a tower and fitted to it, and what may be taken."""
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        taken, fitted = stock.around(connection, row.number)
        there = stock.still_in(connection, row.number, taken)
    return page(
        request, "parts/tower.html", tower=row, name=towers.called(caller, row), taken=taken, fitted=fitted,
        there=there, kinds=KINDS,
    )  # fmt: skip


@router.post("/towers/{name}/parts")
def take_part(hub: TheHub, caller: Volunteer, name: str, fields: Form) -> Response:
    """Note that a part was taken out."""
    taken = _part(fields)
    with hub.database.writing() as connection:
        row = opened.tower(connection, caller, name)
        stock.take(connection, hub.now(), caller, row, taken)
    return go(f"/towers/{towers.called(caller, row)}/parts", told="added")


@router.post("/parts/{number}/fit")
def fit_part(request: Request, hub: TheHub, caller: Volunteer, number: PartNumber, fields: Form) -> Response:
    """Note that a part was fitted to the tower with this code."""
    typed = text(fields, "to", 80)
    with hub.database.writing() as connection:
        one = stock.of(connection, caller, number)
        into = towers.one(connection, caller, _called(typed), one.structure)
        if into is None:
            wrong = _("No tower bears this code here: {typed}").format(typed=typed or "–")
            return _stock(request, connection, caller, {"q": "", "kind": "", "to": ""}, 0, wrong)
        stock.fit(connection, hub.now(), caller, one, into)
    return go(f"/towers/{towers.called(caller, into)}/parts", told="saved")


@router.post("/parts/{number}/undo")
def undo_part(hub: TheHub, caller: Volunteer, number: PartNumber, fields: Form) -> Response:
    """Undo the last thing that was done with a part."""
    with hub.database.writing() as connection:
        stock.undo(connection, hub.now(), caller, stock.of(connection, caller, number))
    return go(ours(text(fields, "next")) if text(fields, "next") else "/parts", told="undone")


def _stock(
    request: Request, connection: Connection, caller: Caller, wanted: dict[str, str], before: int, wrong: str = ""
) -> Response:
    into = towers.one(connection, caller, wanted["to"]) if wanted["to"] else None
    found, following = stock.in_stock(connection, caller, wanted["q"], wanted["kind"], before)
    more = address("/parts", **wanted, before=following) if following else ""
    return page(
        request, "parts/stock.html", 422 if wrong else 200, parts=found, proof=stock.proof, shown=shown,
        more=more, wanted=wanted, kinds=KINDS,
        into=towers.called(caller, into) if into else "", wrong=wrong,
    )  # fmt: skip


def _part(fields: FormData) -> Part:
    """Return the part of a form. Raises Fault 422, with what is missing."""
    kind, description = text(fields, "kind"), told(text(fields, "description", 200)) or ""
    if kind not in KINDS or not description:
        raise faults.unnamed_part()
    return Part(kind, description, told(text(fields, "serial", 200)) or "")


def _called(typed: str) -> str:
    """Return what a tower is called in addresses: a code as people type it, or `n-` and a number."""
    try:
        return codes.read(typed)
    except CodeFaultyError:
        return typed
