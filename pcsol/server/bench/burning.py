"""How many towers load themselves at once: places that are lent, in the order in which towers asked for them."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from pcsol.server.database.tables import burn_lease, structure

# Who says nothing for so long has lost its place: its tower may have been switched off.
SILENT = timedelta(minutes=1)


def asked(
    connection: Connection, now: datetime, of: int, station: int, burn: Literal["wants", "burns"] | None, most: int
) -> bool:
    """Return whether this station's tower may load itself now. None gives its place back.

    One that loads itself already has a place, whatever the limit: it lost its own while it was silent, or a person went
    past the wait. Its current is drawn, so nobody else gets one until there are few enough again.

    One at a time is decided for a structure: the row of the structure is held until the end of the transaction.
    """
    mine = burn_lease.c.station == station
    if burn is None:
        connection.execute(delete(burn_lease).where(mine))
        return False
    connection.execute(
        select(structure.c.number).where(structure.c.number == of).with_for_update(key_share=True)
    )  # fmt: skip
    silent = burn_lease.c.structure == of, burn_lease.c.seen_at < now - SILENT
    connection.execute(delete(burn_lease).where(*silent))
    if connection.execute(update(burn_lease).where(mine).values(seen_at=now)).rowcount == 0:
        connection.execute(insert(burn_lease).values(structure=of, station=station, seen_at=now))
    row = connection.execute(select(burn_lease).where(mine)).one()
    if row.given_at is not None:
        return True
    if burn == "burns":
        connection.execute(update(burn_lease).where(mine).values(given_at=now))
        return True
    before = (burn_lease.c.given_at.is_not(None)) | (burn_lease.c.number < row.number)
    ahead = connection.scalar(select(func.count()).where(burn_lease.c.structure == of, before)) or 0
    if ahead >= most:
        return False
    connection.execute(update(burn_lease).where(mine).values(given_at=now))
    return True


def given(connection: Connection, of: int, now: datetime) -> int:
    """Return how many places are lent."""
    lent = burn_lease.c.structure == of, burn_lease.c.given_at.is_not(None), burn_lease.c.seen_at >= now - SILENT
    return connection.scalar(select(func.count()).where(*lent)) or 0
