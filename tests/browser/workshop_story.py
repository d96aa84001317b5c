"""A group's story from the first step to the end, told piece by piece: each screen is there once."""

from collections.abc import Iterator
from typing import Any

from pcsol.model.workshop.room import Event
from pcsol.model.workshop.steps import Step
from tests.browser.classroom import WORKSHOP, Classroom

RECORD = "8c2e9f54-7a31-4c0f-9e35-0d7c1b6a2f11"
_AFTER = "8c2e9f54-7a31-4c0f-9e35-0d7c1b6a2f12"  # another one, of the tower as it is then
_BAD = "8c2e9f54-7a31-4c0f-9e35-0d7c1b6a2f13"  # one that says what to do again inside
_DEVICE = "cccccccc"


def story(room: Classroom) -> Iterator[str]:
    """Let the group go on, from screen to screen; gives what is to be seen."""
    yield "the first step"
    tell(room, "help")
    for step in room.outline.steps.values():
        yield from _before(room, step)
        if step.asks is not None:
            yield from _asked(room, step)
        tell(room, "tick", step=step.id)
        if step.id == "C11":
            word = next(iter(room.shelf.glossaries.values())).entries[0]
            tell(room, "answer", question=f"word-{word.id}"[:40], choice=1)
            yield "the break"
    yield "the end, to look at again"
    tell(room, "compared", found="to-look-at", record=_BAD, step="E5")
    tell(room, "compared", found="to-look-at", record=_BAD, part="disk", change="slower", step="E5")
    yield "held"
    tell(room, "help")
    yield "held, and an adult is called"
    tell(room, "go-on", who="adult", step="E5")
    yield "the step again"
    for name in ("E5", "F1", "F2", "F3"):
        yield from _before(room, room.outline.steps[name])
        tell(room, "tick", step=name)
    tell(room, "compared", found="ok", record=_AFTER)
    yield "the end, as before but for what was seen"
    tell(room, "seen", part="memory", found="ok")
    yield "the end, as before"
    tell(room, "reader", who="adult")
    yield "the end, read again"
    tell(room, "close", who="adult")
    yield "closed"


def tell(room: Classroom, kind: str, **more: Any) -> None:
    """Another device of the group says this."""
    n = max((one.n for one in room.events()), default=0) + 1
    plain = {
        "id": f"{_DEVICE}-{n}", "workshop": WORKSHOP, "group": "g1", "kind": kind, "device": _DEVICE, "n": n,
        "at": room.plan.made_at, **more,
    }  # fmt: skip
    room.desk.add([Event.model_validate(plain)])


def _before(room: Classroom, step: Step) -> Iterator[str]:
    if step.id == "C1":
        tell(room, "stop")
        yield "STOP"
        tell(room, "go-on", who="adult")
    if step.gate:
        yield f"the gate of {step.id}"
        tell(room, "call", step=step.id)
        tell(room, "gate", step=step.id, who="adult")


def _asked(room: Classroom, step: Step) -> Iterator[str]:
    if step.asks == "restart":
        tell(room, "seen", part="memory", found="to-look-at")
        tell(room, "compared", found="to-look-at", record=RECORD)
        tell(room, "compared", found="to-look-at", record=RECORD, part="disk", change="slower")
    if step.asks == "counts":
        tell(room, "count", pot="pot-2", number=6, step=step.id)
    yield f"what {step.id} asks"
    if step.asks == "restart":
        yield from _opened_again(room)
    if step.asks == "quiz":
        for one in next(iter(room.shelf.quizzes.values())).questions:
            tell(room, "answer", question=one.id, choice=1)
        yield "the quiz is done"


def _opened_again(room: Classroom) -> Iterator[str]:
    """The step before is taken back and done again: the comparison tells no more of the tower."""
    last = [one for one in room.events() if one.kind == "tick"][-1]
    tell(room, "undo", of=last.id)
    yield "opened again"
    if room.outline.steps[last.step or ""].gate:
        tell(room, "gate", step=last.step, who="adult")
    tell(room, "tick", step=last.step)
