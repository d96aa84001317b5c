"""How a workshop ends: who was there, by age band, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcsol.checklist.closing import closing
from pcsol.checklist.desk import Desk
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.facilitator.plan_form import people
from pcsol.model.workshop.room import Closing, People

# A group that says nothing for so long may be without the network.
_SILENT_MINUTES = 10


@dataclass(frozen=True)
class Left:
    """A group that began and is not done. `steps`: how many are left; `silent`: for how many minutes nothing of it
    came, None: something came just now."""

    nickname: str
    steps: int
    silent: float | None


def left(room: Classroom, desk: Desk) -> list[Left]:
    """Return the groups for which an end would come too early, perhaps."""
    found = []
    for place in (room.place(desk, group.id) for group in desk.plan().groups):
        if place is None or not place.course.events or place.course.closed is not None:
            continue
        steps = sum(one.state in ("open", "waits") for one in place.course.steps.values())
        silent = (room.now() - max(one.at for one in place.course.events)).total_seconds() / 60
        found.append(Left(place.group.nickname, steps, silent if silent >= _SILENT_MINUTES else None))
    return found


def came_late(kept: Closing | None, now: Closing) -> bool:
    """Say whether something came after the end that the numbers kept of it do not hold yet. `kept` None: no end yet;
    `now`: how it would end now."""
    return kept is not None and now.model_copy(update={"closed_at": kept.closed_at}) != kept


def so_far(room: Classroom, desk: Desk, present: People | None = None) -> Closing:
    """Return how it would end now. `present` None: as it was said before, else as many as were expected."""
    plan = desk.plan()
    before = desk.closed()
    courses = {
        place.group.id: place.course
        for place in (room.place(desk, group.id) for group in plan.groups)
        if place is not None
    }
    counted = present or (before.present if before else plan.registered)
    return closing(plan, courses, counted, room.now())


def end(room: Classroom, desk: Desk, fields: Mapping[str, str]) -> Closing:
    """Keep how it ended, and a record of each tower that is done; the links of the groups end with it.

    The records come first: where one cannot be kept, the workshop goes on and can be ended again. Raises
    ValueError, and StoreError.
    """
    found = so_far(room, desk, people(fields, "present"))
    plan = desk.plan()
    for place in (room.place(desk, group.id) for group in plan.groups):
        if place is not None and place.course.closed is not None:
            room.keep(plan, place.group, place.course)
    desk.close(found)
    room.ring(found.workshop)
    return found
