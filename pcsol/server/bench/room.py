"""What a structure's room allows: towers under load at once, and the hour at which it closes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Connection, insert, select, update

from pcsol.server.access import audit
from pcsol.server.access.caller import Caller
from pcsol.server.bench import refusals
from pcsol.server.database.tables import bench_room, structure
from pcsol.server.pages.words import ZONE

# Thirty towers under load draw more than one circuit of 16 A gives.
USUAL, LEAST, MOST = 8, 1, 30


@dataclass(frozen=True, slots=True)
class Room:
    """`until`: the moment at which it closes today or tomorrow; None where nobody said so, or it has passed."""

    most_burning: int = USUAL
    until: datetime | None = None

    @property
    def hour(self) -> str | None:
        """The hour at which it closes, "HH:MM" in Paris."""
        return f"{self.until.astimezone(ZONE):%H:%M}" if self.until else None


def of(connection: Connection, number: int, now: datetime) -> Room:
    """Return the room of a structure."""
    row = connection.execute(select(bench_room).where(bench_room.c.structure == number)).first()
    if row is None:
        return Room()
    return Room(row.most_burning, row.until if row.until and row.until > now else None)


def change(connection: Connection, now: datetime, caller: Caller, number: int, most: int, hour: str) -> None:
    """Say what the room allows. `hour`: "HH:MM" in Paris, "" for none. Raises Fault 422."""
    if not LEAST <= most <= MOST:
        raise refusals.not_so_many(LEAST, MOST)
    values = {"most_burning": most, "until": next_time(hour, now) if hour else None}
    connection.execute(select(structure.c.number).where(structure.c.number == number).with_for_update(key_share=True))
    if connection.execute(update(bench_room).where(bench_room.c.structure == number).values(values)).rowcount == 0:
        connection.execute(insert(bench_room).values(structure=number, **values))
    audit.note(connection, now, number, caller.who, "room", f"{most}, {hour or '–'}")


def next_time(hour: str, now: datetime) -> datetime:
    """Return when it is this hour in Paris next. Raises Fault 422 for what is none."""
    try:
        wanted = time.fromisoformat(hour[:5])
    except ValueError as err:
        raise refusals.no_hour() from err
    today = now.astimezone(ZONE)
    found = datetime.combine(today.date(), wanted, ZONE)
    return found if found > now else datetime.combine(today.date() + timedelta(days=1), wanted, ZONE)
