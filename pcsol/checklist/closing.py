"""How a workshop ended: counts, real times of steps for the next plan, faults that were found. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import median
from typing import Literal

from pcsol.checklist.course import Course, Standing
from pcsol.model.workshop.room import Closing, Event, People, Plan, StepTime
from pcsol.model.workshop.steps import Part

_LONGEST_SECONDS = 2 * 60 * 60
# Whoever types a paper in afterwards is far quicker than whoever does the work.
_TYPED_IN = 0.2


def closing(plan: Plan, courses: Mapping[str, Course], present: People, at: datetime) -> Closing:
    """Say how it ended. `courses`: by group; `present`: who came."""
    done = {group.id for group in plan.groups if group.id in courses and courses[group.id].closed}
    return Closing(
        workshop=plan.id,
        checklist=plan.checklist,
        on=plan.on,
        level=plan.level,
        registered=plan.registered,
        present=present,
        towers_done=tuple(group.tower for group in plan.groups if group.tower and group.id in done),
        towers_left=tuple(group.tower for group in plan.groups if group.tower and group.id not in done),
        faults=faults(courses.values()),
        times=step_times(courses.values()),
        faces=_faces(courses.values()),
        one_adult=plan.adults == 1,
        two_codes=tuple(
            group.tower for group in plan.groups if group.tower and group.id in done and by_two_codes(courses[group.id])
        ),
        heard={group.id: len(courses[group.id].events) for group in plan.groups if group.id in done},
        closed_at=at,
    )


def by_two_codes(now: Course) -> bool:
    """Say whether the second look and the end were each confirmed with other digits. Whose they were nobody knows."""
    ended_by = next((event.adult for event in now.events if event.id == now.closed_by), None)
    return None not in (now.read_by, ended_by) and now.read_by != ended_by


def step_times(courses: Iterable[Course]) -> tuple[StepTime, ...]:
    """Return the middle one (median) of each step's real times, in the order of the list."""
    found: dict[str, list[float]] = {}
    for one in courses:
        for step, seconds in seconds_of(one).items():
            found.setdefault(step, []).append(seconds)
    return tuple(StepTime(step=name, seconds=round(median(all_)), groups=len(all_)) for name, all_ in found.items())


def seconds_of(now: Course) -> Mapping[str, float]:
    """Return how long a group was at each step: from tick to tick, without STOPs and without waiting for an adult.

    Left out: the first step after a break (nobody says when a break ends), a step that was skipped and the one after
    it, and what two clocks that differ make impossible. A course that was typed in from paper has no times.
    """
    found: dict[str, float] = {}
    before = now.began
    for phase in now.outline.phases:
        if phase.rest:
            before = None
        for step in phase.steps:
            standing = now.steps[step.id]
            seconds = _seconds(now, standing, before)
            if seconds is not None:
                found[step.id] = seconds
            before = standing.done_at if standing.state == "done" else None
    planned = sum(now.steps[name].step.minutes * 60 for name in found)
    return found if sum(found.values()) >= planned * _TYPED_IN else {}


def faults(courses: Iterable[Course]) -> tuple[Part, ...]:
    """Return what was ever found wrong, also where it was put right afterwards: the workshop found it."""
    return tuple(sorted({event.part for one in courses for event in found_wrong(one) if event.part}))


def found_wrong(now: Course) -> tuple[Event, ...]:
    """Return what told that a part, or the whole, is to be looked at, and was not taken back."""
    undone = {event.of for event in now.events if event.kind == "undo"}
    return tuple(event for event in now.events if event.found == "to-look-at" and event.id not in undone)


def _seconds(now: Course, standing: Standing, before: datetime | None) -> float | None:
    if standing.state != "done" or standing.done_at is None or before is None:
        return None
    away = sum(_overlap(since, until, before, standing.done_at) for since, until in _away(now, standing))
    seconds = (standing.done_at - before).total_seconds() - away
    return seconds if 0 < seconds <= _LONGEST_SECONDS else None


def _away(now: Course, standing: Standing) -> Iterable[tuple[datetime, datetime]]:
    """Return when nobody worked at a step: STOPs, and from its call to its gate. They do not overlap: hands are off."""
    since: datetime | None = None
    for event in now.events:
        is_call = event.kind == "call" and event.step == standing.step.id
        is_gate = event.kind == "gate" and event.step == standing.step.id
        if (event.kind == "stop" or is_call) and since is None:
            since = event.at
        elif (event.kind == "go-on" or is_gate) and since is not None:
            yield since, event.at
            since = None


def _overlap(since: datetime, until: datetime, start: datetime, end: datetime) -> float:
    return max((min(until, end) - max(since, start)).total_seconds(), 0.0)


def _faces(courses: Iterable[Course]) -> dict[Literal["1", "2", "3"], int]:
    found: dict[Literal["1", "2", "3"], int] = {}
    for one in courses:
        for face in ("1", "2", "3"):
            if int(face) in one.faces:
                found[face] = found.get(face, 0) + one.faces[int(face)]
    return found
