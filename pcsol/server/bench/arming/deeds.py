"""Arm towers, and take it back: by a person, with the count typed, noted in the log and on each tower."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pcsol.server import faults
from pcsol.server.access import audit
from pcsol.server.access.caller import Caller
from pcsol.server.bench import refusals
from pcsol.server.bench.arming import choice
from pcsol.server.bench.arming.choice import Choice
from pcsol.server.database.tables import arming, lot, tower
from pcsol.server.towers import events, rows

LASTS = timedelta(hours=2)
MOST_TOWERS = 60


def arm(
    connection: Connection, now: datetime, caller: Caller, lot_number: int, wanted: Mapping[int, Sequence[str]]
) -> datetime:
    """Arm these disks (ids) of each of these towers (numbers), all or none, and return until when.

    The towers are held in the order of their numbers, so that of two people who arm one tower the second is refused.
    Raises Fault 404, or 409 with each tower that is refused.
    """
    its_lot = _held_lot(connection, caller, lot_number)
    held = select(tower).where(tower.c.number.in_([*wanted]), caller.within(tower.c.structure))
    found = connection.execute(held.order_by(tower.c.number).with_for_update()).all()
    if not wanted or len(found) != len(wanted):
        raise faults.not_found()
    chosen = choice.choices(connection, caller, now, found, its_lot)
    why = [(rows.name(one.row), reason) for one in chosen if (reason := _why_not(one, wanted[one.row.number]))]
    if why:
        raise refusals.not_armed(why)
    for one in chosen:
        disks = [disk.id for disk in one.disks if disk.id in wanted[one.row.number]]
        _arm(connection, now, caller, one.row, its_lot, disks)
    return now + LASTS


def withdraw(connection: Connection, now: datetime, caller: Caller, numbers: Sequence[int]) -> None:
    """Take leave back, at once. Raises Fault 404, and 409 where none of it was valid any more."""
    mine = arming.c.number.in_(numbers), caller.within(arming.c.structure)
    wanted = select(arming, tower.c.code).join(tower, tower.c.number == arming.c.tower).where(*mine)
    found = connection.execute(wanted.order_by(arming.c.number).with_for_update(of=arming)).all()
    if not found:
        raise faults.not_found()
    live = [one for one in found if one.withdrawn_at is None and one.ends_at > now]
    if not live:
        raise refusals.withdrawn_already()
    for one in live:
        connection.execute(update(arming).where(arming.c.number == one.number).values(withdrawn_at=now))
        details = {"disks": json.loads(one.disks), "arming": one.number, "told": one.told_at is not None}
        events.note(connection, now, caller, one.structure, one.tower, "disarmed", details)
        _log(connection, now, caller, one.structure, "disarmed", one.code or f"n-{one.tower}", details["disks"])


def _held_lot(connection: Connection, caller: Caller, number: int) -> Row[Any]:
    """A lot that is closed meanwhile is closed after this, or before."""
    mine = lot.c.number == number, caller.within(lot.c.structure)
    found = connection.execute(select(lot).where(*mine).with_for_update(key_share=True)).first()
    if found is None:
        raise faults.not_found()
    return found


def _why_not(one: Choice, wanted: Sequence[str]) -> str:
    known = {disk.id for disk in one.disks}
    return one.why or ("" if wanted and set(wanted) <= known else "other-disk")


def _arm(
    connection: Connection, now: datetime, caller: Caller, row: Row[Any], its_lot: Row[Any], disks: list[str]
) -> None:
    """What was armed before and stands no more gives way."""
    before = arming.c.tower == row.number, arming.c.withdrawn_at.is_(None)
    connection.execute(update(arming).where(*before).values(withdrawn_at=now))
    number = connection.execute(insert(arming).values(
        structure=row.structure, tower=row.number, lot=its_lot.number, person=caller.number, who=caller.who[:200],
        state=row.state, disks=json.dumps(disks), made_at=now, ends_at=now + LASTS,
    ).returning(arming.c.number)).scalar_one()  # fmt: skip
    details = {"disks": disks, "until": (now + LASTS).isoformat(), "lot": its_lot.name, "arming": number}
    events.note(connection, now, caller, row.structure, row.number, "armed", details)
    _log(connection, now, caller, row.structure, "armed", rows.name(row), disks)


def _log(  # noqa: PLR0913, PLR0917  # when, whose, who, what, of what
    connection: Connection, now: datetime, caller: Caller, of: int, action: str, name: str, disks: Sequence[str]
) -> None:
    audit.note(connection, now, of, caller.who, action, f"{name}: {', '.join(disks)}")
