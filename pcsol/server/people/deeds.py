"""What is done to people: add, change the role, a new password, leave, come back. Each is a line of the log."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from pcsol.server import faults
from pcsol.server.access import audit, passwords, sessions, throttle
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import person, structure
from pcsol.server.people import rights

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def one(connection: Connection, caller: Caller, number: int) -> Row[Any]:
    """Return a person, with the name of their structure. Raises Fault 404."""
    row = connection.execute(
        select(person, structure.c.name.label("structure_name"))
        .outerjoin(structure, structure.c.number == person.c.structure)
        .where(person.c.number == number, caller.within(person.c.structure))
    ).first()
    if row is None:
        raise faults.not_found()
    return row


def wrong_login(connection: Connection, login: str) -> str:
    """Say what is wrong with a login: "login" (its form), "taken"; "" where nothing is."""
    if not _LOGIN.fullmatch(login):
        return "login"
    return "taken" if connection.scalar(select(person.c.number).where(person.c.login == login)) else ""


def add(  # noqa: PLR0913, PLR0917  # who adds whom, when
    connection: Connection, now: datetime, caller: Caller, login: str, name: str, role: Role, of: int | None
) -> tuple[int, str]:  # fmt: skip
    """Add a person; return their number and the password for their first entry, which is kept nowhere."""
    first = passwords.first()
    number = connection.execute(
        insert(person).values(
            login=login, name=name, role=role.word, structure=of, password=passwords.hashed(first), must_change=True,
            language=caller.language, made_at=now,
        ).returning(person.c.number)
    ).scalar_one()  # fmt: skip
    audit.note(connection, now, of, caller.who, "person-added", f"{login} ({role.word})")
    return int(number), first


def change_role(connection: Connection, now: datetime, caller: Caller, row: Row[Any], role: Role) -> None:
    """Give another role; it counts from the next page on. Raises Fault 403 or 409."""
    rights.check_touch(caller, row)
    if role is not Role.ADMINISTRATOR:
        _keep_an_administrator(connection, row)
    connection.execute(update(person).where(person.c.number == row.number).values(role=role.word))
    audit.note(connection, now, row.structure, caller.who, "person-role", f"{row.login} ({row.role} → {role.word})")


def new_password(connection: Connection, now: datetime, caller: Caller, row: Row[Any]) -> str:
    """Return a new first password; every session of this person ends. Raises Fault 403."""
    rights.check_touch(caller, row)
    first = passwords.first()
    connection.execute(
        update(person)
        .where(person.c.number == row.number)
        .values(password=passwords.hashed(first), must_change=True)
    )  # fmt: skip
    sessions.close_all(connection, row.number)
    throttle.forget(connection, f"login {row.login[:50]} from ")
    audit.note(connection, now, row.structure, caller.who, "person-password", row.login)
    return first


def leave(connection: Connection, now: datetime, caller: Caller, row: Row[Any]) -> None:
    """Let a person out: their sessions end, what they did stays under their name. Raises Fault 403 or 409."""
    rights.check_touch(caller, row)
    _keep_an_administrator(connection, row)
    connection.execute(update(person).where(person.c.number == row.number).values(left_at=now))
    sessions.close_all(connection, row.number)
    audit.note(connection, now, row.structure, caller.who, "person-left", row.login)


def come_back(connection: Connection, now: datetime, caller: Caller, row: Row[Any]) -> None:
    """Let a person in again, with the password they had. Raises Fault 403."""
    rights.check_touch(caller, row)
    connection.execute(update(person).where(person.c.number == row.number).values(left_at=None))
    audit.note(connection, now, row.structure, caller.who, "person-back", row.login)


def _keep_an_administrator(connection: Connection, row: Row[Any]) -> None:
    """Refuse (Fault 409) to take away the last administrator who sees what this one sees."""
    if row.role != Role.ADMINISTRATOR.word or row.left_at is not None:
        return
    # Two who take each other's role away at once wait for each other (PostgreSQL; SQLite has one writer).
    others = connection.execute(
        select(person.c.number)
        .where(
            person.c.role == Role.ADMINISTRATOR.word, person.c.left_at.is_(None),
            or_(person.c.structure.is_(None), person.c.structure == row.structure),
        )
        .order_by(person.c.number)
        .with_for_update()
    ).scalars()  # fmt: skip
    if all(number == row.number for number in others):
        raise rights.last_administrator()
