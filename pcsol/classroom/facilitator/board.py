"""All groups at once: where each stands, and who waits for an adult since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pcsol.checklist.course import Course, has_begun
from pcsol.checklist.desk import Desk
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.facilitator.ending import places
from pcsol.classroom.group.place import Place
from pcsol.model.workshop.steps import Step

Reason = Literal["stop", "held", "help", "gate"]


@dataclass(frozen=True)
class Row:
    """A group. `waits`: why, and for how many minutes; `percent`: of the whole, by the minutes of the steps;
    `rests`: whether no code is right at the moment; `barred`: whether it waits with a tower that may not be opened."""

    place: Place
    step: Step | None
    phase: str
    percent: int
    minutes: float
    waits: tuple[Reason, float] | None
    rests: bool
    barred: bool

    @property
    def course(self) -> Course:
        """Its course."""
        return self.place.course


def rows(room: Classroom, desk: Desk) -> list[Row]:
    """Return every group, in the order of the plan."""
    return [_row(place, room.now()) for place in places(room, desk)]


def waiting(found: list[Row]) -> list[Row]:
    """Return who waits for an adult: a STOP first, then whoever has waited longest."""
    waits = [row for row in found if row.waits]
    return sorted(waits, key=lambda row: (row.waits is not None and row.waits[0] != "stop", -_minutes(row)))


def _minutes(row: Row) -> float:
    return row.waits[1] if row.waits else 0


def _row(place: Place, now: datetime) -> Row:
    course = place.course
    step = course.now
    return Row(
        place, step, place.outline.phase_of(step.id).id if step else "", round(100 * course.share),
        _since(course.began, course.closed or now), _waits(course, now),
        place.desk.rests(place.group.id), _is_barred(place),
    )  # fmt: skip


def _is_barred(place: Place) -> bool:
    """Ask at the door only for a group that calls before its first step: to ask reads a tower's records."""
    waits = place.course.helps is not None and place.course.closed is None
    return waits and not has_begun(place.course.events) and not place.may_enter()


def _waits(course: Course, now: datetime) -> tuple[Reason, float] | None:
    if course.closed is not None or not course.waiting:
        return None
    if course.stopped is not None:
        return "stop", _since(course.stopped, now)
    if course.held is not None:
        return "held", _since(course.held, now)
    if course.helps is not None:
        return "help", _since(course.helps, now)
    step = course.now
    called = course.steps[step.id].called if step else None
    released = [course.released] if course.released is not None else []
    done = [one.done_at for one in course.steps.values() if one.done_at is not None]
    return "gate", _since(called or max((*done, *released), default=None), now)


def _since(then: datetime | None, now: datetime) -> float:
    return max(0.0, (now - then).total_seconds() / 60) if then else 0.0
