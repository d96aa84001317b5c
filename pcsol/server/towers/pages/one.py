"""The page of a tower: what it is, what to do next, its erasure, what happened to it, and what may be done."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, Row, select

from pcsol.i18n import speaking
from pcsol.report.tower_sheet import tower_sheet
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.database.tables import lot, tower
from pcsol.server.pages.frame import address, go, page
from pcsol.server.towers import rows
from pcsol.server.towers.deeds import rights
from pcsol.server.towers.pages import advice, opened, papers, shown, timeline
from pcsol.server.towers.results import grades, runs
from pcsol.server.towers.results import words as judged
from pcsol.server.towers.states import STATES

router = APIRouter(include_in_schema=False)
_MOST_LOTS = 300


@router.get("/towers/{name}")
def one(
    request: Request, hub: TheHub, caller: Volunteer, name: str,
    everything: Annotated[bool, Query(alias="all")] = False, told: str = "",  # noqa: FBT002  # of the address
) -> Response:  # fmt: skip
    """Show a tower. One that has a code, or was merged, is shown under its own name."""
    with hub.database.reading() as connection, speaking(caller.language):
        row = opened.tower(connection, caller, name)
        called = rows.called(caller, row)
        if called != name:
            return go(address(f"/towers/{called}", told=told))
        facts = _facts(connection, caller, row, timeline.MOST if everything else timeline.USUAL)
    return page(
        request, "towers/one.html", row=row, called=called, shown=shown, judged=judged, everything=everything,
        next_step=advice.next_step, **facts,
    )  # fmt: skip


def _facts(connection: Connection, caller: Caller, row: Row[Any], most: int) -> dict[str, Any]:
    probes = opened.probes(connection, row.number, 2)
    probe = opened.probe(connection, row.number, probes[0].id) if probes else None
    proofs = papers.of_tower(connection, row.number, row.structure)
    usual, others = rights.next_states(caller, row)
    return {
        "grade": grades.of_towers(connection, [row]).get(row.number), "runs": runs.of_tower(connection, row.number),
        "sheet": tower_sheet(probe) if probe else None, "probe": probes[0] if probes else None,
        "comparable": len(probes) > 1, "disks": papers.by_disk(probe, proofs),
        "items": timeline.of_tower(connection, caller, row.number, most), "most": most,
        "doubt": shown.doubt(row.doubt), "alike": _alike(connection, caller, row) if row.doubt else [],
        "may": {name: rights.may(caller, name) for name in rights.DEEDS}, "usual": usual, "others": others,
        "here": STATES[row.state].here,
        "lots": _lots(connection, row.structure),
    }  # fmt: skip


def _lots(connection: Connection, structure: int) -> list[Row[Any]]:
    wanted = select(lot.c.number, lot.c.name).where(lot.c.structure == structure)
    return list(connection.execute(wanted.order_by(lot.c.number.desc()).limit(_MOST_LOTS)))


def _alike(connection: Connection, caller: Caller, row: Row[Any]) -> list[tuple[str, Row[Any]]]:
    """Return the towers that share a serial number with this one: those to look at."""
    found = rows.alike(connection, row.number)
    wanted = select(tower).where(
        tower.c.number.in_(found), tower.c.merged_into.is_(None), caller.within(tower.c.structure)
    )
    return [(rows.called(caller, one), one) for one in connection.execute(wanted.limit(10))]
