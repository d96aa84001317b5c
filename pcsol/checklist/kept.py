"""A group's course as it is kept on record. Pure."""

from datetime import datetime

from pcsol.checklist.closing import by_two_codes, faults, seconds_of
from pcsol.checklist.course import Course
from pcsol.model.probe import Clock
from pcsol.model.workshop.room import Group, Plan
from pcsol.model.workshop.run import ChecklistRun, RunStep


def body(plan: Plan, group: Group, now: Course, taken_at: datetime, clock: Clock, pcsol: str) -> ChecklistRun:
    """Return the record's body. `pcsol`: the version that keeps it."""
    seconds = seconds_of(now)
    steps = tuple(
        RunStep(
            id=name,
            state="open" if one.state == "waits" else one.state,
            seconds=round(seconds[name]) if name in seconds else None,
        )
        for name, one in now.steps.items()
    )
    return ChecklistRun(
        workshop=plan.id,
        checklist=plan.checklist,
        supplements=plan.supplements,
        level=plan.level,
        school=group.school,
        steps=steps,
        compared=now.compared[1] if now.compared else None,
        compared_record=now.compared[0] if now.compared else None,
        reader=now.reader is not None,
        one_adult=plan.adults == 1,
        two_codes=by_two_codes(now),
        closed=now.closed is not None,
        faults=faults([now]),
        counts={str(pot): number for pot, number in now.counts.items()},
        taken_at=taken_at,
        clock=clock,
        pcsol=pcsol,
    )
