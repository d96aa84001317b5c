"""Parts in the database: take, fit, undo, find."""

import json
import zlib
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, Select, insert, select, update

from pcsol.model.probe import Probe
from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import part, record, tower
from pcsol.server.parts.offered import Part, offered
from pcsol.server.towers import erased, events, rebuild

MOST = 50

_origin = tower.alias("origin")
_goal = tower.alias("goal")


def take(connection: Connection, now: datetime, caller: Caller, of: Row[Any], taken: Part) -> int:
    """Note that a part was taken out of a tower, and return its number. Raises Fault 422 for one that is in stock."""
    if taken.serial and _is_in_stock(connection, of.structure, taken.serial):
        raise faults.in_stock_already()
    values = {
        "structure": of.structure, "taken_from": of.number, **taken._asdict(), "taken_at": now,
        "taken_by": caller.who[:200],
    }  # fmt: skip
    number = int(connection.execute(insert(part).values(values).returning(part.c.number)).scalar_one())
    events.note(connection, now, caller, of.structure, of.number, "part-taken", {"part": number, **taken._asdict()})
    _look_again(connection, of.number)
    return number


def fit(connection: Connection, now: datetime, caller: Caller, one: Row[Any], into: Row[Any]) -> None:
    """Note that a part from the stock was fitted. Raises Fault 404 for a part of another structure, or not in stock."""
    if into.structure != one.structure or one.fitted_to is not None or one.removed_at is not None:
        raise faults.not_found()
    values = {"fitted_to": into.number, "fitted_at": now, "fitted_by": caller.who[:200]}
    connection.execute(update(part).where(part.c.number == one.number).values(values))
    details = _details(one) | {"from": one.taken_from, "to": into.number}
    events.note(connection, now, caller, one.structure, into.number, "part-fitted", details)
    if one.taken_from is not None and one.taken_from != into.number:
        events.note(connection, now, caller, one.structure, one.taken_from, "part-moved", details)
    _look_again(connection, into.number)


def undo(connection: Connection, now: datetime, caller: Caller, one: Row[Any]) -> None:
    """Undo the last thing that was done with a part: fitted, then taken. Events say so on the towers."""
    if one.removed_at is not None:
        raise faults.not_found()
    back = one.fitted_to if one.fitted_to is not None else one.taken_from
    nothing: dict[str, Any] = {"fitted_to": None, "fitted_at": None, "fitted_by": None}
    values = nothing if one.fitted_to is not None else {"removed_at": now}
    connection.execute(update(part).where(part.c.number == one.number).values(values))
    if back is not None:
        events.note(connection, now, caller, one.structure, back, "part-undone", _details(one))
        _look_again(connection, back)


def proof(one: Row[Any]) -> str | None:
    """Return what the last paper of a disk says, of those of the tower that it was taken from: `erased.together`."""
    proofs = erased.opened(one.from_proofs)
    return erased.together([one.serial], proofs, one.from_left_at) if one.serial in proofs else None


def of(connection: Connection, caller: Caller, number: int) -> Row[Any]:
    """Return a part that the caller sees. Raises Fault 404."""
    row = connection.execute(
        select(part).where(part.c.number == number, caller.within(part.c.structure)).with_for_update()
    ).first()
    if row is None:
        raise faults.not_found()
    return row


def in_stock(
    connection: Connection, caller: Caller, q: str, kind: str, before: int
) -> tuple[list[Row[Any]], int | None]:
    """Return parts that are fitted nowhere, the last taken first, and where the next page begins."""
    query = _parts().where(caller.within(part.c.structure), part.c.fitted_to.is_(None), part.c.removed_at.is_(None))
    for word in q.split()[:8]:
        query = query.where(
            part.c.description.icontains(word, autoescape=True) | part.c.serial.icontains(word, autoescape=True)
        )
    if kind:
        query = query.where(part.c.kind == kind)
    if before:
        query = query.where(part.c.number < before)
    rows = list(connection.execute(query.order_by(part.c.number.desc()).limit(MOST + 1)))
    return rows[:MOST], rows[MOST - 1].number if len(rows) > MOST else None


def around(connection: Connection, number: int) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """Return the parts that were taken from a tower, and those that were fitted to it."""
    query = _parts().where(part.c.removed_at.is_(None)).order_by(part.c.number.desc()).limit(200)
    taken = connection.execute(query.where(part.c.taken_from == number))
    return list(taken), list(connection.execute(query.where(part.c.fitted_to == number)))


def still_in(connection: Connection, number: int, taken: list[Row[Any]]) -> list[Part]:
    """Return what the last probe of a tower names, but for what was taken from it since."""
    content = connection.scalar(
        select(record.c.content)
        .where(record.c.tower == number, record.c.kind == "probe", record.c.newer.is_(False))
        .order_by(record.c.at.desc(), record.c.number.desc())
        .limit(1)
    )
    if content is None:
        return []
    try:
        probe = Probe.from_json(json.loads(zlib.decompress(content))["body"])
    except ValidationError:
        return []
    gone = {row.serial for row in taken if row.serial}
    return [one for one in offered(probe) if one.serial not in gone]


def _parts() -> Select[Any]:
    return (
        select(
            part, _origin.c.code.label("from_code"), _origin.c.number.label("from_number"),
            _origin.c.proofs.label("from_proofs"), _origin.c.left_at.label("from_left_at"),
            _goal.c.code.label("to_code"), _goal.c.number.label("to_number"),
        )
        .outerjoin(_origin, _origin.c.number == part.c.taken_from)
        .outerjoin(_goal, _goal.c.number == part.c.fitted_to)
    )  # fmt: skip


def _is_in_stock(connection: Connection, structure: int, serial: str) -> bool:
    there = select(part.c.number).where(
        part.c.structure == structure, part.c.serial == serial, part.c.fitted_to.is_(None), part.c.removed_at.is_(None)
    )
    return connection.scalar(there.limit(1)) is not None


def _look_again(connection: Connection, number: int) -> None:
    """What was graded, and what a second reader looked at, is not as it was; nor what is proven of it, by a disk."""
    rebuild.rewrite(connection, [number])


def _details(one: Row[Any]) -> dict[str, Any]:
    return {"part": one.number, "kind": one.kind, "description": one.description, "serial": one.serial}
