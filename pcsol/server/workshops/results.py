"""Results of towers by the records that the hub holds."""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from pcsol.checklist.course import Course
from pcsol.checklist.results import Result, before_of, is_of_before, newest
from pcsol.model.record import Record
from pcsol.model.workshop.room import Group, Plan
from pcsol.server.database.connect import Database
from pcsol.server.database.tables import record, tower, workshop, workshop_event

_MOST = 20


@dataclass(frozen=True, slots=True)
class HubResults:
    """The results of the structures' towers: `Results`. A workshop reads its own structure's alone."""

    database: Database

    def begin(self, plan: Plan, group: Group) -> None:
        """Nothing is to be noted: the hub knows when each record and each event arrived."""

    def settle(self, plan: Plan, group: Group, record: str | None) -> None:
        """Nothing is to be noted: `result` reads in which order they arrived."""

    def result(self, plan: Plan, group: Group, now: Course) -> Result | None:
        """Read what arrived since, whatever hour the tower's clock showed, and since the tower was opened again."""
        if group.tower is None or now.began is None:
            return None
        owner = select(workshop.c.structure).where(workshop.c.id == plan.id).scalar_subquery()
        coded = select(tower.c.number, tower.c.merged_into).where(
            tower.c.structure == owner, tower.c.code == group.tower
        )
        with self.database.reading() as connection:
            since = connection.scalar(_first(plan, group)) or now.began
            opened = connection.scalar(_first(plan, group, now.opened_by)) if now.opened_by is not None else None
            numbers = {number for row in connection.execute(coded) for number in row if number is not None}
            wanted = (
                select(record.c.content)
                .where(
                    record.c.tower.in_(numbers), record.c.structure == owner, record.c.kind == "compare",
                    record.c.newer.is_(False), record.c.arrived_at > max(since, opened or since),
                )
                .order_by(record.c.number.desc())
                .limit(_MOST)
            )  # fmt: skip
            found = [_opened(one) for one in connection.scalars(wanted)]
            looks = select(record.c.content).where(
                record.c.id.in_(filter(None, map(before_of, found))), record.c.structure == owner,
                record.c.kind == "probe", record.c.newer.is_(False), record.c.arrived_at > since,
            )  # fmt: skip
            came = [_opened(one) for one in connection.scalars(looks)]
        # It may be of the tower as it was put back.
        late = {one.id for one in came if not is_of_before(one, now)}
        return newest((one for one in reversed(found) if before_of(one) not in late), now, in_order=True)


def _first(plan: Plan, group: Group, event: str | None = None) -> Select[tuple[datetime | None]]:
    """When the group's first event arrived, or this one: whatever its devices' clocks say. Those of an earlier hub have
    none."""
    found = (
        select(func.min(workshop_event.c.arrived_at))
        .join(workshop, workshop.c.number == workshop_event.c.workshop)
        .where(workshop.c.id == plan.id, workshop_event.c.name == group.id)
    )
    return found if event is None else found.where(workshop_event.c.id == event)


def _opened(content: bytes) -> Record:
    return Record.from_json(json.loads(zlib.decompress(content)))
