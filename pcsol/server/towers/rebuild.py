"""Make the row and the marks of a tower anew, from its records and from what was done to it."""

import json
import zlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from pcsol.server.database.tables import event, mark, part, record, tower
from pcsol.server.letters.judged.recognise import usable
from pcsol.server.letters.letter import MOST_MARKS, named
from pcsol.server.towers import erased, remade, summary
from pcsol.server.towers.remade import ANNOUNCED, DEPARTED, PARTS, SAYS, Said
from pcsol.server.towers.summary import Kept

Marks = Set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Before:
    """A tower that is held until the end of the transaction: its row, its records in order, the marks it has."""

    row: dict[str, Any]
    kept: tuple[Kept, ...]
    marks: frozenset[tuple[str, str]]


class Anew(NamedTuple):
    """A tower made anew: its row, and what its records say now."""

    row: dict[str, Any]
    kept: list[Kept]


def hold(connection: Connection, *numbers: int) -> dict[int, Before]:
    """Read towers, and keep everybody else from changing them until the end of the transaction.

    They are held in the order of their numbers, as letters that arrive hold them: two never wait for each other.
    """
    held = select(tower).where(tower.c.number.in_(numbers)).order_by(tower.c.number).with_for_update()
    rows = {row["number"]: summary.opened(dict(row)) for row in connection.execute(held).mappings()}
    return {
        number: Before(row, tuple(kept(connection, number)), frozenset(_marks(connection, number)))
        for number, row in rows.items()
    }


def rebuild(connection: Connection, before: Before) -> None:
    """Make the row of a tower anew, and its marks: those that its records do not explain stay with it."""
    keep(connection, before, anew(connection, before))


def rewrite(connection: Connection, numbers: Iterable[int]) -> None:
    """Make the rows of towers anew; their marks stay."""
    for before in hold(connection, *numbers).values():
        write(connection, anew(connection, before).row)


def anew(connection: Connection, before: Before) -> Anew:
    """Return a tower as it is when it is made anew; nothing is written."""
    number = before.row["number"]
    row, now = {**before.row, "disk_fitted_at": _disk_fitted_at(connection, number)}, kept(connection, number)
    return Anew(remade.remade(row, now, said(connection, number)), now)


def keep(connection: Connection, before: Before, made: Anew) -> None:
    """Keep a row that was made anew, and the marks that go with it."""
    write(connection, made.row)
    wanted = (before.marks - remade.marks(before.kept)) | remade.marks(made.kept)
    write_marks(connection, made.row["structure"], made.row["number"], before.marks, wanted)


def kept(connection: Connection, number: int) -> list[Kept]:
    """Return what the records of a tower say, in the order in which they arrived."""
    rows = connection.execute(select(record).where(record.c.tower == number).order_by(record.c.number))
    return [told(row) for row in rows]


def told(row: Row[Any]) -> Kept:
    """Return what a record says to its tower, as it was heard when it arrived."""
    plain = json.loads(zlib.decompress(row.content))
    code, marks = named(plain)
    body = plain.get("body")
    return Kept(
        row.id, row.kind, row.newer, row.at, code,
        frozenset((one.kind, one.value) for one in usable(marks[:MOST_MARKS])),
        body if isinstance(body, dict) else {}, erased.opened(row.proven),
    )  # fmt: skip


def said(connection: Connection, number: int) -> list[Said]:
    """Return the events of a tower that say something of its row, the oldest first."""
    wanted = (
        select(event)
        .where(event.c.tower == number, event.c.kind.in_([*SAYS, *DEPARTED, *PARTS, ANNOUNCED]))
        .order_by(event.c.number)
    )
    return [
        Said(row.number, row.kind, row.at, json.loads(row.details), row.undone_by is None)
        for row in connection.execute(wanted)
    ]


def write(connection: Connection, row: dict[str, Any]) -> None:
    """Keep a row."""
    values = {name: value for name, value in summary.closed(row).items() if name != "number"}
    connection.execute(update(tower).where(tower.c.number == row["number"]).values(values))


def write_marks(connection: Connection, structure: int, number: int, old: Marks, new: Marks) -> None:
    """Change the marks of a tower."""
    for kind, value in sorted(old - new):
        connection.execute(
            delete(mark).where(mark.c.tower == number, mark.c.kind == kind, mark.c.value == value)
        )  # fmt: skip
    if new - old:
        lines: Sequence[dict[str, Any]] = [
            {"structure": structure, "tower": number, "kind": kind, "value": value} for kind, value in sorted(new - old)
        ]
        connection.execute(insert(mark), lines)


def _disk_fitted_at(connection: Connection, number: int) -> datetime | None:
    disks = part.c.fitted_to == number, part.c.kind == "disk", part.c.removed_at.is_(None)
    found: datetime | None = connection.scalar(select(func.max(part.c.fitted_at)).where(*disks))
    return found


def _marks(connection: Connection, number: int) -> Iterable[tuple[str, str]]:
    rows = connection.execute(select(mark.c.kind, mark.c.value).where(mark.c.tower == number))
    return ((row.kind, row.value) for row in rows)
