"""What people do with a lot: begin it, add a donor's list, announce towers, say which tower a line is."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pcsol.server import faults
from pcsol.server.access import audit
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import event, lot, lot_line, mark, tower
from pcsol.server.labels import numbers
from pcsol.server.lots import arrival
from pcsol.server.lots.pasted import Line
from pcsol.server.towers import announce, events

_AT_ONCE = 64


def add_lines(connection: Connection, now: datetime, caller: Caller, of: Row[Any], lines: Sequence[Line]) -> None:
    """Add the lines of a donor's list, and find the towers among those that are here already."""
    values = [{"lot": of.number, "asset": one.asset, "serial": one.serial, "what": one.what} for one in lines]
    if not values:
        return
    connection.execute(insert(lot_line), values)
    audit.note(connection, now, of.structure, caller.who, "lot-lines", f"{of.name}: {len(values)}")
    here = _here(connection, of, lines)
    for first in range(0, len(here), _AT_ONCE):
        arrival.link(connection, now, [arrival.Arrival(row, caller.who) for row in here[first : first + _AT_ONCE]])
    for row in here:
        found = {"asset": row["asset"], "search": row["search"]}
        connection.execute(update(tower).where(tower.c.number == row["number"]).values(found))


def announce_lines(connection: Connection, now: datetime, caller: Caller, of: Row[Any], lines: Sequence[int]) -> int:
    """Give each of these lines that has no tower yet a new code, and return how many there were."""
    found = list(connection.execute(
        select(lot_line)
        .where(
            lot_line.c.lot == of.number, lot_line.c.number.in_(lines), lot_line.c.tower.is_(None),
            lot_line.c.removed_at.is_(None),
        )
        .order_by(lot_line.c.number)
        .with_for_update()
    ))  # fmt: skip
    codes: list[str] = []
    while len(codes) < len(found):
        at_once = min(len(found) - len(codes), numbers.MOST)
        codes += numbers.give_out(connection, now, caller, of.structure, at_once).codes
    for line, code in zip(found, codes, strict=True):
        expected = announce.Expected(code, of.number, line.asset, line.serial, line.what)
        number = announce.announce(connection, now, caller, of.structure, expected)
        connection.execute(update(lot_line).where(lot_line.c.number == line.number).values(tower=number))
    return len(found)


def match(connection: Connection, now: datetime, caller: Caller, line: Row[Any], to: Row[Any]) -> None:
    """Say that a line is this tower. Raises Fault 404 for a tower of another structure, 422 for one on another line.

    `line` is held (`line_of`); the tower is from here on: two people never put it on two lines.
    """
    if to.structure != line.structure or line.tower is not None:
        raise faults.not_found()
    connection.execute(select(tower.c.number).where(tower.c.number == to.number).with_for_update())
    taken = select(lot_line.c.number).where(lot_line.c.tower == to.number, lot_line.c.removed_at.is_(None))
    if connection.scalar(taken) is not None:
        raise faults.on_another_line()
    connection.execute(update(lot_line).where(lot_line.c.number == line.number).values(tower=to.number))
    said = {"lot": line.lot, "asset": line.asset or to.asset}
    announce.found(connection, to.number, said)
    for kind, value in said.items():
        if getattr(to, kind) != value:
            details = {"from": getattr(to, kind), "to": value, "by": "person"}
            events.note(connection, now, caller, line.structure, to.number, kind, details)


def unmatch(connection: Connection, now: datetime, caller: Caller, line: Row[Any]) -> None:
    """Take a line and its tower apart again; the tower stays, outside the lot, and is not put on its list again
    (`arrival`), but in another lot that a person chose. A donor's number that it has of this line is taken back."""
    connection.execute(update(lot_line).where(lot_line.c.number == line.number).values(tower=None))
    row = connection.execute(select(tower.c.asset, tower.c.lot).where(tower.c.number == line.tower)).one()
    out = {"lot": None} if row.lot == line.lot else {}
    said = {**out, **_before_the_list(connection, line, row.asset)}
    announce.found(connection, line.tower, said)
    for kind, value in said.items():
        details = {"from": getattr(row, kind), "to": value, "by": "person"}
        events.note(connection, now, caller, line.structure, line.tower, kind, details)


def _before_the_list(connection: Connection, line: Row[Any], asset: str | None) -> dict[str, Any]:
    """Return the donor's number that a tower had before this line gave it one; nothing where it came otherwise."""
    if not line.asset or asset != line.asset:
        return {}
    last = connection.scalar(
        select(event.c.details)
        .where(event.c.tower == line.tower, event.c.kind == "asset", event.c.undone_by.is_(None))
        .order_by(event.c.number.desc())
        .limit(1)
    )
    said = json.loads(last) if last else {}
    return {"asset": said["from"]} if said.get("to") == asset and "by" in said else {}


def line_of(connection: Connection, of: int, number: int) -> Row[Any]:
    """Return a line of a lot with its structure, held until the end of the transaction. Raises Fault 404."""
    found = connection.execute(
        select(lot_line, lot.c.structure)
        .join(lot, lot.c.number == lot_line.c.lot)
        .where(lot_line.c.number == number, lot_line.c.lot == of)
        .with_for_update(of=lot_line)
    ).first()
    if found is None:
        raise faults.not_found()
    return found


def _here(connection: Connection, of: Row[Any], lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Return the towers of this structure that bear one of these serials or numbers, and are in no other lot."""
    lines = list(lines)
    serials = {arrival.usable(one.serial) for one in lines} - {""}
    assets = {form for one in lines for form in arrival.forms(one.asset)}
    marked = select(mark.c.tower).where(
        mark.c.structure == of.structure, mark.c.value.in_(serials), mark.c.kind == "system-serial"
    )
    rows = connection.execute(
        select(tower).where(
            tower.c.structure == of.structure, tower.c.merged_into.is_(None),
            tower.c.lot.is_(None) | (tower.c.lot == of.number),
            tower.c.number.in_(marked) | tower.c.asset.in_(assets),
        )
    )  # fmt: skip
    return [dict(row) for row in rows.mappings()]
