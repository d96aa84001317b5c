"""Undo what a person did. The deed and its undoing both stay in the timeline."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import event, record, tower
from pcsol.server.towers import events, rebuild
from pcsol.server.towers.deeds import moves, refusals, rights
from pcsol.server.towers.rebuild import Before

KINDS = (*rights.DEEDS,)
_MOVING = ("merge", "split")


def undo(connection: Connection, now: datetime, caller: Caller, number: int) -> int:
    """Undo this event, and return the number of the tower that it was done to. Raises Fault."""
    deed = _deed(connection, caller, number)
    details = json.loads(deed.details)
    if not rights.may_undo(caller, deed.kind, details):
        raise faults.not_allowed()
    numbers = [deed.tower, *([details["other"]] if deed.kind in _MOVING else [])]
    held = rebuild.hold(connection, *numbers)
    _deed(connection, caller, number)  # somebody else may have undone it while we waited
    if held[deed.tower].row["merged_into"] is not None:
        raise refusals.later_first()
    by = events.note(connection, now, caller, deed.structure, deed.tower, "undo", {"of": number, "kind": deed.kind})
    events.undone(connection, number, by)
    if deed.kind in _MOVING:
        _move_back(connection, now, caller, deed, details, held, by)
    _rebuild(connection, held)
    return int(deed.tower)


def _rebuild(connection: Connection, held: dict[int, Before]) -> None:
    """Make all of these anew at once: one may get the code back that another one of them has until now.

    Raises Fault 409 where a code that comes back was given to somebody else meanwhile.
    """
    made = {number: rebuild.anew(connection, one) for number, one in held.items()}
    rows = {number: one.row for number, one in made.items()}
    codes = [row["code"] for row in rows.values() if row["code"] is not None]
    taken = select(tower.c.number).where(
        tower.c.structure.in_({row["structure"] for row in rows.values()}), tower.c.code.in_(codes),
        tower.c.number.not_in(rows),
    )  # fmt: skip
    if len(codes) != len(set(codes)) or connection.scalar(taken.limit(1)) is not None:
        raise refusals.code_taken()
    connection.execute(update(tower).where(tower.c.number.in_(rows)).values(code=None))
    for number, one in made.items():
        rebuild.keep(connection, held[number], one)


def _deed(connection: Connection, caller: Caller, number: int) -> Row[Any]:
    wanted = select(event).where(event.c.number == number, caller.within(event.c.structure), event.c.kind.in_(KINDS))
    found = connection.execute(wanted).first()
    if found is None:
        raise faults.not_found()
    if found.undone_by is not None:
        raise refusals.undone_already()
    return found


def _move_back(  # noqa: PLR0913, PLR0917  # what of which deed, by whom and when
    connection: Connection, now: datetime, caller: Caller, deed: Row[Any], details: dict[str, Any],
    held: dict[int, Before], by: int,
) -> None:  # fmt: skip
    other = held[details["other"]]
    number = other.row["number"]
    _nothing_later(connection, deed, other.row)
    if deed.kind == "split":
        moves.move(connection, {name: moves.counted(connection, name, number) for name in moves.COUNTED}, deed.tower)
        if other.row["code"] is not None:  # of a sticker that is this tower's again
            said = {"from": other.row["code"], "to": None, "merge": deed.number}
            events.note(connection, now, caller, deed.structure, number, "code", said)
        other.row.update(merged_into=deed.tower, code=None)
        return
    moved = dict(details["moved"])
    moved["records"] = [*moved["records"], *_late(connection, deed, other.row["code"])]
    moves.move(connection, moves.still(connection, moved, deed.tower), number)
    other.row["merged_into"] = None
    after = select(event.c.number, event.c.details).where(event.c.tower == deed.tower, event.c.number > deed.number)
    for one in connection.execute(after).all():
        if json.loads(one.details).get("merge") == deed.number:
            events.undone(connection, one.number, by)


def _nothing_later(connection: Connection, deed: Row[Any], other: dict[str, Any]) -> None:
    """Merges and splits are undone in the order opposite to that in which they were done."""
    expected = deed.tower if deed.kind == "merge" else None
    later = select(event.c.number).where(
        event.c.tower.in_((deed.tower, other["number"])), event.c.number > deed.number, event.c.kind.in_(_MOVING),
        event.c.undone_by.is_(None),
    )  # fmt: skip
    if other["merged_into"] != expected or connection.scalar(later.limit(1)) is not None:
        raise refusals.later_first()


def _late(connection: Connection, deed: Row[Any], code: str | None) -> list[int]:
    """Return the records that came after the merge, and bear the code of the tower that was merged."""
    if code is None:
        return []
    wanted = select(record).where(record.c.tower == deed.tower, record.c.arrived_at >= deed.at)
    return [row.number for row in connection.execute(wanted) if rebuild.told(row).code == code]
