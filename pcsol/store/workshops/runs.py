"""What is kept of each tower when the workshop of a page ends: a record of kind "checklist", as a terminal keeps it."""

from pathlib import Path

from pcsol import __version__
from pcsol.checklist import kept
from pcsol.checklist.course import Course
from pcsol.model.record import TowerRef
from pcsol.model.workshop.room import Group, Plan
from pcsol.store import find, records
from pcsol.store.records import Moment


def keep(home: Path, plan: Plan, group: Group, now: Course, when: Moment) -> None:
    """Keep the record of a group that is done, once: whoever ends a workshop again makes no second one.

    A group without a coded tower leaves none. Raises StoreError.
    """
    if group.tower is None or now.closed is None or _is_kept(home, plan, group.tower):
        return
    body = kept.body(plan, group, now, when.taken_at, when.clock, __version__)
    records.keep(home, "checklist", body, TowerRef(code=group.tower), when)


def _is_kept(home: Path, plan: Plan, code: str) -> bool:
    return any(
        one.kind == "checklist" and one.tower.code == code and one.body.get("workshop") == plan.id
        for one in find.everything(home).records
    )
