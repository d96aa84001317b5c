"""Find towers: by what is known of them, page by page, always the same order and never by counting them all."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select

from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import lot, mark, structure, tower
from pcsol.server.towers import summary
from pcsol.server.towers.states import WITHDRAWN

MOST = 200
UNKNOWN = "-"
_LONGEST_NAME = 20
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for. None and "" ask for nothing, `UNKNOWN` for what is not known; `but`: states that are left
    out, where none is asked for; `after`: where the page before ended."""

    q: str = ""
    state: str | None = None
    structure: int | None = None
    lot: int | None = None
    health: str | None = None
    erasure: str | None = None
    destination: str | None = None
    function: str | None = None
    doubt: bool = False
    but: tuple[str, ...] = (WITHDRAWN,)
    numbers: tuple[int, ...] = ()
    after: str | None = None
    most: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some towers, and where the next page begins; None where this was the last."""

    rows: list[Row[Any]]
    next: str | None


def page(connection: Connection, caller: Caller, wanted: Wanted, after: str | None = None) -> Page:
    """Return towers, the last seen first. Those that were merged into another are not listed.

    `after`: where the page before ended, where that is not what was asked for.
    """
    most = min(max(wanted.most, 1), MOST)
    query = _chosen(_sought(connection, caller, _base(caller), wanted.q), wanted)
    rows = list(connection.execute(_ordered(query, after or wanted.after).limit(most + 1)))
    last = rows[most - 1] if len(rows) > most else None
    return Page(rows[:most], f"{last.seen_at.timestamp():.6f}_{last.number}" if last else None)


def one(connection: Connection, caller: Caller, name: str, structure: int | None = None) -> Row[Any] | None:
    """Return a tower by its code, or by `n-` and its number; one that was merged is the one that it was merged into.

    `structure`: look in this one alone. Two structures may have one code: the federation says which it means.
    """
    query = _base(caller, merged=True)
    if structure is not None:
        query = query.where(tower.c.structure == structure)
    if name.startswith("n-") and name[2:].isdecimal() and len(name) < _LONGEST_NAME:
        found = connection.execute(query.where(tower.c.number == int(name[2:]))).first()
    else:
        found = connection.execute(query.where(tower.c.code == name.upper()).order_by(tower.c.number)).first()
    while found is not None and found.merged_into is not None:
        found = connection.execute(query.where(tower.c.number == found.merged_into)).first()
    return found


def name(row: Row[Any]) -> str:
    """Return what a tower is called in addresses: its code, or `n-` and its number."""
    return row.code or f"n-{row.number}"


def called(caller: Caller, row: Row[Any]) -> str:
    """Return its name in this caller's addresses."""
    return caller.called(row.code, row.number)


def words(q: str) -> list[str]:
    """Return the words that a search is for."""
    return [word for word in summary.plain(q).split(" ") if word][:8]


def _base(caller: Caller, *, merged: bool = False) -> Select[Any]:
    found = (
        select(tower, structure.c.name.label("structure_name"), lot.c.name.label("lot_name"), lot.c.donor)
        .join(structure, structure.c.number == tower.c.structure)
        .outerjoin(lot, lot.c.number == tower.c.lot)
        .where(caller.within(tower.c.structure))
    )
    return found if merged else found.where(tower.c.merged_into.is_(None))


def _sought(connection: Connection, caller: Caller, query: Select[Any], q: str) -> Select[Any]:
    """Look for words in what towers say, and in what those say that were merged into them: another code among it.

    Those are asked for apart: a condition about both would be answered by reading a million towers through.
    """
    fits = [tower.c.search.contains(word, autoescape=True) for word in words(q)]
    if not fits:
        return query
    merged, of = (
        tower.c.merged_into,
        tower.c.structure + 0,
    )  # else SQLite takes the index of all of a structure's towers
    into = set[int]()
    new = set(connection.scalars(
        select(merged).where(merged.is_not(None), caller.within(of), *fits).limit(MOST)
    ))  # fmt: skip
    while new - into:  # what they were merged into may have been merged as well
        into |= new
        new = set(connection.scalars(select(merged).where(merged.is_not(None), tower.c.number.in_(new))))
    return query.where(or_(and_(*fits), tower.c.number.in_(into)) if into else and_(*fits))


def _chosen(query: Select[Any], wanted: Wanted) -> Select[Any]:
    for column in ("state", "structure", "lot", "health", "erasure", "destination", "function"):
        value = getattr(wanted, column)
        if value not in (None, ""):
            query = query.where(tower.c[column].is_(None) if value == UNKNOWN else tower.c[column] == value)
    if wanted.but and not wanted.state and not wanted.numbers:
        query = query.where(tower.c.state.not_in(wanted.but))
    if wanted.numbers:
        query = query.where(tower.c.number.in_(wanted.numbers))
    return query.where(tower.c.doubt.is_not(None)) if wanted.doubt else query


def _ordered(query: Select[Any], after: str | None) -> Select[Any]:
    query = query.order_by(tower.c.seen_at.desc(), tower.c.number.desc())
    place = _place(after)
    if place is None:
        return query
    at, number = place
    return query.where(or_(tower.c.seen_at < at, and_(tower.c.seen_at == at, tower.c.number < number)))


def _place(after: str | None) -> tuple[datetime, int] | None:
    """Return where a page ended; None where that is no place: a number that no column can hold is none."""
    at, _sign, number = (after or "").partition("_")
    if not (number.isascii() and number.isdecimal() and len(number) < _LONGEST_NUMBER):
        return None
    try:
        return datetime.fromtimestamp(float(at), UTC), int(number)
    except (ValueError, OverflowError, OSError):
        return None


def alike(connection: Connection, number: int, most: int = 20) -> list[int]:
    """Return the numbers of other towers of its structure that share a mark with this one."""
    ours, theirs = mark.alias(), mark.alias()
    both = (ours.c.structure == theirs.c.structure, ours.c.value == theirs.c.value, ours.c.kind == theirs.c.kind)
    wanted = select(theirs.c.tower).distinct().join(ours, and_(*both))
    return list(connection.scalars(wanted.where(ours.c.tower == number, theirs.c.tower != number).limit(most)))
