"""The tokens of stations: 32 random bytes, kept as their SHA-256, that end when they are not used for long."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from pcsol.server.access.caller import Caller, Role
from pcsol.server.access.sessions import digest
from pcsol.server.database.kinds import Moment
from pcsol.server.database.tables import station, token

ENDS_AFTER = timedelta(days=180)
_NOTE_AFTER = timedelta(hours=1)
# Asked very often: built once.
_COUNTS = (
    token.c.revoked_at.is_(None), token.c.ends_at > bindparam("now", type_=Moment), station.c.revoked_at.is_(None)
)  # fmt: skip
_BY_TOKEN = (
    select(station.c.number, station.c.name, station.c.structure, station.c.letters_key, station.c.seen_at)
    .join(token, token.c.station == station.c.number)
    .where(token.c.digest == bindparam("digest"), *_COUNTS)
)
_THAT_COUNT = (
    select(token.c.digest)
    .join(station, token.c.station == station.c.number)
    .where(token.c.digest.in_(bindparam("digests", expanding=True)), *_COUNTS)
)


def give(connection: Connection, number: int, now: datetime) -> tuple[str, datetime]:
    """Make a token for this station, and return it with the day it ends when it is not used."""
    made = "pcsol_" + secrets.token_urlsafe(32)
    ends = now + ENDS_AFTER
    connection.execute(insert(token).values(digest=digest(made), station=number, made_at=now, ends_at=ends))
    return made, ends


def find(connection: Connection, given: str, now: datetime) -> tuple[Caller, bool] | None:
    """Return the station and whether its visit should be noted; None for a token that is unknown, ended or revoked."""
    kept = digest(given)
    row = connection.execute(_BY_TOKEN, {"digest": kept, "now": now}).first()
    if row is None:
        return None
    fresh = row.seen_at is not None and row.seen_at > now - _NOTE_AFTER
    caller = Caller(
        "station", row.number, row.name, row.structure, Role.VOLUNTEER, letters_key=row.letters_key, token=kept
    )  # fmt: skip
    return caller, not fresh


def counting(connection: Connection, digests: Collection[str], now: datetime) -> set[str]:
    """Return those of these tokens that let somebody in now."""
    return set(connection.scalars(_THAT_COUNT, {"digests": sorted(digests), "now": now})) if digests else set()


def note(connection: Connection, given: str, now: datetime) -> None:
    """Remember a visit, and let the token live on from here."""
    whose = select(token.c.station).where(token.c.digest == digest(given)).scalar_subquery()
    connection.execute(update(station).where(station.c.number == whose).values(seen_at=now))
    connection.execute(update(token).where(token.c.digest == digest(given)).values(ends_at=now + ENDS_AFTER))


def revoke(connection: Connection, number: int, now: datetime) -> None:
    """Let nothing of this station in any more."""
    connection.execute(update(station).where(station.c.number == number).values(revoked_at=now))
    connection.execute(
        update(token).where(token.c.station == number, token.c.revoked_at.is_(None)).values(revoked_at=now)
    )
