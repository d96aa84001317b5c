"""Who says something of a tower in a batch, and what: the latest of each tower."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from pcsol.server.access.caller import Caller
from pcsol.server.bench.said import Said, read
from pcsol.server.database.tables import station, structure

# A tower that falls silent in the night is still looked for in the morning.
LOOK_BACK = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Seat:
    """A station, the structure it belongs to, and what it said of its tower."""

    structure: int
    structure_name: str
    station: int
    station_name: str
    said: Said


def seats(connection: Connection, caller: Caller, now: datetime) -> list[Seat]:
    """Return what towers say; of two stations at one tower the later one counts."""
    wanted = (
        select(station, structure.c.name.label("structure_name"))
        .join(structure, structure.c.number == station.c.structure)
        .where(
            caller.within(station.c.structure), station.c.revoked_at.is_(None), station.c.progress_at > now - LOOK_BACK
        )
        .order_by(station.c.progress_at, station.c.number)
    )
    found: dict[tuple[int, str | int], Seat] = {}
    for row in connection.execute(wanted):
        said = read(row.progress, row.progress_at)
        if said is not None:
            seat = Seat(row.structure, row.structure_name, row.number, row.name, said)
            found[row.structure, said.progress.tower or row.number] = seat
    return list(found.values())
