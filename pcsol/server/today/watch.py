"""Does anything change? One look a second for a whole process, however many people watch."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, func, select
from starlette.concurrency import run_in_threadpool

from pcsol.i18n import N_
from pcsol.server.access.caller import Caller
from pcsol.server.database.connect import Database
from pcsol.server.database.tables import event, record, refusal, station
from pcsol.server.faults import Fault

MOST_LISTENERS, MOST_EACH = 200, 8
_SECONDS = 1.0
# On PostgreSQL a smaller number may become visible after a greater one: so many are looked at again.
_BEHIND = 200
_TABLES = (record, event, refusal)
_Seen = tuple[dict[str, dict[int, int]], dict[int, Any]]


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
            said = (func.max(station.c.progress_at), func.count(), func.count(station.c.revoked_at))
            spoken = connection.execute(select(station.c.structure, *said).group_by(station.c.structure))
            return newest, {row[0]: tuple(row) for row in spoken}

    def _compare(self, found: _Seen) -> None:
        known, self._known = self._known, found
        if known is None:
            return
        for name, rows in found[0].items():
            self._changes.update({structure for number, structure in rows.items() if number not in known[0][name]})
        self._changes.update({structure for structure, said in found[1].items() if known[1].get(structure) != said})


def _newest(connection: Any, table: Table) -> dict[int, int]:  # noqa: ANN401  # a connection
    rows = connection.execute(select(table.c.number, table.c.structure).order_by(table.c.number.desc()).limit(_BEHIND))
    return {row.number: row.structure for row in rows}
