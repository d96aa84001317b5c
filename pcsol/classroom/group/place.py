"""Where a group stands: its desk, its list, its course."""

from collections.abc import Callable
from dataclasses import dataclass

from pcsol.checklist.course import Course
from pcsol.checklist.desk import Desk
from pcsol.checklist.outline import Outline
from pcsol.model.workshop.room import Group, People, Plan

# A group's choice about a word of the glossary is the answer to a question of this name.
WORD = "word-"


@dataclass(frozen=True)
class Place:
    """One group of a workshop, at one moment. `questions`: the ids of those that it can be asked.

    `may_enter`: whether its tower may be opened, as it is known now: asked again before its first step, for what was
    known when the workshop was planned may have changed.
    """

    desk: Desk
    plan: Plan
    group: Group
    course: Course
    questions: frozenset[str] = frozenset()
    may_enter: Callable[[], bool] = lambda: True

    @property
    def outline(self) -> Outline:
        """The group's list."""
        return self.course.outline

    @property
    def own_plan(self) -> Plan:
        """The plan as this group may see it: of the other groups and of who is expected, nothing."""
        return self.plan.model_copy(update={"groups": (self.group,), "registered": People(), "place": ""})
