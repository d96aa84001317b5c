"""What the page of a group is made of: one screen for each step, break and end, of which one is seen."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args

from markupsafe import Markup

from pcsol.checklist import results
from pcsol.checklist.counts import STAY, is_recount, left_over
from pcsol.checklist.course import UNDOABLE
from pcsol.checklist.outline import Outline, Part, questions
from pcsol.checklist.redo import advice_for, step_and_picture
from pcsol.classroom import words
from pcsol.classroom.group.place import Place
from pcsol.classroom.group.screens import flags, roles_at
from pcsol.i18n import _, language
from pcsol.judge.compare.rows import FINDINGS
from pcsol.model.workshop.booklets import Advice, Card, Entry, Question
from pcsol.model.workshop.steps import Part as PartName
from pcsol.model.workshop.steps import Step
from pcsol.store.workshops.shelf import Shelf

# The name of a flag, and what is shown with it: advice, step, picture.
Advised = tuple[str, Advice, Step | None, str | None]
# A part that people saw to be amiss: step, picture.
Seen = tuple[PartName, Step | None, str | None]


def facts(place: Place, shelf: Shelf, link: str, passed: str, now: datetime) -> dict[str, Any]:
    """Return what the template shows."""
    asked = questions(shelf.quizzes.get(place.outline.list.quiz or ""), place.plan.id, place.group.id)
    course = place.course
    advised, redos = _advised(place), _redos(place)
    return {
        "place": place, "course": course, "asked": asked, "passed": passed,
        "flags": flags(course, asked, passed) | ({"arrived"} if place.arrived else set()),
        "compared_with": place.compared_with,
        "link": link, "n": course.heard + 1, "undoable": place.undoable,
        "roles": roles_of(place, shelf), "rests": _rests(place, shelf),
        "redos": redos, "advised": advised,
        "done": sum(one.state in ("done", "skipped") for one in course.steps.values()),
        "since": (now - course.began).total_seconds() / 60 if course.began else 0,
        "drawings": _drawn(place, advised, redos) & shelf.drawings.keys(),
        "recounting": {name: is_recount(place.outline, name) for name in course.steps},
        "tried": {name: _tried(step) for name, step in place.outline.steps.items()},
        "must": {pot: left_over(pot, number) for pot, number in course.counts.items()},
        "data": _data(place, asked, link),
    }  # fmt: skip


def roles_of(place: Place, shelf: Shelf) -> dict[str, list[tuple[str, str, bool]]]:
    """Return for each step who does what: letter, role, whether this step is this role's."""
    titles = {card.id: card.title.said(language()) for book in shelf.roles.values() for card in book.roles}
    found = {}
    for name, step in place.outline.steps.items():
        given = words.letters(roles_at(place.outline, step, place.group.people).items())
        own = [(letter, titles.get(role) or _(words.ROLES[role]), role == step.role) for letter, role in given]
        found[name] = sorted(own)
    return found


def _rests(place: Place, shelf: Shelf) -> list[tuple[Part, Card | None, Entry | None]]:
    """Return each break with a card and a word; groups beside each other get others, to talk about."""
    cards = [card for book in shelf.cards.values() for card in book.cards]
    entries = [entry for book in shelf.glossaries.values() for entry in book.entries]
    turn = int(place.group.id[1:]) + place.plan.on.toordinal()
    rests = [phase for phase in place.outline.phases if phase.rest]
    return [
        (
            phase,
            cards[(turn + number) % len(cards)] if cards else None,
            entries[(turn + number) % len(entries)] if entries else None,
        )
        for number, phase in enumerate(rests)
    ]


def _redos(place: Place) -> list[Seen]:
    """Return for each part that can be amiss the step to do again, and its picture; the tower's screen says more."""
    found: dict[PartName, Seen] = {}
    for one in (advice for book in place.books for advice in book.advice):
        if one.part not in found:
            found[one.part] = (one.part, *step_and_picture(one, place.outline))
    return list(found.values())


def _advised(place: Place) -> list[Advised]:
    """Return for all that a comparison can find its advice, under the name of its flag, with its step and picture."""
    found = []
    parts: list[tuple[str, str | None]] = [*sorted(FINDINGS), *((part, None) for part in get_args(PartName))]
    for part, change in parts:
        one = next((told for book in place.books if (told := advice_for(book, part, change))), None)
        if one is not None:
            found.append((f"amiss:{part}:{change or ''}", one, *step_and_picture(one, place.outline)))
    return found


def _drawn(place: Place, advised: list[Advised], redos: list[Seen]) -> set[str]:
    of_steps = {step.drawing for step in place.outline.steps.values() if step.drawing is not None}
    of_steps |= {name for _flag, _advice, _step, name in advised if name is not None}
    return of_steps | {name for _part, _step, name in redos if name is not None} | {"stop"}


def for_script(outline: Outline) -> dict[str, Any]:
    """Return what `static/course.js` has to know of a list."""
    phases = {phase.id: number for number, phase in enumerate(outline.phases)}
    steps = [
        {
            "id": name, "minutes": step.minutes, "gate": step.gate is not None,
            "phase": phases[outline.phase_of(name).id], "rest": _rest_id(outline, name),
            "again": is_recount(outline, name), "restarts": step.asks == "restart", "powered": step.powered,
        }
        for name, step in outline.steps.items()
    ]  # fmt: skip
    return {
        "steps": steps, "rests": [phase.rest for phase in outline.phases], "undoable": UNDOABLE, "stay": STAY,
        "byComparison": outline.list.closed_by == "comparison",
    }  # fmt: skip


def _data(place: Place, asked: Sequence[Question], link: str) -> Markup:
    """Return the outline for the script: an island of JSON in the page, which no browser runs."""
    plain = {
        **for_script(place.outline),
        "workshop": place.plan.id, "group": place.group.id, "link": link, "questions": [one.id for one in asked],
        "arrived": place.arrived, "inside": _inside(place),
        "events": [one.to_json() for one in place.course.events], "words": words.script(),
        "hour": words.minutes(60 * 2 + 5), "minutes": words.minutes(7),
    }  # fmt: skip
    # "<" would let a text end the island.
    return Markup(json.dumps(plain, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


def _inside(place: Place) -> dict[PartName, str]:
    """Return for each part that an adult may read off the tower's screen the step that is done again inside."""
    told = {part: results.read_off("to-look-at", part, place.books, place.outline)[0] for part in get_args(PartName)}
    return {part: whole["step"] for part, whole in told.items() if "step" in whole}


def _tried(step: Step) -> list[PartName]:
    """Return what people try for themselves at a step: the tower runs. Sockets are one thing to them."""
    if not step.powered:
        return []
    return [one for one in step.checks if one in words.TRIED and not (one == "usb" and "ports" in step.checks)]


def _rest_id(outline: Outline, step: str) -> str | None:
    rest = outline.rest_before(step)
    return rest.id if rest else None
