"""Make one tower of two, and two of one. What counts to a tower moves; nothing is deleted, all can be moved back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import lot_line, part, photo, record, tower
from pcsol.server.towers import events, rebuild, remade, summary
from pcsol.server.towers.deeds import refusals
from pcsol.server.towers.deeds.changes import MOST_WORDS, allowed, is_taken, read_code
from pcsol.server.towers.rebuild import Before

# What counts to a tower, by the name under which an event remembers what was moved.
COUNTED = {
    "records": record.c.tower, "photos": photo.c.tower, "taken": part.c.taken_from, "fitted": part.c.fitted_to,
    "lines": lot_line.c.tower,
}  # fmt: skip
Moved = dict[str, list[int]]


def merge(  # which tower into which, by whom, when and why
    connection: Connection, now: datetime, caller: Caller, into: int, other: int, why: str
) -> int:  # fmt: skip
    """Count all that counts to `other` to `into`, and return the event. Raises Fault."""
    allowed(caller, "merge")
    found = rebuild.hold(connection, into, other)
    kept, gone = (_whole(found.get(number), caller) for number in (into, other))
    if into == other or kept.row["structure"] != gone.row["structure"]:
        raise refusals.not_two()
    moved = {name: counted(connection, name, other) for name in COUNTED}
    names = {"code": gone.row["code"], "model": gone.row["model"]}
    details = {"other": other, **names, "moved": moved, **remade.departed(gone.row), "why": why[:MOST_WORDS]}
    number = events.note(connection, now, caller, kept.row["structure"], into, "merge", details)
    _take_over(connection, now, caller, kept.row, gone.row, number)
    move(connection, moved, into)
    gone.row["merged_into"] = into
    for one in (kept, gone):
        rebuild.rebuild(connection, one)
    return number


def split(  # noqa: PLR0913, PLR0917  # what of which tower, into which code, by whom, when and why
    connection: Connection, now: datetime, caller: Caller, number: int, chosen: Iterable[int], typed: str, why: str
) -> int:  # fmt: skip
    """Make a tower of some records of one, and return its number. `typed`: the code on its sticker. Raises Fault."""
    allowed(caller, "split")
    old = _whole(rebuild.hold(connection, number).get(number), caller)
    structure = old.row["structure"]
    mine = counted(connection, "records", number)
    records = sorted(set(chosen) & set(mine))
    if not 0 < len(records) < len(mine):
        raise refusals.none_or_all()
    code = read_code(typed) if typed else None
    if code is not None and is_taken(connection, structure, code):
        raise refusals.code_taken()
    other = _made(connection, structure, code, now)
    moved = {"records": records}
    details = {"other": other, "code": code, "moved": moved, "why": why[:MOST_WORDS]}
    event = events.note(connection, now, caller, structure, number, "split", details)
    from_ = {"of": number, "split": event, **remade.departed(old.row)}
    events.note(connection, now, caller, structure, other, "split-from", from_)
    move(connection, moved, other)
    kept = rebuild.kept(connection, other)
    row = remade.born(structure, other, kept, now, rebuild.said(connection, other)) | {"code": code}
    rebuild.write(connection, {**row, "search": summary.words_of_search(row)})
    rebuild.write_marks(connection, structure, other, set(), remade.marks(kept))
    rebuild.rebuild(connection, old)
    return other


def move(connection: Connection, moved: Moved, to: int) -> None:
    """Count things to another tower."""
    for name, numbers in moved.items():
        column = COUNTED[name]
        if numbers:
            connection.execute(update(column.table).where(column.table.c.number.in_(numbers)).values({column: to}))


def still(connection: Connection, moved: Moved, at: int) -> Moved:
    """Return those of these things that are still counted to this tower."""
    return {name: sorted({*numbers} & {*counted(connection, name, at)}) for name, numbers in moved.items()}


def counted(connection: Connection, name: str, number: int) -> list[int]:
    """Return the numbers of what counts to a tower."""
    column = COUNTED[name]
    numbers = column.table.c.number
    return list(connection.scalars(select(numbers).where(column == number).order_by(numbers)))


def _whole(found: Before | None, caller: Caller) -> Before:
    if found is None or not caller.sees(found.row["structure"]):
        raise faults.not_found()
    if found.row["merged_into"] is not None:
        raise refusals.not_two()
    return found


def _take_over(  # from one row to another, as part of one event
    connection: Connection, now: datetime, caller: Caller, row: dict[str, Any], gone: dict[str, Any], merge: int
) -> None:  # fmt: skip
    """What the one that stays does not know, the other may; and a doubt whether both are one is answered."""
    changes = [(name, name, gone[name]) for name in ("asset", "lot") if row[name] is None and gone[name] is not None]
    if row["doubt"] in remade.REPEATING:
        changes.append(("settle", "doubt", None))
    for kind, column, value in changes:
        details = {"from": row[column], "to": value, "merge": merge}
        events.note(connection, now, caller, row["structure"], row["number"], kind, details)


def _made(connection: Connection, structure: int, code: str | None, now: datetime) -> int:
    values = {
        "structure": structure, "code": code, "state": "to-check", "state_at": now, "made_at": now, "seen_at": now,
        "records": 0, "search": "",
    }  # fmt: skip
    return int(connection.execute(insert(tower).values(values).returning(tower.c.number)).scalar_one())
