"""Words of the glossary that groups of a workshop told an adult, and an adult accepted."""

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, delete, insert, select

from pcsol.model.workshop.booklets import Entry
from pcsol.server.database.connect import Database
from pcsol.server.database.tables import workshop as workshops
from pcsol.server.database.tables import workshop_word


@dataclass(frozen=True, slots=True)
class HubWords:
    """`workshop` is always one that the caller reached by its room."""

    database: Database

    def accepted(self, workshop: str) -> list[Entry]:
        """Return them, the first one first."""
        wanted = select(workshop_word.c.content).where(_of(workshop)).order_by(workshop_word.c.number)
        with self.database.reading() as connection:
            return [Entry.model_validate_json(one) for one in connection.scalars(wanted)]

    def accept(self, workshop: str, entry: Entry) -> None:
        """Keep one, in the place of an earlier one of the same id."""
        with self.database.writing() as connection:
            connection.execute(delete(workshop_word).where(_of(workshop), workshop_word.c.id == entry.id))
            content = json.dumps(entry.to_json())
            connection.execute(insert(workshop_word).values(workshop=_number(workshop), id=entry.id, content=content))

    def withdraw(self, workshop: str, name: str) -> None:
        """Take one away again."""
        with self.database.writing() as connection:
            connection.execute(delete(workshop_word).where(_of(workshop), workshop_word.c.id == name))


def _number(workshop: str) -> ScalarSelect[int]:
    return select(workshops.c.number).where(workshops.c.id == workshop).scalar_subquery()


def _of(workshop: str) -> ColumnElement[bool]:
    return workshop_word.c.workshop == _number(workshop)
