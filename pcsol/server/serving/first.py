"""The first account: a hub without people would let nobody in."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from pcsol.server.access import audit, passwords
from pcsol.server.access.caller import Role
from pcsol.server.database.tables import person

LOGIN = "admin"


class Account(NamedTuple):
    """What has to be typed at the door; the password serves once, to choose another."""

    login: str
    password: str


def first_account(connection: Connection, now: datetime) -> Account | None:
    """Make the federation's first administrator where there is nobody yet, and return what to type; else None."""
    if connection.scalar(select(func.count()).select_from(person)):
        return None
    made = Account(LOGIN, passwords.first())
    connection.execute(
        insert(person).values(
            login=made.login, name="Administration", role=Role.ADMINISTRATOR.word, structure=None,
            password=passwords.hashed(made.password), must_change=True, language="fr", made_at=now,
        )
    )  # fmt: skip
    audit.note(connection, now, None, "PCSol", "first-account", made.login)
    return made
