"""A station gets another name, or is let in no more; and until when its certificates are believed then."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, update

from pcsol.i18n import N_
from pcsol.server.access import audit, tokens
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import station
from pcsol.server.faults import Fault
from pcsol.server.towers import rejudge


def rename(connection: Connection, now: datetime, caller: Caller, row: Row[Any], name: str) -> None:
    """Give another name."""
    connection.execute(update(station).where(station.c.number == row.number).values(name=name))
    audit.note(connection, now, row.structure, caller.who, "station-renamed", f"{row.name} → {name}")


def revoke(connection: Connection, now: datetime, caller: Caller, row: Row[Any], *, believed: bool) -> None:
    """Let nothing of it in any more; what it sent stays.

    `believed`: whether its certificates of before count still. A key that may be in other hands could sign one with a
    date of before, so then it is forgotten, what it alone proved is unproven, and the station may announce another one
    when it is enrolled again. Raises Fault 409 where it was revoked already.
    """
    if row.revoked_at is not None:
        raise _already()
    tokens.revoke(connection, row.number, now)
    papers = {"papers_until": now} if believed else {"papers_key": None, "papers_from": None, "papers_until": None}
    connection.execute(update(station).where(station.c.number == row.number).values(papers))
    if not believed and row.papers_key is not None:
        rejudge.believe_no_more(connection, row.structure, row.papers_key)
    words = "papers believed until today" if believed else "papers not believed"
    audit.note(connection, now, row.structure, caller.who, "station-revoked", f"{row.name} ({words})")


def _already() -> Fault:
    return Fault(409, N_("This station was revoked already."), remedy=N_("Enrol it again with a new code."))
