"""What stands on the page on which towers are armed: those of a lot, their disks, and what refuses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.server.access.caller import Caller
from pcsol.server.bench.arming import standing
from pcsol.server.bench.arming.disks import Known, of_tower
from pcsol.server.bench.arming.standing import Armed
from pcsol.server.bench.seats import seats
from pcsol.server.database.tables import lot, tower
from pcsol.server.towers.states import STATES, WITHDRAWN

MOST_TOWERS = 100
_REFUSED = {"given": "given", "lent": "lent", "after-sales": "after-sales"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A tower. `why`: the key of what refuses it (`refusals.WHY`), "" where nothing does."""

    row: Row[Any]
    disks: Sequence[Known]
    armed: Armed | None
    why: str
    at_bench: bool


def open_lots(connection: Connection, caller: Caller) -> list[Row[Any]]:
    """Return the lots that are not closed, the newest first."""
    wanted = select(lot).where(caller.within(lot.c.structure), lot.c.closed_at.is_(None))
    return list(connection.execute(wanted.order_by(lot.c.number.desc()).limit(200)))


def of_lot(connection: Connection, caller: Caller, now: datetime, its_lot: Row[Any]) -> list[Choice]:
    """Return the towers of a lot: those at the bench first, then the last seen."""
    codes = [tower_code for one in seats(connection, caller, now) if (tower_code := one.said.progress.tower)]
    mine = (
        tower.c.lot == its_lot.number, tower.c.structure == its_lot.structure, tower.c.merged_into.is_(None),
        tower.c.state != WITHDRAWN,
    )  # fmt: skip
    order = tower.c.code.in_(codes).desc(), tower.c.seen_at.desc(), tower.c.number
    rows = connection.execute(select(tower).where(*mine).order_by(*order).limit(MOST_TOWERS)).all()
    return choices(connection, caller, now, rows, its_lot)


def choices(
    connection: Connection, caller: Caller, now: datetime, rows: Iterable[Row[Any]], its_lot: Row[Any]
) -> list[Choice]:
    """Return what may be chosen of these towers, for one lot."""
    found = list(rows)
    told = {(one.structure, one.said.progress.tower): one.said for one in seats(connection, caller, now)}
    armed = standing.of_towers(connection, now, found)
    chosen = []
    for row in found:
        said = told.get((row.structure, row.code)) if row.code else None
        disks = of_tower(connection, row, said)
        why = "armed" if row.number in armed else _why_not(row, disks, its_lot)
        chosen.append(Choice(row, disks or (), armed.get(row.number), why, said is not None))
    return chosen


def _why_not(row: Row[Any], disks: Sequence[Known] | None, its_lot: Row[Any]) -> str:
    """What is not known is a reason not to."""
    of_the_disks = "unknown-disks" if disks is None else "no-disk" if not disks else _doubled(disks)
    return _of_the_tower(row) or _of_the_lot(row, its_lot) or of_the_disks


def _of_the_tower(row: Row[Any]) -> str:
    if row.state in _REFUSED:
        return _REFUSED[row.state]
    if row.merged_into is not None or not (STATES[row.state].here or row.state == "announced"):
        return "gone"
    return "no-code" if not row.code else "doubt" if row.doubt else ""


def _of_the_lot(row: Row[Any], its_lot: Row[Any]) -> str:
    if row.lot is None:
        return "no-lot"
    if row.lot != its_lot.number or row.structure != its_lot.structure:
        return "other-lot"
    return "closed" if its_lot.closed_at is not None else ""


def _doubled(disks: Sequence[Known]) -> str:
    return "same-disk" if len({one.id for one in disks}) != len(disks) else ""
