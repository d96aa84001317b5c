"""How often something may be tried: logins, enrolment codes. Counted in the database, so for all processes at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from pcsol.server.database.tables import attempt

_WINDOW = timedelta(minutes=15)
_KEPT = timedelta(days=1)


def is_too_often(connection: Connection, subject: str, most: int, now: datetime, window: timedelta = _WINDOW) -> bool:
    """Say whether this was tried `most` times or more within the window, else a quarter of an hour."""
    tried = connection.scalar(
        select(func.count()).where(attempt.c.subject == subject[:120], attempt.c.at > now - window)
    )
    return (tried or 0) >= most


def note(connection: Connection, subject: str, now: datetime) -> None:
    """Note one more try, and forget those of yesterday."""
    connection.execute(insert(attempt).values(subject=subject[:120], at=now))
    connection.execute(delete(attempt).where(attempt.c.at < now - _KEPT))


def tried(connection: Connection, most: Mapping[str, int], now: datetime) -> bool:
    """Note one more try for each of these subjects, unless one of them was tried as often as it may be; say whether.

    Two who try at once are counted one after the other, also by several processes.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer
        for subject in sorted(most):
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(subject, 0))))
    if any(is_too_often(connection, subject, number, now) for subject, number in most.items()):
        return False
    for subject in most:
        note(connection, subject, now)
    return True


def take_back(connection: Connection, subject: str, at: datetime) -> None:
    """Forget one try, that of this moment: it was right."""
    one = select(attempt.c.number).where(attempt.c.subject == subject[:120], attempt.c.at == at).limit(1)
    connection.execute(delete(attempt).where(attempt.c.number.in_(one.scalar_subquery())))


def forget(connection: Connection, subject: str) -> None:
    """Begin to count anew whatever begins like this: it was the right password, or there is a new one."""
    connection.execute(delete(attempt).where(attempt.c.subject.startswith(subject[:120], autoescape=True)))
