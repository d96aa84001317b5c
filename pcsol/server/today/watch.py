"""Does anything change? One look a second for a whole process, however many people watch."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select
from starlette.concurrency import run_in_threadpool

from pcsol.i18n import N_
from pcsol.server.access.caller import Caller
from pcsol.server.database.connect import Database
from pcsol.server.database.tables import event, record, refusal, station
from pcsol.server.faults import Fault

MOST_LISTENERS, MOST_EACH = 200, 8
_SECONDS = 1.0
# On PostgreSQL a smaller number may become visible after a greater one, and an earlier word of a station after a later
# one of another: so many are looked at again.
_BEHIND = 200
_TABLES = (record, event, refusal)
_Spoken = tuple[int, datetime]


class _Seen(NamedTuple):
    """Newest rows (number and structure) by table; stations by structure; what each station said last, and whose."""

    newest: dict[str, dict[int, int]]
    stations: dict[int, Any]
    spoken: dict[int, _Spoken]


class Watch:
    """How often what belongs to each structure has changed; and who listens. It lives in the event loop's thread."""

    def __init__(self, database: Database) -> None:
        """Nothing is asked before somebody listens."""
        self._database = database
        self._at = 0.0
        self._busy = False
        self._known: _Seen | None = None
        self._changes: Counter[int] = Counter()
        self.listeners: Counter[int] = Counter()

    async def changes(self, caller: Caller) -> int:
        """Return a number that is greater when something has changed that the caller sees."""
        if not self._busy and time.monotonic() - self._at >= _SECONDS:
            self._busy = True
            try:
                self._compare(await run_in_threadpool(self._look))
            finally:
                self._busy, self._at = False, time.monotonic()
        return self._changes.total() if caller.structure is None else self._changes[caller.structure]

    @contextmanager
    def listening(self, person: int) -> Iterator[None]:
        """Take a seat, and give it back. Raises Fault 503 when all are taken, or this person has several already."""
        if self.listeners.total() >= MOST_LISTENERS or self.listeners[person] >= MOST_EACH:
            raise Fault(
                503, N_("Too many pages are kept fresh at once."), remedy=N_("Close some, or load this one again."),
                wait=60,
            )  # fmt: skip
        self.listeners[person] += 1
        try:
            yield
        finally:
            self.listeners[person] -= 1
            if not self.listeners[person]:
                del self.listeners[person]

    def _look(self) -> _Seen:
        with self._database.reading() as connection:
            newest = {table.name: _newest(connection, table) for table in _TABLES}
            counts = (func.count(), func.count(station.c.revoked_at))
            counted = connection.execute(select(station.c.structure, *counts).group_by(station.c.structure))
            stations = {row[0]: tuple(row) for row in counted}
            return _Seen(newest, stations, _spoken(connection))

    def _compare(self, found: _Seen) -> None:
        known, self._known = self._known, found
        if known is None:
            return
        for name, rows in found.newest.items():
            self._changes.update({structure for number, structure in rows.items() if number not in known.newest[name]})
        changed = {of for of, counted in found.stations.items() if known.stations.get(of) != counted}
        changed |= {said[0] for number, said in found.spoken.items() if known.spoken.get(number) != said}
        self._changes.update(changed)


def _spoken(connection: Connection) -> dict[int, _Spoken]:
    wanted = select(station.c.number, station.c.structure, station.c.progress_at).where(
        station.c.progress_at.is_not(None)
    )
    rows = connection.execute(wanted.order_by(station.c.progress_at.desc()).limit(_BEHIND))
    return {row.number: (row.structure, row.progress_at) for row in rows}


def _newest(connection: Connection, table: Table) -> dict[int, int]:
    rows = connection.execute(select(table.c.number, table.c.structure).order_by(table.c.number.desc()).limit(_BEHIND))
    return {row.number: row.structure for row in rows}
