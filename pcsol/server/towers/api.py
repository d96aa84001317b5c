"""The routes by which other programs read towers."""

import json
import zlib
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection, Row, select

from pcsol.i18n import speaking
from pcsol.server import faults
from pcsol.server.access.guards import Anybody, TheHub
from pcsol.server.database.tables import record, structure
from pcsol.server.towers import rows
from pcsol.server.towers.pages import advice
from pcsol.server.towers.results import grades
from pcsol.server.towers.results.grades import Graded
from pcsol.server.towers.rows import Wanted

router = APIRouter(prefix="/api/v1", tags=["towers"])

_SHOWN = (
    "code", "asset", "state", "maker", "model", "serial", "form", "processor", "memory_bytes", "disks", "disk_bytes",
    "medium", "health", "destination", "function", "erasure", "records", "doubt",
)  # fmt: skip


@router.get("/towers")
def get_towers(  # noqa: PLR0913, PLR0917  # a query
    hub: TheHub, caller: Anybody, q: Annotated[str, Query(max_length=200)] = "", state: str | None = None,
    structure_name: Annotated[str | None, Query(alias="structure")] = None,
    after: Annotated[str | None, Query(max_length=60)] = None,
    limit: Annotated[int, Query(ge=1, le=rows.MOST)] = 50,
) -> dict[str, Any]:  # fmt: skip
    """Return towers, the last seen first; `next` is the `after` of the next page, null on the last."""
    with hub.database.reading() as connection:
        number = _structure(connection, structure_name)
        wanted = Wanted(q=q, state=state, structure=number, after=after, most=limit)
        page = rows.page(connection, caller, wanted)
    with speaking(caller.language):
        return {"towers": [shown(row) for row in page.rows], "next": page.next}


@router.get("/towers/{code}", responses={404: {}})
def get_tower(hub: TheHub, caller: Anybody, code: str) -> dict[str, Any]:
    """Return one tower, its newest grade and its records, the oldest first.

    `code`: as on the sticker, or `n-` and a number.
    """
    with hub.database.reading() as connection, speaking(caller.language):
        row = rows.one(connection, caller, code)
        if row is None:
            raise faults.not_found()
        kept = connection.scalars(
            select(record.c.content).where(record.c.tower == row.number).order_by(record.c.at, record.c.number)
        )
        found = grades.of_towers(connection, [row]).get(row.number)
        evidence = [json.loads(zlib.decompress(content)) for content in kept]
        return {**shown(row), "grade": _graded(found) if found else None, "evidence": evidence}


def shown(row: Row[Any]) -> dict[str, Any]:
    """Return a tower as other programs see it: bytes, UTC; null is unknown.

    `function`: of a grade that counts today; `graded_at`: of the newest one, be it that it counts no more.
    """
    facts = {name: getattr(row, name) for name in _SHOWN}
    facts["next_step"] = advice.mending(row) or row.next_step
    moments = {"state_at": row.state_at.isoformat(), "seen_at": row.seen_at.isoformat()}
    moments["graded_at"] = row.graded_at.isoformat() if row.graded_at else None
    return {"name": rows.name(row), "structure": row.structure_name, "lot": row.lot_name, **facts, **moments}


def _graded(found: Graded) -> dict[str, Any]:
    """Return the newest grade; `label`: what the tower may be called today, which is none of its record."""
    grading = found.grading
    return {
        "at": found.at.isoformat(), "record": found.record, "function": grading.function, "look": grading.look,
        "destination": grading.destination, "label": found.called.label, "past": found.past,
    }  # fmt: skip


def _structure(connection: Connection, name: str | None) -> int | None:
    if not name:
        return None
    found = connection.scalar(
        select(structure.c.number).where((structure.c.name == name) | (structure.c.prefix == name))
    )
    return found if found is not None else -1
