"""People who are logged in. The cookie holds 32 random bytes; the hub keeps only their SHA-256."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from pcsol.server.access.caller import ROLES, Caller
from pcsol.server.database.tables import login_session, person

COOKIE = "pcsol-session"
LONGEST = timedelta(days=14)
IDLE = timedelta(hours=12)
# So that not every page that is looked at writes.
_NOTE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: what goes into the cookie."""

    secret: str


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_session(connection: Connection, number: int, now: datetime) -> Opened:
    """Begin a session of this person."""
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(login_session).values(
            digest=digest(secret), person=number, form_key=secrets.token_urlsafe(24), made_at=now, seen_at=now,
            ends_at=now + LONGEST,
        )
    )  # fmt: skip
    connection.execute(delete(login_session).where(login_session.c.ends_at < now))
    return Opened(secret)


def find(connection: Connection, secret: str, now: datetime) -> tuple[Caller, bool] | None:
    """Return who this is and whether it should be noted that they were here; None where the session has ended."""
    row = connection.execute(
        select(login_session.c.form_key, login_session.c.seen_at, person)
        .join(person, person.c.number == login_session.c.person)
        .where(
            login_session.c.digest == digest(secret), login_session.c.ends_at > now,
            login_session.c.seen_at > now - IDLE, person.c.left_at.is_(None),
        )
    ).first()  # fmt: skip
    if row is None:
        return None
    caller = Caller(
        "person", row.number, row.name, row.structure, ROLES[row.role], row.language, row.form_key, row.must_change
    )
    return caller, row.seen_at < now - _NOTE_AFTER


def note(connection: Connection, secret: str, now: datetime) -> None:
    """Remember that this session is in use."""
    connection.execute(update(login_session).where(login_session.c.digest == digest(secret)).values(seen_at=now))


def close_session(connection: Connection, secret: str) -> None:
    """End one session."""
    connection.execute(delete(login_session).where(login_session.c.digest == digest(secret)))


def close_all(connection: Connection, number: int, but: str = "") -> None:
    """End every session of a person, but for this one: the password was changed, or they left."""
    connection.execute(
        delete(login_session).where(login_session.c.person == number, login_session.c.digest != digest(but))
    )
