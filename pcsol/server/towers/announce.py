"""Towers that become known: by a record that arrives, or because a person says that they will come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from pcsol.judge.identity import still_usable
from pcsol.model.hardware.machine import Mark
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import mark, tower
from pcsol.server.towers import events, states, summary


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a tower before it can start. `lot`: a lot's number; `serial`: the maker's, as donors have it."""

    code: str
    lot: int | None = None
    asset: str = ""
    serial: str = ""
    what: str = ""


def columns(structure: int, code: str | None, state: str, at: datetime, now: datetime) -> dict[str, Any]:
    """Return the row of a tower that was not known. `at`: when it counts to have been seen."""
    return {
        "structure": structure, "code": code, "state": state, "state_at": at, "made_at": now, "seen_at": at,
        "records": 0, "search": "",
    }  # fmt: skip


def announce(connection: Connection, now: datetime, caller: Caller, structure: int, expected: Expected) -> int:
    """Add a tower that nobody has seen here yet, and return its number.

    A serial that may name one machine becomes a mark of it, so that its first record finds it. Raises IntegrityError
    where the structure has a tower with this code already.
    """
    row = columns(structure, expected.code, states.ANNOUNCED, now, now)
    row |= {"lot": expected.lot, "asset": expected.asset or None}
    row |= {"model": expected.what or None, "serial": expected.serial or None}
    row["search"] = summary.words_of_search(row, None)
    number = int(connection.execute(insert(tower).values(row).returning(tower.c.number)).scalar_one())
    remember(connection, structure, number, expected.serial)
    events.note(
        connection, now, caller, structure, number, "announced",
        {"code": expected.code, "asset": expected.asset, "serial": expected.serial, "what": expected.what},
    )  # fmt: skip
    return number


def remember(connection: Connection, structure: int, number: int, serial: str) -> None:
    """Let a donor's serial name this tower, unless many machines carry it."""
    value = " ".join(serial.split()).upper()
    if value and still_usable(Mark(kind="system-serial", value=value, usable=True)):
        connection.execute(insert(mark).values(structure=structure, tower=number, kind="system-serial", value=value))


def found(connection: Connection, number: int, facts: dict[str, Any]) -> None:
    """Let a tower's row say what a person found out of it, and let a search find it by that."""
    row = connection.execute(tower.select().where(tower.c.number == number)).mappings().one()
    changed = dict(row) | facts
    search = summary.words_of_search(changed, None)
    connection.execute(update(tower).where(tower.c.number == number).values(**facts, search=search))
