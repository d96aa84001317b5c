"""How often something may be tried: logins, enrolment codes. Counted in the database, so for all processes at once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from pcsol.server.database.tables import attempt

_WINDOW = timedelta(minutes=15)
_KEPT = timedelta(days=1)


def is_too_often(connection: Connection, subject: str, most: int, now: datetime) -> bool:
    """Say whether this was tried `most` times or more within the last quarter of an hour."""
    tried = connection.scalar(
        select(func.count()).where(attempt.c.subject == subject[:120], attempt.c.at > now - _WINDOW)
    )
    return (tried or 0) >= most


def note(connection: Connection, subject: str, now: datetime) -> None:
    """Note one more try, and forget those of yesterday."""
    connection.execute(insert(attempt).values(subject=subject[:120], at=now))
    connection.execute(delete(attempt).where(attempt.c.at < now - _KEPT))


def forget(connection: Connection, subject: str) -> None:
    """Begin to count anew: it was the right password."""
    connection.execute(delete(attempt).where(attempt.c.subject == subject[:120]))
