"""What the pages are given: where workshops are kept, what lists there are, and a clock."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from starlette.requests import Request

from pcsol.checklist.course import Course, course
from pcsol.checklist.desk import Desk, Room, is_taken_late
from pcsol.checklist.entry import Obstacle
from pcsol.checklist.outline import Outline
from pcsol.checklist.results import Results
from pcsol.classroom.group.place import WORD, Place
from pcsol.errors import WorkshopError
from pcsol.model.workshop.booklets import Entry
from pcsol.model.workshop.room import Group, Plan
from pcsol.store.workshops.shelf import Shelf


class LinkEndedError(Exception):
    """The workshop of this link has ended."""


class Glossary(Protocol):
    """Where words are kept that groups told, and an adult accepted: by workshop. Raises StoreError."""

    def accepted(self, workshop: str) -> list[Entry]:
        """Return them."""

    def accept(self, workshop: str, entry: Entry) -> None:
        """Keep one, in the place of an earlier one of the same id."""

    def withdraw(self, workshop: str, name: str) -> None:
        """Take one away again."""


@dataclass
class Classroom:
    """`address`: how phones reach these pages, such as "http://192.168.1.20:8480"; `secret`: of the facilitator's.

    `base`: where the facilitator's pages are, if somebody else guards them (a hub); `home`: where those lead back to;
    `form_key`: what a hub wants in every form;
    `obstacle`: why a tower (its code, whether somebody says that it is a school tower) may not enter a workshop;
    `results`: what towers said of themselves; `structure`: whose workshop it is, as it stands on papers;
    `keep`: keeps what was done to a group's tower when the workshop ends, once (StoreError);
    `rings`: how often something was written to a workshop, so that open pages hear of it at once.
    """

    room: Room
    shelf: Shelf
    address: str
    secret: str
    obstacle: Callable[[str, bool], Obstacle | None]
    words: Glossary
    results: Results
    language: str = "fr"
    structure: str = ""
    base: str = ""
    home: str = ""
    form_key: str = ""
    keep: Callable[[Plan, Group, Course], None] = lambda _plan, _group, _now: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    rings: Counter[str] = field(default_factory=Counter)
    alone: threading.Lock = field(default_factory=threading.Lock)

    def outline(self, plan: Plan) -> Outline:
        """Return the list of a plan, at its level. Raises WorkshopError where the shelf does not hold it any more."""
        return self.shelf.outline_of(plan)

    def at(self, link: str, *, late: bool = False) -> Place | None:
        """Return the place that a group's link leads to; None: nobody's link. `late`: also for some hours after the
        end. Raises LinkEndedError and StoreError."""
        found = self.room.of_link(link)
        if found is None:
            return None
        desk, name = found
        if desk.ended() and not (late and is_taken_late(desk.plan(), desk.closed(), self.now())):
            raise LinkEndedError
        return self.place(desk, name)

    def place(self, desk: Desk, name: str) -> Place | None:
        """Return a group's place as it is now. Raises StoreError."""
        plan = desk.plan()
        for group in plan.groups:
            if group.id == name:
                outline = self.outline(plan)
                quiz = self.shelf.quizzes.get(outline.list.quiz or "")
                asked = [one.id for one in quiz.questions] if quiz else []
                entries = [f"{WORD}{one.id}" for book in self.shelf.glossaries.values() for one in book.entries]
                questions = frozenset((*asked, *entries))
                now = course(outline, desk.events(name))
                result, books = partial(self.results.result, plan, group), tuple(self.shelf.advice.values())
                may_enter, settle = partial(self._may_enter, group, outline), partial(self.results.settle, plan, group)
                return Place(desk, plan, group, now, questions, result, books, may_enter, settle)
        return None

    def begin(self, place: Place) -> None:
        """Note what is known of its tower before a group does its first thing. Raises StoreError."""
        if place.course.began is None:
            self.results.begin(place.plan, place.group)

    def _may_enter(self, group: Group, outline: Outline) -> bool:
        if group.tower is None or outline.list.tower == "none":
            return True
        return self.obstacle(group.tower, group.known_school) is None

    def desk(self, workshop: str) -> Desk | None:
        """Return the desk of a workshop; None where there is none of this id. Raises StoreError."""
        with suppress(WorkshopError):
            return self.room.desk(workshop)
        self.look_whether_it_is_there()
        return None

    def look_whether_it_is_there(self) -> None:
        """Raise StoreError where workshops cannot be read at the moment: those on a pulled stick are not gone."""
        self.room.of_link("")

    def ring(self, workshop: str) -> None:
        """Say that something was written."""
        self.rings[workshop] += 1


def of(request: Request) -> Classroom:
    """Return what this request was given by whoever let it in, else its application."""
    found: Classroom | None = getattr(request.state, "classroom", None)
    if found is None:
        found = request.app.state.classroom
    assert isinstance(found, Classroom)  # noqa: S101  # for the type checker
    return found
