"""Stories that nobody would write by hand: late, twice, out of turn, from several devices, up to a workshop's end."""

from collections.abc import Mapping
from typing import Any, get_args

from hypothesis import strategies as st

from pcsol.checklist.course import Course, course
from pcsol.checklist.outline import Outline
from pcsol.model.workshop.room import Event
from tests.unit.checklist.rooms import event

_Plain = dict[str, Any]
_DEVICES = ("aaaaaaaa", "bbbbbbbb", "cccccccc")


@st.composite
def stories(draw: st.DrawFn, plan: Outline) -> list[Event]:
    """A course of this list that goes well for a while; then what fits, and what does not, mixed."""
    story = _went_well(plan, draw(st.integers(0, 14)))
    n = len(story)
    for _turn in range(draw(st.integers(0, 14))):
        n += draw(st.integers(0, 2))
        for device in draw(st.sets(st.sampled_from(_DEVICES), min_size=1, max_size=2)):
            plain = _fitting(course(plan, story)) if draw(st.booleans()) else draw(_anything(plan, story))
            found = event(n=max(n, 1), device=device, **plain)
            if found.id not in {one.id for one in story}:
                story.append(found)
    return story


def _went_well(plan: Outline, events: int) -> list[Event]:
    story: list[Event] = []
    for n in range(1, events + 1):
        story.append(event(n=n, **_fitting(course(plan, story))))
    return story


def _fitting(now: Course) -> _Plain:
    """What comes next where nothing goes wrong but the first comparison."""
    if now.held is not None:
        return {"kind": "go-on", "who": "adult", "step": now.redo[0]}
    if now.stopped is not None:
        return {"kind": "go-on", "who": "adult"}
    if now.now is not None:
        waits = now.now.gate is not None and not now.steps[now.now.id].gated
        return {"kind": "gate" if waits else "tick", "who": "adult" if waits else "group", "step": now.now.id}
    return _at_the_end(now)


def _at_the_end(now: Course) -> _Plain:
    if now.compared is None and now.released is None:
        return {"kind": "compared", "record": "r1", "found": "to-look-at", "step": "E2"}
    if not now.accepted:
        return {"kind": "compared", "who": "adult", "found": "ok"}
    return {"kind": "reader" if now.reader is None else "close", "who": "adult"}


@st.composite
def _anything(draw: st.DrawFn, plan: Outline, story: list[Event]) -> _Plain:
    """One kind of event, and what it says; a step may be one of no list."""
    step = st.sampled_from([*plan.steps, "Z9"])
    at_a_step: dict[str, st.SearchStrategy[Any]] = {"step": step}
    more: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
        "undo": {"of": st.sampled_from([one.id for one in story])} if story else {},
        "count": {"step": step, "pot": st.sampled_from(["pot-1", "pot-2", "parts"]), "number": st.integers(0, 2)},
        "answer": {"question": st.sampled_from(["q1", "word-w"]), "choice": st.integers(1, 2)},
        "face": {"choice": st.integers(1, 3), "number": st.integers(0, 2)},
        "seen": {"part": _PARTS, "found": _STATES},
        "compared": {
            "record": st.sampled_from([None, "r1", "r2"]), "found": _STATES, "part": _PARTS,
            "change": st.sampled_from(["missing", None]), "step": st.none() | step,
        },
        "reader": {"adult": st.sampled_from([None, 1, 2])}, "close": {"adult": st.sampled_from([None, 1, 2])},
        "tick": at_a_step, "gate": at_a_step, "call": at_a_step, "skip": at_a_step, "go-on": {"step": st.none() | step},
    }  # fmt: skip
    kind = draw(st.sampled_from(_KINDS if story else [one for one in _KINDS if one != "undo"]))
    said = {name: draw(values) for name, values in more.get(kind, {}).items()}
    return {"kind": kind, "who": draw(st.sampled_from(["group", "adult"])), **said}


_KINDS: tuple[str, ...] = get_args(Event.model_fields["kind"].annotation)
_STATES = st.sampled_from(["ok", "to-look-at", "not-measurable", None])
_PARTS = st.sampled_from(["memory", "ports", None])
