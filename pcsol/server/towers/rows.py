"""Find towers: by what is known of them, page by page, always the same order and never by counting them all."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select

from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import lot, structure, tower
from pcsol.server.towers import summary

MOST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for. None and "" ask for nothing; `after`: where the page before ended."""

    q: str = ""
    state: str | None = None
    structure: int | None = None
    lot: int | None = None
    health: str | None = None
    erasure: str | None = None
    destination: str | None = None
    doubt: bool = False
    after: str | None = None
    most: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some towers, and where the next page begins; None where this was the last."""

    rows: list[Row[Any]]
    next: str | None


def page(connection: Connection, caller: Caller, wanted: Wanted) -> Page:
    """Return towers, the last seen first. Those that were merged into another are not listed."""
    most = min(max(wanted.most, 1), MOST)
    rows = list(connection.execute(_ordered(_chosen(_base(caller), wanted), wanted.after).limit(most + 1)))
    last = rows[most - 1] if len(rows) > most else None
    return Page(rows[:most], f"{last.seen_at.timestamp():.6f}_{last.number}" if last else None)


def one(connection: Connection, caller: Caller, name: str) -> Row[Any] | None:
    """Return a tower by its code, or by `n-` and its number where it has none."""
    if name.startswith("n-") and name[2:].isdecimal() and len(name) < 20:
        return connection.execute(_base(caller, merged=True).where(tower.c.number == int(name[2:]))).first()
    return connection.execute(_base(caller).where(tower.c.code == name.upper()).order_by(tower.c.number)).first()


def name(row: Row[Any]) -> str:
    """Return what a tower is called in addresses: its code, or `n-` and its number."""
    return row.code or f"n-{row.number}"


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


def _chosen(query: Select[Any], wanted: Wanted) -> Select[Any]:
    for word in words(wanted.q):
        query = query.where(tower.c.search.contains(word, autoescape=True))
    for column in ("state", "structure", "lot", "health", "erasure", "destination"):
        value = getattr(wanted, column)
        if value not in (None, ""):
            query = query.where(tower.c[column] == value)
    return query.where(tower.c.doubt.is_not(None)) if wanted.doubt else query


def _ordered(query: Select[Any], after: str | None) -> Select[Any]:
    query = query.order_by(tower.c.seen_at.desc(), tower.c.number.desc())
    place = _place(after)
    if place is None:
        return query
    at, number = place
    return query.where(or_(tower.c.seen_at < at, and_(tower.c.seen_at == at, tower.c.number < number)))


def _place(after: str | None) -> tuple[datetime, int] | None:
    at, _sign, number = (after or "").partition("_")
    try:
        return datetime.fromtimestamp(float(at), UTC), int(number)
    except (ValueError, OverflowError, OSError):
        return None
