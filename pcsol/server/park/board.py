"""The figures as they were counted last. A process counts all structures at once; each caller is shown their own."""

import threading
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from pcsol.server.database.connect import Database
from pcsol.server.pages.words import ZONE
from pcsol.server.park import counting
from pcsol.server.park.counting import Group, Week

WEEKS = 26
FRESH = timedelta(seconds=15)
# Weeks that are over change when something is undone, and no otherwise.
_FRESH_PAST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """`weeks`: by their first day, the oldest first."""

    at: datetime
    groups: list[Group]
    weeks: dict[datetime, Week]


class Board:
    """Counted anew when it is asked for and older than 15 seconds: by one, while the others see what there is."""

    def __init__(self, database: Database) -> None:
        """Nothing is counted yet."""
        self._database = database
        self._lock = threading.Lock()
        self._counted: Counted | None = None
        self._past: tuple[datetime, dict[datetime, Week]] | None = None

    def figures(self, now: datetime) -> Counted:
        """Return them, at most 15 seconds old, or somewhat older while somebody else counts."""
        found = self._counted
        if found is not None and now - found.at < FRESH:
            return found
        if not self._lock.acquire(blocking=found is None):
            assert found is not None  # noqa: S101  # it waits otherwise
            return found
        try:
            if self._counted is found:
                self._counted = self._count(now)
            assert self._counted is not None  # noqa: S101  # just counted
            return self._counted
        finally:
            self._lock.release()

    def _count(self, now: datetime) -> Counted:
        begins = mondays(now)
        with self._database.reading() as connection:
            groups = counting.groups(connection)
            spans = list(zip(begins, [*begins[1:], now + timedelta(days=7)], strict=True))
            past = self._past[1] if self._past and now - self._past[0] < _FRESH_PAST else {}
            weeks = {first: past.get(first) or counting.week(connection, first, last) for first, last in spans[:-1]}
            if weeks != past:
                self._past = (now, weeks)
            return Counted(now, groups, {**weeks, spans[-1][0]: counting.week(connection, *spans[-1])})


def mondays(now: datetime) -> list[datetime]:
    """Return the first moments of the last 26 weeks, this one included, as Paris counts days."""
    today = now.astimezone(ZONE).date()
    this = today - timedelta(days=today.weekday())
    return [datetime.combine(this - timedelta(weeks=back), time(), ZONE) for back in reversed(range(WEEKS))]
