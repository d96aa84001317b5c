"""How a workshop ends: who was there, by age band, and what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pcsol.checklist.closing import closing, found_wrong
from pcsol.checklist.course import course
from pcsol.checklist.desk import Desk
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.facilitator.plan_form import people
from pcsol.classroom.group.place import Place
from pcsol.model.workshop.room import Closing, People
from pcsol.model.workshop.steps import Part

# A group that says nothing for so long may be without the network.
_SILENT_MINUTES = 10


@dataclass(frozen=True)
class Left:
    """A group that began and is not done. `steps`: how many are left; `silent`: for how many minutes nothing of it
    came, None: something came just now."""

    nickname: str
    steps: int
    silent: float | None


@dataclass(frozen=True)
class Later:
    """What came after the end from a group that was done. `things`: how many; `amiss`: which parts people or the tower
    found wrong; `stop`: somebody said STOP; `doubtful`: the tower is looked at before it leaves, for one of these or
    because it would not be done by all that is known now."""

    nickname: str
    things: int
    amiss: tuple[Part, ...]
    stop: bool
    doubtful: bool


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


def places(room: Classroom, desk: Desk) -> Iterator[Place]:
    """Return each group's place; that of a group that was done when the workshop was ended as it was then.

    Its tower's record was kept then, once: what its devices bring later stands beside both (`later`).
    """
    return (then for then, _now in _then_and_now(room, desk))


def _then_and_now(room: Classroom, desk: Desk) -> Iterator[tuple[Place, Place]]:
    ended = desk.closed()
    for now in (room.place(desk, group.id) for group in desk.plan().groups):
        if now is not None:
            heard = ended.heard.get(now.group.id) if ended else None
            yield now if heard is None else _as_it_was(now, heard), now


def _as_it_was(now: Place, heard: int) -> Place:
    """By the order in which the events came: a course has them in the order in which they were made."""
    return replace(now, course=course(now.outline, now.desk.events(now.group.id)[:heard]))


def later(room: Classroom, desk: Desk) -> list[Later]:
    """Return what came after the end from groups that were done."""
    found = []
    for then, now in _then_and_now(room, desk):
        known = {one.id for one in then.course.events}
        news = [one for one in now.course.events if one.id not in known]
        if news:
            wrong = [one for one in found_wrong(now.course) if one.id not in known]
            parts = tuple(sorted({one.part for one in wrong if one.part is not None}))
            stop = any(one.kind == "stop" for one in news)
            doubtful = stop or bool(wrong) or now.course.closed is None
            found.append(Later(then.group.nickname, len(news), parts, stop, doubtful))
    return found


def came_late(kept: Closing | None, now: Closing) -> bool:
    """Say whether something came after the end that the numbers kept of it do not hold yet. `kept` None: no end yet;
    `now`: how it would end now."""
    return kept is not None and now.model_copy(update={"closed_at": kept.closed_at, "heard": kept.heard}) != kept


def so_far(room: Classroom, desk: Desk) -> Closing:
    """Return how it would end now; as many were there as was said before, else as were expected."""
    before = desk.closed()
    return _ended(room, desk, tuple(places(room, desk)), before.present if before else desk.plan().registered)


def _ended(room: Classroom, desk: Desk, there: tuple[Place, ...], present: People) -> Closing:
    return closing(desk.plan(), {place.group.id: place.course for place in there}, present, room.now())


def end(room: Classroom, desk: Desk, fields: Mapping[str, str]) -> Closing:
    """Keep how it ended, and a record of each tower that is done; the links of the groups end with it.

    The records come first: where one cannot be kept, the workshop goes on and can be ended again. Raises
    ValueError, and StoreError.
    """
    # Read once: what comes in meanwhile is in both, or in neither.
    there = tuple(places(room, desk))
    found = _ended(room, desk, there, people(fields, "present"))
    for place in there:
        if place.course.closed is not None:
            room.keep(place.plan, place.group, place.course)
    desk.close(found)
    room.ring(found.workshop)
    return found
