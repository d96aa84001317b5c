"""What the page of the bench shows: every tower that says something, all at once, in few queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.server.access.caller import Caller
from pcsol.server.bench import burning, room, showing
from pcsol.server.bench.arming import standing
from pcsol.server.bench.arming.standing import Armed
from pcsol.server.bench.page.cards import Card, cards, figures
from pcsol.server.bench.page.late import Late, late
from pcsol.server.bench.room import Room
from pcsol.server.bench.seats import seats
from pcsol.server.database.tables import structure, tower


@dataclass(frozen=True, slots=True)
class Place:
    """A structure's room: what it allows, how many load themselves, who will be late."""

    structure: int
    name: str
    room: Room
    burning: int
    late: list[Late]


@dataclass(frozen=True, slots=True)
class Board:
    """`towers`: the hub's own row of a tower, by structure and code; `armed`, `shows`: by the number of the row."""

    cards: list[Card]
    figures: dict[str, int]
    places: list[Place]
    towers: dict[tuple[int, str], Row[Any]]
    armed: dict[int, Armed]
    shows: dict[int, datetime]

    def tower(self, card: Card) -> Row[Any] | None:
        """Return the hub's row of a tower, None where it does not know this code."""
        return self.towers.get((card.seat.structure, card.progress.tower or ""))


def board(connection: Connection, caller: Caller, now: datetime) -> Board:
    """Return the bench as the caller sees it."""
    found = cards(seats(connection, caller, now), now)
    rows = _towers(connection, caller, found)
    numbers = [row.number for row in rows.values()]
    return Board(
        found, figures(found), _places(connection, caller, now, found), rows,
        standing.of_towers(connection, now, rows.values()), showing.shown(connection, now, numbers),
    )  # fmt: skip


def _towers(connection: Connection, caller: Caller, found: list[Card]) -> dict[tuple[int, str], Row[Any]]:
    """A code that was merged leads to its tower by its page; here it is not looked for."""
    codes = {one.progress.tower for one in found if one.progress.tower}
    wanted = caller.within(tower.c.structure), tower.c.code.in_(codes), tower.c.merged_into.is_(None)
    rows = connection.execute(select(tower).where(*wanted)) if codes else ()
    return {(row.structure, row.code): row for row in rows}


def _places(connection: Connection, caller: Caller, now: datetime, found: list[Card]) -> list[Place]:
    """Of one's own structure; for the federation, of those in which a tower says something."""
    busy = {one.seat.structure for one in found}
    wanted = select(structure.c.number, structure.c.name).where(caller.within(structure.c.number))
    places = []
    for row in connection.execute(wanted.order_by(structure.c.name)):
        if caller.structure is None and row.number not in busy:
            continue
        its = room.of(connection, row.number, now)
        mine = [one for one in found if one.seat.structure == row.number]
        places.append(
            Place(row.number, row.name, its, burning.given(connection, row.number, now), late(mine, now, its.until))
        )
    return places
