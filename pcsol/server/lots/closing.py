"""A lot is closed when all of it is done: nothing of it is armed for erasing any more. It can be opened again."""

from fastapi import APIRouter, Response
from sqlalchemy import update

from pcsol.server import faults
from pcsol.server.access import audit
from pcsol.server.access.guards import Form, Technician, TheHub
from pcsol.server.database.tables import lot
from pcsol.server.lots.routes import LotNumber, lot_of
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import go

router = APIRouter(include_in_schema=False)


@router.post("/lots/{number}/close")
def close_lot(hub: TheHub, caller: Technician, number: LotNumber, fields: Form) -> Response:
    """Close a lot, or open it again: `do` is "close" or "open"."""
    do = text(fields, "do")
    with hub.database.writing() as connection:
        row = lot_of(connection, caller, number)
        if do not in ("close", "open"):
            raise faults.not_understood(["do"])
        closed_at = (row.closed_at or hub.now()) if do == "close" else None
        connection.execute(update(lot).where(lot.c.number == number).values(closed_at=closed_at))
        action = "lot-closed" if do == "close" else "lot-opened"
        audit.note(connection, hub.now(), row.structure, caller.who, action, row.name)
    return go(f"/lots/{number}", told="saved")
