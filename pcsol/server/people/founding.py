"""Structures by their names, for the command line: taken where they are, made where a prefix is given."""

import re
from datetime import datetime

from sqlalchemy import Connection, insert, select

from pcsol.i18n import N_
from pcsol.server.access import audit
from pcsol.server.database.tables import structure
from pcsol.server.faults import Fault

_PREFIX = re.compile(r"[A-Z]{2,4}")


def structure_named(connection: Connection, now: datetime, who: str, name: str, prefix: str | None) -> int:
    """Return the structure of this name; made now where there is none and its prefix is given. Raises Fault 422."""
    found = connection.scalar(select(structure.c.number).where(structure.c.name == name))
    if found is not None:
        return int(found)
    letters = (prefix or "").upper()
    if not _PREFIX.fullmatch(letters):
        raise Fault(
            422, N_("There is no structure of this name."),
            remedy=N_("To make it, give the 2 to 4 letters that its towers' codes begin with: `--prefix VAL`."),
        )  # fmt: skip
    if connection.scalar(select(structure.c.number).where(structure.c.prefix == letters)):
        raise Fault(422, N_("Another structure has this prefix."), remedy=N_("Choose other letters."))
    made = insert(structure).values(name=name, prefix=letters, made_at=now).returning(structure.c.number)
    number = connection.execute(made).scalar_one()
    audit.note(connection, now, number, who, "structure-added", f"{name} ({letters})")
    return int(number)
