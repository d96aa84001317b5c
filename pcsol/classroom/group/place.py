"""Where a group stands: its desk, its list, its course."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pcsol.checklist import results
from pcsol.checklist.course import Course, last_that_can_be_undone
from pcsol.checklist.desk import Desk
from pcsol.checklist.outline import Outline
from pcsol.checklist.results import Result
from pcsol.model.workshop.booklets import AdviceBook
from pcsol.model.workshop.room import Group, People, Plan

# A group's choice about a word of the glossary is the answer to a question of this name.
WORD = "word-"


@dataclass(frozen=True)
class Place:
    """One group of a workshop, at one moment.

    `questions`: the ids of those that it can be asked; `read`: looks for what its tower said of itself since the
    group began; `books`: what to do about it. `may_enter`: whether its tower may be opened, as it is known now: asked
    again before its first step, for what was known when the workshop was planned may have changed. `settle`: lets none
    of the comparisons that are here count any more, but the one that is told now.
    """

    desk: Desk
    plan: Plan
    group: Group
    course: Course
    questions: frozenset[str]
    read: Callable[[Course], Result | None]
    books: tuple[AdviceBook, ...]
    may_enter: Callable[[], bool] = lambda: True
    settle: Callable[[str | None], None] = lambda _record: None
    _known: dict[Hashable, Result | None] = field(default_factory=dict, compare=False, repr=False)

    def result(self, now: Course) -> Result | None:
        """Return what its tower said of itself, read once for all that a device sends: what it depends on of a course
        is when it began, when it was opened again, what it was told, and what counts no more."""
        told = {one.record: place for place, one in enumerate(now.events) if one.record is not None}
        key = (now.began, now.opened_by, frozenset(now.outdated), tuple(sorted(told, key=told.__getitem__)))
        if key not in self._known:
            self._known[key] = self.read(now)
        return self._known[key]

    @property
    def compared_with(self) -> datetime | None:
        """When the look was taken that the comparison began with which the group was told; None: nobody knows."""
        told = self.course.compared
        found = self.result(self.course) if told is not None and told[0] is not None else None
        return found.comparison.before_at if found and told and found.record == told[0] else None

    @property
    def outline(self) -> Outline:
        """The group's list."""
        return self.course.outline

    @property
    def two_codes(self) -> bool:
        """Whether the second reader has a code of their own: a workshop of two adults that an earlier PCSol planned has
        none, and is ended by one."""
        return self.desk.second_code() is not None

    @property
    def undoable(self) -> str:
        """The id of what can be taken back last, "" for nothing."""
        last = last_that_can_be_undone(self.course)
        return last.id if last else ""

    @property
    def arrived(self) -> bool:
        """Whether the tower's result is here, and was not told to the group yet."""
        now = self.course
        if (
            now.accepted
            or now.held is not None
            or now.closed is not None
            or (now.now is not None and now.now.asks != "restart")
        ):
            return False
        found = self.result(now)
        return found is not None and (now.compared is None or now.compared[0] != found.record)

    def told(self, now: Course) -> list[dict[str, Any]]:
        """Return what the tower's result says to a group that stands there, as `compared` events; []: there is none."""
        found = self.result(now)
        return results.facts(found, results.advice(found, now, self.books)) if found else []

    @property
    def own_plan(self) -> Plan:
        """The plan as this group may see it: of the other groups and of who is expected, nothing."""
        return self.plan.model_copy(update={"groups": (self.group,), "registered": People(), "place": ""})
