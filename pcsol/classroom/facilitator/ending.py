"""How a workshop ends: who was there, by age band, and what came of it."""

from collections.abc import Mapping

from pcsol.checklist.closing import closing
from pcsol.checklist.desk import Desk
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.facilitator.plan_form import people
from pcsol.model.workshop.room import Closing, People


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
