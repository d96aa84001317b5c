"""The newest grade of towers, and what they may be called today: a grade is of its day, an erasure may be of another.

Any number of towers takes one query, and one more for each that shows no disk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.judge.towers import called as calling
from pcsol.judge.towers.called import Called, called
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.reason import Reason
from pcsol.model.testing.grade import Grading
from pcsol.server.database.tables import record, station
from pcsol.server.towers import erased, graded, summary
from pcsol.server.towers.graded import Past
from pcsol.server.towers.pages import opened


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade. `called`: what the tower may be called today, and why; `is_clean`: no disk in it may hold somebody's
    data; `past`: why the grade counts no more."""

    record: str
    at: datetime
    who: str
    station: str
    grading: Grading
    called: Called
    is_clean: bool
    past: Past | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What the tests found, then what it is called for today."""
        found = (one for one in self.grading.reasons if one.code not in calling.CODES)
        return (*found, *self.called.reasons)


def of_towers(connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, Graded]:
    """Return the newest grade of each of these rows of `tower`, by its number; those without one are left out."""
    by_number = {row.number: row for row in rows}
    found: dict[int, Graded] = {}
    for kept in _records(connection, by_number):
        grading = read(kept) if kept.tower not in found else None
        if grading is not None:
            found[kept.tower] = _graded(connection, by_number[kept.tower], kept, grading)
    return found


def read(kept: Row[Any]) -> Grading | None:
    """Return the grade that a record holds; None where this hub cannot read it: it stays among what happened."""
    return graded.read(opened.plain(kept).get("body") or {})


def _records(connection: Connection, towers: Iterable[int]) -> Iterable[Row[Any]]:
    wanted = (
        select(
            record.c.id, record.c.tower, record.c.at, record.c.operator, record.c.content,
            station.c.name.label("station_name"),
        )
        .join(station, station.c.number == record.c.station)
        .where(record.c.tower.in_(towers), record.c.kind == "grade", record.c.newer.is_(False))
        .order_by(record.c.at.desc(), record.c.number.desc())
    )  # fmt: skip
    return connection.execute(wanted)


def _graded(connection: Connection, row: Row[Any], kept: Row[Any], grading: Grading) -> Graded:
    plain = summary.opened(dict(row._mapping))  # noqa: SLF001  # SQLAlchemy's way to a row's names
    past, count = graded.past(kept.at, plain), erased.counted(plain)
    hidden = _hidden(connection, row) if count.of == 0 else None
    word = called(None if past else grading.function, grading.destination, count, hidden)
    clean = calling.is_clean(count, hidden)
    return Graded(kept.id, kept.at, kept.operator or "", kept.station_name, grading, word, clean, past)


def _hidden(connection: Connection, row: Row[Any]) -> tuple[HiddenStorage, ...] | None:
    """Return what may hide a disk, as the newest probe saw it."""
    newest = opened.probes(connection, row.number, 1)
    return opened.probe(connection, row.number, newest[0].id).hidden_storage if newest else None
