"""What the hub refused: a line per station and record, so that somebody looks. The record stays at the station."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, insert

from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import refusal
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub

_KEPT = timedelta(days=90)
_MOST_SIGNS = 500
NOTED = (409, 413, 422)


def note(hub: Hub, caller: Caller, refused: Sequence[tuple[str | None, Fault]]) -> None:
    """Note refusals of one station, each with the record's id where it has one. The same again replaces the line."""
    lines = [(_id(name), fault) for name, fault in refused if fault.status in NOTED]
    if not lines:
        return
    now = hub.now()
    with hub.database.writing() as connection:
        connection.execute(delete(refusal).where(
            refusal.c.station == caller.number, refusal.c.record.in_({name for name, _fault in lines}),
        ))  # fmt: skip
        connection.execute(delete(refusal).where(refusal.c.station == caller.number, refusal.c.at < now - _KEPT))
        connection.execute(insert(refusal), [
            {
                "structure": caller.structure, "station": caller.number, "at": now, "record": name,
                "status": fault.status, "faults": printable("; ".join(fault.faults))[:_MOST_SIGNS],
            }
            for name, fault in dict(lines).items()
        ])  # fmt: skip


def _id(name: str | None) -> str:
    return printable(name or "")[:36]


def printable(text: str) -> str:
    """A fault may repeat names of fields, and those come from outside; PostgreSQL keeps no NUL."""
    return "".join(sign for sign in text if sign.isprintable())
