"""What the hub answers to a tower that says how far it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.judge.identity import same
from pcsol.model.batch.progress import Answered, ArmedOrder, BatchProgress, Orders
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.server.access.caller import Caller
from pcsol.server.bench import burning, room, showing
from pcsol.server.bench.arming import standing
from pcsol.server.bench.arming.standing import Armed
from pcsol.server.database.tables import mark
from pcsol.server.letters.judged.bounds import is_sticker
from pcsol.server.letters.judged.recognise import usable
from pcsol.server.towers import rows


def answer(connection: Connection, now: datetime, caller: Caller, said: BatchProgress) -> Answered:
    """Return the orders for the tower that this station speaks for, decided and noted in one transaction."""
    assert caller.structure is not None  # noqa: S101  # a station belongs to one
    its_room = room.of(connection, caller.structure, now)
    may_burn = burning.asked(connection, now, caller.structure, caller.number, said.burn, its_room.most_burning)
    row = rows.one(connection, caller, said.tower) if said.tower and is_sticker(said.tower) else None
    shows = row is not None and bool(showing.shown(connection, now, [row.number]))
    armed = _armed(connection, now, row, said) if row is not None else None
    lapsed = row is not None and armed is None and _lapsed(connection, now, row, said)
    closes_in = (its_room.until - now).total_seconds() if its_room.until else None
    orders = Orders(
        show=shows, burn=may_burn, armed=armed, lapsed=lapsed, until=its_room.hour, closes_in=closes_in
    )  # fmt: skip
    return Answered(orders=orders)


def _armed(connection: Connection, now: datetime, row: Row[Any], said: BatchProgress) -> ArmedOrder | None:
    """Only for a tower that is this one by its marks too, and in which each of these disks is, once."""
    found = standing.held(connection, now, row)
    if found is None or not _is_of(connection, row, said, found):
        return None
    standing.told(connection, now, found)
    return ArmedOrder(until=found.ends_at, disks=found.disks, by=found.who, lot=row.lot_name or "")


def _lapsed(connection: Connection, now: datetime, row: Row[Any], said: BatchProgress) -> bool:
    """An erasure of a large disk takes longer than leave to begin it: cut off then, it goes on, as nobody said no."""
    found = standing.lapsed(connection, now, row)
    return found is not None and found.told_at is not None and _is_of(connection, row, said, found)


def _is_of(connection: Connection, row: Row[Any], said: BatchProgress, found: Armed) -> bool:
    once = all(said.disks.count(disk) == 1 for disk in found.disks)
    return once and _is_itself(connection, row, said.marks)


def _is_itself(connection: Connection, row: Row[Any], marks: tuple[Mark, ...]) -> bool:
    """The marks that the hub knows of it say so, and nothing against it; a tower in doubt is none."""
    known = connection.execute(select(mark.c.kind, mark.c.value).where(mark.c.tower == row.number))
    ours = Identity(marks=tuple(Mark(kind=one.kind, value=one.value, usable=True) for one in known))
    return row.doubt is None and same(ours, Identity(marks=usable(marks))) is True
