"""What happened to a tower: what benches recorded and what people did at the hub, the newest first."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.i18n import _
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import event, lot, record, station, tower
from pcsol.server.parts.offered import KINDS as PARTS
from pcsol.server.towers.deeds import rights
from pcsol.server.towers.pages import shown

USUAL, MOST = 100, 5_000


@dataclass(frozen=True, slots=True)
class Item:
    """A line. `record`: its id; `undoable`: the number of a deed that this person may undo. `words`: a person's own.
    `moved`: what it came of is a record that counts to another tower now."""

    at: datetime
    title: str
    who: str
    place: str = ""
    facts: str = ""
    words: str = ""
    record: str = ""
    newer: bool = False
    unsigned: bool = False
    undoable: int = 0
    undone: bool = False
    moved: bool = False


def of_tower(connection: Connection, caller: Caller, number: int, most: int) -> list[Item]:
    """Return at most so many records and so many deeds, those of towers that were merged into this one among them."""
    kept = list(_records(connection, number, most))
    here = {one.record for one in kept}
    deeds = [
        replace(one, record="", moved=bool(one.record) and one.record not in here)
        for one in _events(connection, caller, number, most)
    ]
    return sorted([*kept, *deeds], key=lambda one: one.at, reverse=True)


def whole_family(connection: Connection, number: int) -> list[int]:
    """Return a tower and all that were merged into it."""
    found, new = [number], [number]
    while new:
        new = list(connection.scalars(select(tower.c.number).where(tower.c.merged_into.in_(new))))
        found += new
    return found


def _records(connection: Connection, number: int, most: int) -> Iterable[Item]:
    wanted = (
        select(
            record.c.id, record.c.kind, record.c.at, record.c.standing, record.c.newer, record.c.operator,
            station.c.name.label("station_name"),
        )
        .outerjoin(station, station.c.number == record.c.station)
        .where(record.c.tower == number)
        .order_by(record.c.at.desc(), record.c.number.desc())
        .limit(most)
    )  # fmt: skip
    for row in connection.execute(wanted):
        yield Item(
            row.at, shown.kind(row.kind), row.operator or "", row.station_name or "", record=row.id, newer=row.newer,
            unsigned=row.standing == "unsigned",
        )  # fmt: skip


def _events(connection: Connection, caller: Caller, number: int, most: int) -> Iterable[Item]:
    family = whole_family(connection, number)
    wanted = (
        select(event).where(event.c.tower.in_(family)).order_by(event.c.at.desc(), event.c.number.desc()).limit(most)
    )
    rows = connection.execute(wanted).all()
    lots = _lots(connection, rows)
    for row in rows:
        details = json.loads(row.details)
        if row.kind == "split-from" and row.tower != number:
            continue
        undone = row.undone_by is not None
        free = not undone and row.tower == number and rights.may_undo(caller, row.kind, details)
        yield Item(
            row.at, shown.deed(row.kind), row.who, facts=_facts(row.kind, details, lots),
            words=str(details.get("why") or details.get("text") or ""), undone=undone,
            undoable=row.number if free else 0, record=str(details.get("record") or ""),
        )  # fmt: skip


def _facts(kind: str, details: dict[str, Any], lots: dict[int, str]) -> str:
    """Return what an event says, in words."""
    if kind == "state":
        return _change(shown.state(details.get("from")), shown.state(details.get("to")))
    if kind in ("doubt", "settle"):
        found = shown.doubt(details.get("to") or details.get("from"))
        return found.title if found else ""
    if kind in ("merge", "split", "split-from"):
        return _other(details)
    if kind in ("armed", "disarmed"):
        return ", ".join(str(one) for one in details.get("disks", ()))
    if kind == "lot":
        return _change(*(lots.get(details.get(end) or 0) for end in ("from", "to")))
    return shown.deed(str(details.get("kind"))) if kind == "undo" else _told(kind, details)


def _told(kind: str, details: dict[str, Any]) -> str:
    """Return what was said of a part, a photo or a tower that will come; else what became what."""
    if kind.startswith(("part-", "photo")) or kind == "announced":
        kind_of_part = str(details.get("kind"))
        named = {**details, "kind": _(PARTS[kind_of_part]) if kind_of_part in PARTS else None}
        said = (named.get(name) for name in ("code", "asset", "serial", "what", "kind", "description", "caption"))
        return " · ".join(dict.fromkeys(str(one) for one in said if one))
    return _change(details.get("from"), details.get("to")) if "to" in details and kind != "sign-off" else ""


def _change(old: object, new: object) -> str:
    return f"{old or '–'} → {new or '–'}"


def _other(details: dict[str, Any]) -> str:
    name = details.get("code") or f"n-{details.get('other') or details.get('of')}"
    return " ".join(str(part) for part in (name, details.get("model")) if part)


def _lots(connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, str]:
    numbers = set()
    for row in rows:
        if row.kind == "lot":
            details = json.loads(row.details)
            numbers |= {details.get("from"), details.get("to")} - {None}
    if not numbers:
        return {}
    return {row.number: row.name for row in connection.execute(select(lot).where(lot.c.number.in_(numbers)))}
