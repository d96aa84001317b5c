"""Does leave to erase still stand? Whatever changed since is a reason that it does not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from pcsol.server.database.tables import arming, event, lot
from pcsol.server.towers import erased
from pcsol.server.towers.states import ANNOUNCED, RECEIVED, TO_CHECK

# The batch's own inventory brings a tower from here to there: nobody decided anything.
_LED = {(ANNOUNCED, RECEIVED), (ANNOUNCED, TO_CHECK), (RECEIVED, TO_CHECK)}
# What a person does to a tower that makes it another one than was armed, be it undone since.
_CHANGES = ("state", "lot", "code", "merge", "split", "split-from", "undo")


@dataclass(frozen=True, slots=True)
class Armed:
    """Leave that stands. `told_at`: when the tower heard of it first."""

    number: int
    tower: int
    lot: int
    who: str
    disks: tuple[str, ...]
    made_at: datetime
    ends_at: datetime
    told_at: datetime | None


def held(connection: Connection, now: datetime, row: Row[Any]) -> Armed | None:
    """Return the leave that stands for this tower, held: nobody takes it back before the end of the transaction."""
    wanted = _live(now).where(arming.c.tower == row.number).with_for_update(of=arming)
    return _standing(connection, connection.execute(wanted).all(), {row.number: row}).get(row.number)


def of_towers(connection: Connection, now: datetime, rows: Iterable[Row[Any]]) -> dict[int, Armed]:
    """Return the leave that stands for each of these towers."""
    by_number = {row.number: row for row in rows}
    if not by_number:
        return {}
    found = connection.execute(_live(now).where(arming.c.tower.in_(by_number))).all()
    return _standing(connection, found, by_number)


def told(connection: Connection, now: datetime, found: Armed) -> None:
    """Note that the tower hears of it."""
    if found.told_at is None:
        connection.execute(update(arming).where(arming.c.number == found.number).values(told_at=now))


def lapsed(connection: Connection, now: datetime, row: Row[Any]) -> Armed | None:
    """Return the newest leave of this tower where its hours are over, and nothing else ended it."""
    wanted = _given().where(arming.c.ends_at <= now, arming.c.tower == row.number)
    return _standing(connection, connection.execute(wanted).all()[-1:], {row.number: row}).get(row.number)


def _live(now: datetime) -> Any:  # noqa: ANN401  # a query
    return _given().where(arming.c.ends_at > now)


def _given() -> Any:  # noqa: ANN401  # a query
    """Leave that nobody took back; what is given anew takes the one before back."""
    return (
        select(arming, lot.c.closed_at)
        .join(lot, lot.c.number == arming.c.lot)
        .where(arming.c.withdrawn_at.is_(None))
        .order_by(arming.c.number)
    )


def _standing(connection: Connection, found: Sequence[Row[Any]], rows: Mapping[int, Row[Any]]) -> dict[int, Armed]:
    if not found:
        return {}
    since = min(one.made_at for one in found)
    wanted = event.c.tower.in_([one.tower for one in found]), event.c.at > since, event.c.kind.in_(_CHANGES)
    done = [
        one for one in connection.execute(select(event).where(*wanted)) if not json.loads(one.details).get("record")
    ]
    return {
        one.tower: _armed(one)
        for one in found
        if _stands(one, rows[one.tower]) and not any(do.tower == one.tower and do.at > one.made_at for do in done)
    }


def _stands(one: Row[Any], row: Row[Any]) -> bool:
    same_state = row.state == one.state or (one.state, row.state) in _LED
    same_lot = row.lot == one.lot and one.closed_at is None
    return row.merged_into is None and same_state and same_lot and not _erased_since(one, row)


def _erased_since(one: Row[Any], row: Row[Any]) -> bool:
    """Each of its disks has an accepted erasure of after: it is done, and starting the tower again erases nothing."""
    proofs = erased.opened(row.proofs)
    return all(
        (proof := proofs.get(disk)) is not None and proof.end == "accepted" and proof.at >= one.made_at
        for disk in json.loads(one.disks)
    )


def _armed(one: Row[Any]) -> Armed:
    return Armed(
        one.number, one.tower, one.lot, one.who, tuple(json.loads(one.disks)), one.made_at, one.ends_at, one.told_at
    )
