"""Which screen a group sees: the names that `static/course.js` works out without the network."""

from collections.abc import Iterable, Sequence

from pcsol.checklist.counts import differing
from pcsol.checklist.course import Course, Standing, last_that_can_be_undone, roles
from pcsol.checklist.outline import Outline
from pcsol.classroom.group.place import WORD
from pcsol.model.workshop.booklets import Question
from pcsol.model.workshop.steps import Role, Step


def screen(now: Course, passed: str = "") -> str:
    """Return the name of the screen. `passed`: the id of the break that this device has ended."""
    if now.closed is not None:
        return "closed"
    if now.stopped is not None:
        return "stop"
    if now.held is not None:
        return "held"
    step = now.now
    if step is None:
        return "end"
    rest = now.outline.rest_before(step.id)
    return f"step-{step.id}" if rest is None or rest.id == passed else f"rest-{rest.id}"


def flags(now: Course, asked: Sequence[Question], passed: str = "") -> set[str]:
    """Return the names of all that is to be seen."""
    found = {f"on:{screen(now, passed)}", *_of_end(now), *_of_quiz(now, asked)}
    found.add("helped" if now.helps is not None else "unhelped")
    found.add("unheld" if now.held is None else "held")
    found.add("running" if now.closed is None else "over")
    found.add("undoable" if _can_undo(now) else "not-undoable")
    for name, standing in now.steps.items():
        found.add(f"shut:{name}" if standing.shut else f"gated:{name}")
        found.add(f"called:{name}" if standing.called is not None else f"uncalled:{name}")
    return found


def roles_at(outline: Outline, step: Step, people: int) -> dict[Role, int]:
    """Return who has which role at a step: persons are numbers from 1."""
    return roles(Course(outline, {step.id: Standing(step)}), people)


def _of_end(now: Course) -> Iterable[str]:
    yield f"compared:{_compared(now)}"
    yield "read" if now.reader is not None else "unread"
    yield "closable" if now.closable else "not-closable"
    yield from (f"off:{pot}" for pot in differing(now.counts, now.recounts))
    if not now.accepted:
        yield from (f"amiss:{part}:{change or ''}" for part, change in now.amiss)
    yield from (f"seen:{part}" for part, found in now.seen.items() if found == "to-look-at")
    yield from (f"works:{part}" for part, found in now.seen.items() if found == "ok")


def _compared(now: Course) -> str:
    """Nobody is told that every part is back where somebody saw one that does not work."""
    if now.compared is None:
        return "none"
    return "doubted" if now.compared[1] == "ok" and not now.accepted else now.compared[1]


def _of_quiz(now: Course, asked: Sequence[Question]) -> Iterable[str]:
    answered = [one for one in asked if one.id in now.answers]
    open_ = next((one for one in asked if one.id not in now.answers), None)
    yield f"ask:{open_.id}" if open_ else "asked"
    if answered:
        yield f"why:{answered[-1].id}"
    yield from (f"chose:{one.id}:{now.answers[one.id]}" for one in answered)
    yield from (f"told:{name}" for name in now.answers if name.startswith(WORD))


def _can_undo(now: Course) -> bool:
    found = last_that_can_be_undone(now)
    return found is not None and found.who != "adult" and now.closed is None and now.held is None
