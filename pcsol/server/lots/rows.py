"""Find lots, their lines and their towers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, distinct, exists, func, select

from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import lot, lot_line, structure, tower
from pcsol.server.towers import states

MOST = 50
# The tower that a line names; it may have been merged into another one since.
_named = tower.alias("named")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a lot has come. `missing`: lines of the donor's list without a tower; the others count towers."""

    missing: int = 0
    announced: int = 0
    here: int = 0
    gone: int = 0
    erased: int = 0

    @property
    def total(self) -> int:
        """All that was given, as far as it is known."""
        return self.missing + self.announced + self.here + self.gone


def page(connection: Connection, caller: Caller, before: int = 0) -> tuple[list[Row[Any]], int | None]:
    """Return lots, the newest first, and where the next page begins; None where this was the last."""
    query = (
        select(lot, structure.c.name.label("structure_name"))
        .join(structure, structure.c.number == lot.c.structure)
        .where(caller.within(lot.c.structure))
        .order_by(lot.c.number.desc())
        .limit(MOST + 1)
    )
    rows = list(connection.execute(query.where(lot.c.number < before) if before else query))
    return rows[:MOST], rows[MOST - 1].number if len(rows) > MOST else None


def one(connection: Connection, caller: Caller, number: int) -> Row[Any] | None:
    """Return a lot that the caller sees, with its structure."""
    return connection.execute(
        select(lot, structure.c.name.label("structure_name"), structure.c.prefix)
        .join(structure, structure.c.number == lot.c.structure)
        .where(lot.c.number == number, caller.within(lot.c.structure))
    ).first()


def lines(connection: Connection, number: int) -> list[Row[Any]]:
    """Return the lines of the donor's list in their order, each with its tower where it has one."""
    return list(connection.execute(
        select(
            lot_line, tower.c.code, tower.c.state, tower.c.erasure, tower.c.model, tower.c.number.label("tower_number"),
            tower.c.records,
        )
        .outerjoin(_named, _named.c.number == lot_line.c.tower)
        .outerjoin(tower, tower.c.number == func.coalesce(_named.c.merged_into, _named.c.number))
        .where(lot_line.c.lot == number, lot_line.c.removed_at.is_(None))
        .order_by(lot_line.c.number)
    ))  # fmt: skip


def unlisted(connection: Connection, number: int, listed: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Return the towers of a lot that stand on none of these lines."""
    of_the_lot = tower.c.lot == number, tower.c.merged_into.is_(None), tower.c.state != states.WITHDRAWN
    rows = connection.execute(select(tower).where(*of_the_lot).order_by(tower.c.number))
    on_lines = {line.tower_number for line in listed}
    return [row for row in rows if row.number not in on_lines]


def progress(connection: Connection, numbers: Sequence[int]) -> dict[int, Progress]:
    """Return how far each of these lots has come: three questions, whatever their number."""
    counted: dict[int, dict[str, int]] = {number: dict.fromkeys(Progress.__slots__, 0) for number in numbers}
    for query in (_listed(numbers), _unlisted(numbers)):
        for row in connection.execute(query):
            _count(counted[row.lot], row)
    missing = connection.execute(
        select(lot_line.c.lot, func.count().label("towers"))
        .where(lot_line.c.lot.in_(numbers), lot_line.c.tower.is_(None), lot_line.c.removed_at.is_(None))
        .group_by(lot_line.c.lot)
    )
    for row in missing:
        counted[row.lot]["missing"] = row.towers
    return {number: Progress(**found) for number, found in counted.items()}


def _listed(numbers: Sequence[int]) -> Select[Any]:
    """Towers that stand on a line of these lots, wherever somebody has put them since."""
    return (
        select(lot_line.c.lot, tower.c.state, tower.c.erasure, func.count(distinct(tower.c.number)).label("towers"))
        .join(_named, _named.c.number == lot_line.c.tower)
        .join(tower, tower.c.number == func.coalesce(_named.c.merged_into, _named.c.number))
        .where(lot_line.c.lot.in_(numbers), lot_line.c.removed_at.is_(None))
        .group_by(lot_line.c.lot, tower.c.state, tower.c.erasure)
    )


def _unlisted(numbers: Sequence[int]) -> Select[Any]:
    """Towers of these lots that stand on no line."""
    line = lot_line.c.lot == tower.c.lot, lot_line.c.tower == tower.c.number, lot_line.c.removed_at.is_(None)
    return (
        select(tower.c.lot, tower.c.state, tower.c.erasure, func.count().label("towers"))
        .where(
            tower.c.lot.in_(numbers), tower.c.merged_into.is_(None), tower.c.state != states.WITHDRAWN,
            ~exists().where(*line),
        )
        .group_by(tower.c.lot, tower.c.state, tower.c.erasure)
    )  # fmt: skip


def known(found: Iterable[Row[Any]]) -> list[tuple[str, str]]:
    """Return the numbers and serials of lines, for what is pasted next."""
    return [(row.asset, row.serial) for row in found]


def _count(found: dict[str, int], row: Any) -> None:  # noqa: ANN401  # a row
    where = "announced" if row.state == states.ANNOUNCED else "here" if states.STATES[row.state].here else "gone"
    found[where] += row.towers
    if row.erasure == "accepted":
        found["erased"] += row.towers
