"""The list of towers: search, filters and columns, all in the address."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.pages.frame import address, go, page
from pcsol.server.towers import rows
from pcsol.server.towers.lists import asked as asking
from pcsol.server.towers.lists import columns
from pcsol.server.towers.lists.asked import Asked
from pcsol.server.towers.pages import shown

router = APIRouter(include_in_schema=False)


@router.get("/towers")
def towers(request: Request, hub: TheHub, caller: Volunteer, asked: Annotated[Asked, Query()]) -> Response:
    """Show towers, the last seen first; a code that was typed whole leads to its tower at once."""
    with hub.database.reading() as connection:
        there = _straight(connection, caller, asked)
        if there:
            return go(there)
        found = rows.page(connection, caller, asked.wanted())
        offered = asking.choices(connection, caller)
    query = asked.query()
    return page(
        request, "towers/list.html", asked=asked, found=found, choices=offered, shown=shown,
        filters=asking.filters(asked, offered), columns=columns.chosen(asked.c, federation=caller.structure is None),
        all_columns=columns.COLUMNS, name=partial(rows.called, caller), code=asked.code(),
        more=address("/towers", **query, after=found.next) if found.next else "",
        first=address("/towers", **query) if asked.after else "",
        csv=address("/towers.csv", **query), xlsx=address("/towers.xlsx", **query),
        these=address("/towers/several", n=[row.number for row in found.rows]),
    )  # fmt: skip


def _straight(connection: Connection, caller: Caller, asked: Asked) -> str:
    code = asked.code()
    row = rows.one(connection, caller, code) if code else None
    return address(f"/towers/{rows.called(caller, row)}") if row else ""
