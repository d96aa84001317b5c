"""The page of the bench, its part that is loaded again, and what people do there: the room's settings, find a tower."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from pcsol.report.batch import left
from pcsol.server import faults
from pcsol.server.access.caller import Caller, Role
from pcsol.server.access.guards import Form, Technician, TheHub, Volunteer
from pcsol.server.bench import burning, room, showing
from pcsol.server.bench.page import board, words
from pcsol.server.hub import Hub
from pcsol.server.labels.routes import count_of, structure_of
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import go, page
from pcsol.server.towers import rows

router = APIRouter(include_in_schema=False)


@router.get("/bench")
def bench_page(request: Request, hub: TheHub, caller: Volunteer) -> Response:
    """Show every tower at the bench."""
    return page(request, "bench/bench.html", **_shown(hub, caller))


@router.get("/bench/part")
def bench_part(request: Request, hub: TheHub, caller: Volunteer) -> Response:
    """Return the part of it that changes."""
    return page(request, "bench/part.html", **_shown(hub, caller))


@router.post("/bench/room")
def change_room(hub: TheHub, caller: Technician, fields: Form) -> Response:
    """Say how many towers may be under load at once, and when the room closes."""
    with hub.database.writing() as connection:
        of = structure_of(connection, caller, fields)
        room.change(connection, hub.now(), caller, of, count_of(fields, "most"), text(fields, "until", 10))
    return go("/bench", told="saved")


@router.post("/bench/show")
def show(hub: TheHub, caller: Volunteer, fields: Form) -> Response:
    """Let a tower show itself for a minute, or stop: `do` is "show" or "stop"."""
    do = text(fields, "do")
    if do not in ("show", "stop"):
        raise faults.not_understood(["do"])
    with hub.database.writing() as connection:
        row = rows.one(connection, caller, f"n-{count_of(fields, 'tower')}")
        if row is None:
            raise faults.not_found()
        if do == "show":
            showing.show(connection, hub.now(), row.number, row.structure)
        else:
            showing.hide(connection, row.number)
    return go("/bench", told="shows" if do == "show" else "saved")


def _shown(hub: Hub, caller: Caller) -> dict[str, Any]:
    now = hub.now()
    with hub.database.reading() as connection:
        found = board.board(connection, caller, now)
    return {
        "board": found, "now": now, "words": words, "left": left, "name": partial(rows.called, caller),
        "may_arm": caller.may(Role.TECHNICIAN), "silent": burning.SILENT, "least": room.LEAST, "most": room.MOST,
        "usual": room.USUAL,
    }  # fmt: skip
