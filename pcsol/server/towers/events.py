"""What people do with a tower: each deed is an event with who, when and why; undoing one is another event."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import event


def note(  # noqa: PLR0913, PLR0917  # who did what to which tower, when, and why
    connection: Connection, now: datetime, caller: Caller, structure: int, tower: int, kind: str,
    details: dict[str, Any],
) -> int:  # fmt: skip
    """Add an event and return its number. `details`: facts and the person's own words, never sentences of ours."""
    values = {
        "structure": structure, "tower": tower, "kind": kind, "at": now, "who": caller.who[:200],
        "details": json.dumps(details, ensure_ascii=False),
    }  # fmt: skip
    return int(connection.execute(insert(event).values(values).returning(event.c.number)).scalar_one())


def undone(connection: Connection, number: int, by: int) -> None:
    """Mark an event as undone by a later one."""
    connection.execute(update(event).where(event.c.number == number).values(undone_by=by))
