"""Runs of tests of a tower, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, select

from pcsol.model.testing.run import TestRun
from pcsol.report.testing import words
from pcsol.report.words import Tone
from pcsol.server.database.tables import record, station
from pcsol.server.towers.pages import opened

# Older ones are found among what happened to the tower.
MOST = 8


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tests. `record`: its id."""

    record: str
    at: datetime
    who: str
    station: str
    run: TestRun

    @property
    def summary(self) -> tuple[str, Tone]:
        """The whole of it in a sentence: the worst."""
        return words.summary(self.run)


def of_tower(connection: Connection, number: int) -> list[Run]:
    """Return the newest runs of a tower that this hub can read."""
    wanted = (
        select(
            record.c.id, record.c.at, record.c.operator, record.c.content, station.c.name.label("station_name")
        )
        .join(station, station.c.number == record.c.station)
        .where(record.c.tower == number, record.c.kind == "test", record.c.newer.is_(False))
        .order_by(record.c.at.desc(), record.c.number.desc())
        .limit(MOST)
    )  # fmt: skip
    found = []
    for kept in connection.execute(wanted):
        run = read(kept)
        if run is not None:
            found.append(Run(kept.id, kept.at, kept.operator or "", kept.station_name, run))
    return found


def read(kept: Row[*tuple[Any, ...]]) -> TestRun | None:
    """Return the run that a record holds; None where this hub cannot read it."""
    try:
        return TestRun.from_json(opened.plain(kept).get("body") or {})
    except ValidationError:
        return None
