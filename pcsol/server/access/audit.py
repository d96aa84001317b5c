"""Who did what: people, stations, roles, keys, exports. Never what a password or a token is."""

from datetime import datetime

from sqlalchemy import Connection, insert

from pcsol.server.access import throttle
from pcsol.server.database.tables import audit

_MOST_REFUSALS = 20


def note(  # noqa: PLR0913, PLR0917  # one line of a log: when, whose, who, what, of what, from where
    connection: Connection, now: datetime, structure: int | None, who: str, action: str, subject: str, address: str = ""
) -> None:
    """Add a line. `action` is a word such as "login" or "merge", `subject` what it was done to."""
    connection.execute(
        insert(audit).values(
            at=now, structure=structure, who=who[:200], action=action, subject=subject[:200], address=address[:60]
        )
    )


def refused(  # noqa: PLR0913, PLR0917  # as `note`
    connection: Connection, now: datetime, structure: int | None, who: str, action: str, subject: str, address: str = ""
) -> None:
    """Add a line of something that was refused as a whole: a few in a quarter of an hour for one and the same, so that
    nobody fills the log."""
    counted = f"{action} {structure} {who} {address}"
    if not throttle.is_too_often(connection, counted, _MOST_REFUSALS, now):
        throttle.note(connection, counted, now)
        note(connection, now, structure, who, action, subject, address)
