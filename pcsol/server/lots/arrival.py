"""A tower that arrives is found on a donor's list: by its serial, the donor's number, or the lot that intake named."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, tuple_, update

from pcsol.judge.identity import still_usable
from pcsol.model.hardware.machine import Mark
from pcsol.server.database.tables import event, lot, lot_line, tower
from pcsol.server.letters.letter import Letter
from pcsol.server.towers import summary

_MOST = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A tower's row as `letters` holds it in memory, who sent it; the lot that a person named, and the id of the record
    that says so (None: it is a person who looks now)."""

    row: dict[str, Any]
    who: str
    lot_name: str | None = None
    record: str | None = None


def told(row: dict[str, Any], letter: Letter, who: str) -> list[Arrival]:
    """Return what of a letter may lead to a donor's list: the serial that was read, what a person said at intake."""
    if letter.newer or letter.kind not in {"intake", "probe"}:
        return []
    said = letter.plain["body"].get("lot") if letter.kind == "intake" else None
    return [Arrival(row, who, summary.told(said), letter.id)]


def link(connection: Connection, now: datetime, arrivals: Sequence[Arrival]) -> None:
    """Put each tower into its lot, and on its line of the donor's list where just one line is for it.

    Three questions for a whole batch; none where no tower says a serial, a number or a lot. What a line says that the
    row does not know goes into the row.
    """
    named = _lots(connection, now, arrivals)
    lines = _lines(connection, arrivals)
    numbers = [one.row["number"] for one in arrivals]
    linked = _linked(connection, numbers) if lines else set()
    apart = _taken_apart(connection, numbers) if lines else set()
    for one in arrivals:
        wanted = named.get((one.row["structure"], one.lot_name or ""))
        number = one.row["number"]
        mine = [] if number in linked else [line for line in lines if (number, line.lot) not in apart]
        line, by = _line_of(one, mine, wanted)
        into = line.lot if line else wanted
        if line:
            lines.remove(line)
            linked.add(one.row["number"])
            _take(connection, now, one, line, by)
        if into is not None and one.row["lot"] != into and (line or one.row["lot"] is None):
            _put(connection, now, one, into, by or "intake")


def usable(serial: str | None) -> str:
    """Return a serial as lists are searched for it; "" for one that many machines carry."""
    value = " ".join((serial or "").split()).upper()
    return value if value and still_usable(Mark(kind="system-serial", value=value, usable=True)) else ""


def forms(asset: str | None) -> set[str]:
    """Return how a donor's number is looked for: as it is, in capitals, in small letters."""
    return {asset, asset.upper(), asset.lower()} if asset else set()


def _lots(connection: Connection, now: datetime, arrivals: Iterable[Arrival]) -> dict[tuple[int, str], int]:
    """Return the lots that were named; one that is not known yet is begun."""
    wanted = {(one.row["structure"], one.lot_name) for one in arrivals if one.lot_name}
    if not wanted:
        return {}
    rows = connection.execute(
        select(lot.c.structure, lot.c.name, lot.c.number).where(tuple_(lot.c.structure, lot.c.name).in_(wanted))
    )
    found = {(row.structure, row.name): row.number for row in rows}
    for structure, name in sorted(wanted - found.keys()):
        values = {"structure": structure, "name": name, "donor": "", "note": "", "made_at": now}
        made = connection.execute(insert(lot).values(values).returning(lot.c.number)).scalar_one()
        found[structure, name] = int(made)
    return found


def _lines(connection: Connection, arrivals: Iterable[Arrival]) -> list[Row[Any]]:
    arrivals = list(arrivals)
    serials = {usable(one.row["serial"]) for one in arrivals} - {""}
    assets = {form for one in arrivals for form in forms(one.row["asset"])}
    if not serials and not assets:
        return []
    return list(connection.execute(
        select(lot_line, lot.c.structure, lot.c.name)
        .join(lot, lot.c.number == lot_line.c.lot)
        .where(
            lot.c.structure.in_({one.row["structure"] for one in arrivals}), lot_line.c.tower.is_(None),
            lot_line.c.removed_at.is_(None), or_(lot_line.c.serial.in_(serials), lot_line.c.asset.in_(assets)),
        )
        .order_by(lot_line.c.number)
        .limit(_MOST)
    ))  # fmt: skip


def _linked(connection: Connection, numbers: list[int]) -> set[int]:
    return set(connection.scalars(select(lot_line.c.tower).where(lot_line.c.tower.in_(numbers))))


def _taken_apart(connection: Connection, numbers: list[int]) -> set[tuple[int, int]]:
    """Return each tower and the lot out of which a person took it: only a person puts it back."""
    rows = connection.execute(
        select(event.c.tower, event.c.details)
        .where(event.c.tower.in_(numbers), event.c.kind == "lot", event.c.undone_by.is_(None))
        .order_by(event.c.number)
    )
    last = {row.tower: json.loads(row.details) for row in rows}
    return {
        (number, said["from"]) for number, said in last.items() if said["to"] is None and said.get("by") == "person"
    }


def _line_of(one: Arrival, lines: Sequence[Row[Any]], wanted: int | None) -> tuple[Row[Any] | None, str]:
    mine = [
        line for line in lines
        if line.structure == one.row["structure"] and line.lot == (wanted or one.row["lot"] or line.lot)
    ]  # fmt: skip
    serial, assets = usable(one.row["serial"]), forms(one.row["asset"])
    by_serial = [line for line in mine if serial and line.serial == serial]
    by_asset = [line for line in mine if line.asset in assets and (not serial or usable(line.serial) in {"", serial})]
    for found, by in ((by_serial, "serial"), (by_asset, "asset")):
        if len(found) == 1:
            return found[0], by
    return None, ""


def _take(connection: Connection, now: datetime, one: Arrival, line: Row[Any], by: str) -> None:
    connection.execute(
        update(lot_line)
        .where(lot_line.c.number == line.number, lot_line.c.tower.is_(None))
        .values(tower=one.row["number"])
    )
    if line.asset and not one.row["asset"]:
        _note(connection, now, one, "asset", {"from": None, "to": line.asset, "by": by})
        one.row["asset"] = line.asset
        one.row["search"] = summary.words_of_search(one.row, None)


def _put(connection: Connection, now: datetime, one: Arrival, into: int, by: str) -> None:
    _note(connection, now, one, "lot", {"from": one.row["lot"], "to": into, "by": by})
    connection.execute(update(tower).where(tower.c.number == one.row["number"]).values(lot=into))
    one.row["lot"] = into


def _note(connection: Connection, now: datetime, one: Arrival, kind: str, details: dict[str, Any]) -> None:
    """An event names the record that led to it, so that it is taken back where that record moves to another tower."""
    said = details | ({"record": one.record} if one.record else {})
    values = {
        "structure": one.row["structure"], "tower": one.row["number"], "kind": kind, "at": now, "who": one.who[:200],
        "details": json.dumps(said),
    }  # fmt: skip
    connection.execute(insert(event).values(values))
