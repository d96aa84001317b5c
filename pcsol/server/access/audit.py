"""Who did what: people, stations, roles, keys, exports. Never what a password or a token is."""

from datetime import datetime

from sqlalchemy import Connection, insert

from pcsol.server.database.tables import audit


def note(  # noqa: PLR0913, PLR0917  # one line of a log: when, whose, who, what, of what, from where
    connection: Connection, now: datetime, structure: int | None, who: str, action: str, subject: str, address: str = ""
) -> None:
    """Add a line. `action` is a word such as "login" or "merge", `subject` what it was done to."""
    connection.execute(
        insert(audit).values(
            at=now, structure=structure, who=who[:200], action=action, subject=subject[:200], address=address[:60]
        )
    )
