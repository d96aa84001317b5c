"""What is kept of each tower when the workshop of a page ends: a record of kind "checklist", as a terminal keeps it."""

from pathlib import Path

from pcsol import __version__
from pcsol.checklist import kept
from pcsol.checklist.course import Course
from pcsol.model.record import Record, TowerRef
from pcsol.model.workshop.room import Group, Plan
from pcsol.store import find, records
from pcsol.store.records import Moment


def keep(home: Path, plan: Plan, group: Group, now: Course, when: Moment) -> None:
    """Keep the record of a group that is done, once: whoever ends a workshop again makes no second one.

    A group without a coded tower leaves none. Raises StoreError.
    """
    if group.tower is None or now.closed is None or record_of(home, plan, group):
        return
    body = kept.body(plan, group, now, when.taken_at, when.clock, __version__)
    records.keep(home, "checklist", body, TowerRef(code=group.tower), when)


def record_of(home: Path, plan: Plan, group: Group) -> Record | None:
    """Return what is kept already of a group's tower in this workshop; None: nothing."""
    for one in find.everything(home).records:
        if one.kind == "checklist" and one.tower.code == group.tower and one.body.get("workshop") == plan.id:
            return one
    return None
