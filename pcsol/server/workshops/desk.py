"""Workshops in the database: a `Desk` and a `Room` (`pcsol.checklist.desk`) for what one caller may see."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from pcsol.checklist.desk import WRONG_SECONDS, WRONG_TRIES, Desk, is_over, new_codes, other_code, whose
from pcsol.errors import WorkshopError
from pcsol.i18n import _
from pcsol.model.workshop.room import Adult, Closing, Event, Plan
from pcsol.server.access import throttle
from pcsol.server.access.caller import Caller
from pcsol.server.database.connect import Database
from pcsol.server.database.tables import workshop, workshop_event, workshop_group

_WRONG = timedelta(seconds=WRONG_SECONDS)

_MOST = 100


@dataclass(frozen=True, slots=True)
class HubDesk:
    """One workshop. `number`: its row's; `made`: its plan, as it was read, and the adults' codes."""

    database: Database
    number: int
    made: tuple[Plan, str, str | None]
    now: Callable[[], datetime]

    def plan(self) -> Plan:
        """Return it."""
        return self.made[0]

    def events(self, group: str) -> tuple[Event, ...]:
        """Read what a group did."""
        self._known(group)
        wanted = (
            select(workshop_event.c.content)
            .where(workshop_event.c.workshop == self.number, workshop_event.c.name == group)
            .order_by(workshop_event.c.number)
        )
        with self.database.reading() as connection:
            return tuple(Event.model_validate_json(one) for one in connection.scalars(wanted))

    def add(self, events: Sequence[Event]) -> None:
        """Keep events; of two that bring one at the same moment one is quicker, and both have it. Raises IntegrityError
        where others were quicker twice: then it may be called again."""
        for one in events:
            if one.workshop != self.plan().id:
                raise KeyError(one.workshop)
            self._known(one.group)
        try:
            self._keep(events)
        except IntegrityError:
            self._keep(events)

    def _keep(self, events: Sequence[Event]) -> None:
        with self.database.writing() as connection:
            there = set(connection.scalars(
                select(workshop_event.c.id).where(
                    workshop_event.c.workshop == self.number, workshop_event.c.id.in_({one.id for one in events})
                )
            ))  # fmt: skip
            new = {one.id: one for one in events if one.id not in there}
            if new:
                at = self.now()
                connection.execute(insert(workshop_event), [
                    {"workshop": self.number, "name": one.group, "id": one.id, "content": json.dumps(one.to_json()),
                     "arrived_at": at}
                    for one in new.values()
                ])  # fmt: skip

    def code(self) -> str:
        """Return it."""
        return self.made[1]

    def second_code(self) -> str | None:
        """Return it."""
        return self.made[2]

    def second_shown(self) -> bool:
        """Read whether it was."""
        with self.database.reading() as connection:
            shown = select(workshop.c.second_shown_at).where(workshop.c.number == self.number)
            return connection.scalar(shown) is not None

    def show_second(self, *, anew: bool = False) -> str | None:
        """Write down that it was shown, before it is. This desk does not know new digits: look for it again."""
        if self.made[2] is None:
            return None
        new = {"second_code": other_code(self.made[1], self.made[2])} if anew else {}
        told = update(workshop).where(workshop.c.number == self.number).values(second_shown_at=self.now(), **new)
        if not anew:
            told = told.where(workshop.c.second_shown_at.is_(None))
        with self.database.writing() as connection:
            found: str | None = connection.scalar(told.returning(workshop.c.second_code))
        return found

    def adult(self, code: str, group: str) -> Adult | None:
        """Compare, and count a wrong try in the database, for all processes at once."""
        self._known(group)
        subject = self._tries(group)
        with self.database.writing() as connection:
            if throttle.is_too_often(connection, subject, WRONG_TRIES, self.now(), _WRONG):
                return None
            if (found := whose(code, self.made[1:])) is not None:
                return found
            throttle.note(connection, subject, self.now())
        return None

    def rests(self, group: str) -> bool:
        """Count the wrong tries."""
        self._known(group)
        with self.database.reading() as connection:
            return throttle.is_too_often(connection, self._tries(group), WRONG_TRIES, self.now(), _WRONG)

    def _tries(self, group: str) -> str:
        return f"workshop {self.plan().id} {group}"

    def link(self, group: str) -> str:
        """Read it."""
        self._known(group)
        mine = workshop_group.c.workshop == self.number, workshop_group.c.name == group
        with self.database.reading() as connection:
            return str(connection.execute(select(workshop_group.c.link).where(*mine)).scalar_one())

    def group_of(self, link: str) -> str | None:
        """Look for it among those of this workshop."""
        wanted = select(workshop_group.c.name).where(
            workshop_group.c.workshop == self.number, workshop_group.c.link == link
        )  # fmt: skip
        with self.database.reading() as connection:
            return connection.scalar(wanted)

    def ended(self) -> bool:
        """Look for the closing, and at the day."""
        return self.closed() is not None or is_over(self.plan(), self.now())

    def tick_material(self, there: Sequence[str]) -> None:
        """Write the plan anew."""
        new = json.dumps(self.plan().model_copy(update={"material": tuple(there)}).to_json())
        with self.database.writing() as connection:
            connection.execute(update(workshop).where(workshop.c.number == self.number).values(plan=new))

    def close(self, closing: Closing) -> None:
        """Keep how it ended."""
        with self.database.writing() as connection:
            kept = json.dumps(closing.to_json())
            connection.execute(update(workshop).where(workshop.c.number == self.number).values(closing=kept))

    def closed(self) -> Closing | None:
        """Read how it ended."""
        with self.database.reading() as connection:
            kept = connection.scalar(select(workshop.c.closing).where(workshop.c.number == self.number))
        return Closing.model_validate_json(kept) if kept else None

    def _known(self, group: str) -> None:
        if all(one.id != group for one in self.plan().groups):
            raise KeyError(group)


@dataclass(frozen=True, slots=True)
class HubRoom:
    """The workshops that a person sees."""

    database: Database
    caller: Caller
    now: Callable[[], datetime]

    def desks(self) -> list[Desk]:
        """Return the newest."""
        wanted = select(workshop).where(self._mine()).order_by(workshop.c.made_at.desc(), workshop.c.number.desc())
        with self.database.reading() as connection:
            return [_desk(self.database, row, self.now) for row in connection.execute(wanted.limit(_MOST))]

    def open(self, plan: Plan) -> Desk:
        """Begin one in the caller's structure. Raises WorkshopError for the federation, which has no room."""
        if self.caller.structure is None:
            raise WorkshopError(
                _("A workshop belongs to a structure."),
                remedy=_("Plan it with an account of that structure."),
            )
        code, second = new_codes(plan)
        values = {
            "structure": self.caller.structure, "id": plan.id, "plan": json.dumps(plan.to_json()),
            "code": code, "second_code": second, "made_at": plan.made_at,
        }  # fmt: skip
        with self.database.writing() as connection:
            number = connection.execute(insert(workshop).values(values).returning(workshop.c.number)).scalar_one()
            connection.execute(insert(workshop_group), [
                {"workshop": number, "name": one.id, "link": secrets.token_urlsafe(16)} for one in plan.groups
            ])  # fmt: skip
        return self.desk(plan.id)

    def desk(self, workshop_id: str) -> Desk:
        """Look for it among those that the caller sees."""
        with self.database.reading() as connection:
            row = connection.execute(select(workshop).where(self._mine(), workshop.c.id == workshop_id)).first()
        if row is None:
            raise WorkshopError(
                _("There is no workshop {number} here.").format(number=workshop_id),
                remedy=_("Look for it in the list of workshops."),
            )
        return _desk(self.database, row, self.now)

    def of_link(self, link: str) -> tuple[Desk, str] | None:
        """Look through those that the caller sees."""
        return _of_link(self.desks(), link)

    def _mine(self) -> ColumnElement[bool]:
        return self.caller.within(workshop.c.structure)


@dataclass(frozen=True, slots=True)
class LinkRoom:
    """The one workshop that a group's link leads to: all that whoever has the link may ask."""

    database: Database
    link: str
    now: Callable[[], datetime]

    def desks(self) -> list[Desk]:
        """Return it, whosever it is; none where nobody has this link."""
        wanted = (
            select(workshop)
            .join(workshop_group, workshop_group.c.workshop == workshop.c.number)
            .where(workshop_group.c.link == self.link)
        )
        with self.database.reading() as connection:
            return [_desk(self.database, row, self.now) for row in connection.execute(wanted)]

    def open(self, plan: Plan) -> Desk:
        """Groups plan nothing. Raises WorkshopError."""
        return self.desk(plan.id)

    def desk(self, workshop_id: str) -> Desk:
        """Return it, if it has this number. Raises WorkshopError."""
        for one in self.desks():
            if one.plan().id == workshop_id:
                return one
        raise WorkshopError(_("There is no workshop {number} here.").format(number=workshop_id))

    def of_link(self, link: str) -> tuple[Desk, str] | None:
        """Return it for its own link."""
        return _of_link(self.desks(), link)


def _of_link(desks: list[Desk], link: str) -> tuple[Desk, str] | None:
    found = ((desk, desk.group_of(link)) for desk in desks)
    return next(((desk, name) for desk, name in found if name is not None), None)


def _desk(database: Database, row: Row[Any], now: Callable[[], datetime]) -> HubDesk:
    return HubDesk(database, row.number, (Plan.model_validate_json(row.plan), row.code, row.second_code), now)
