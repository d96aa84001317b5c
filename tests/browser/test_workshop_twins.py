"""The page's script reads any story as PCSol does: states, screens and refusals, over stories that nobody wrote."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser, Page

import pcsol.classroom
from pcsol.checklist.course import Course, course, last_that_can_be_undone, refusal
from pcsol.classroom.group import screens
from pcsol.classroom.group.view import for_script
from pcsol.model.workshop.booklets import Question
from pcsol.model.workshop.room import Event
from pcsol.store.workshops.shelf import load_workshops
from tests.unit.checklist.rooms import closing_up, event
from tests.unit.checklist.stories import stories

pytestmark = pytest.mark.machine
_SCRIPT = Path(pcsol.classroom.__file__).parent / "static/course.js"
_OUTLINE = closing_up()
_STEPS = tuple(_OUTLINE.steps)
_QUIZ = [
    Question.model_validate({"id": name, "question": "?", "answers": ["a", "b"], "right": 1, "why": "."})
    for name in ("q1", "q2")
]
_READ = """([plan, told, asked]) => {
  const now = Course.read(plan, told);
  const steps = now.order.map((one) => [one.id, one.state, one.gated, one.called]);
  const state = {
    steps: steps, now: now.now && now.now.id, held: now.held, redo: now.redo, stopped: now.stopped, helps: now.helps,
    closed: now.closed, closedBy: now.closedBy, releasedBy: now.releasedBy, compared: now.compared, record: now.record,
    outdated: [...new Set(now.outdated)].sort(), amiss: now.amiss, reader: now.reader, readBy: now.readBy,
    began: now.began, heard: now.heard, counts: now.counts, recounts: now.recounts, answers: now.answers,
    faces: now.faces, seen: now.seen,
    undoable: now.undoable && now.undoable.id, left: Course.minutesLeft(now), flags: [...Course.flags(now, "")].sort(),
    refused: asked.map((one) => Course.refusal(now, one, plan.byComparison)),
  };
  return JSON.stringify(state, (_name, value) => (value === undefined ? null : value));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(path=str(_SCRIPT))
    yield page
    context.close()


@settings(
    max_examples=300, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(story=stories(_OUTLINE))
def test_the_script_reads_any_story_as_pcsol_does(page: Page, story: list[Event]) -> None:
    now = course(_OUTLINE, story)
    asked = list(_asked(now))
    plan = {**for_script(_OUTLINE), "questions": [one.id for one in _QUIZ]}
    told = page.evaluate(_READ, [plan, [one.to_json() for one in story], [one.to_json() for one in asked]])
    assert json.loads(told) == _state(now, asked)


def test_the_script_opens_a_list_with_steps_between_two_starts_again_as_pcsol_does(page: Page) -> None:
    outline = load_workshops().outline("f3")
    gates = [event("gate", 1, step=name, who="adult") for name, one in outline.steps.items() if one.gate]
    told = [*gates, *(event("tick", n, step=name) for n, name in enumerate(outline.steps, 2))]
    told += [
        event("compared", 30, found="to-look-at", step="E2", who="adult"),
        event("go-on", 31, step="E2", who="adult"),
    ]
    plan = {**for_script(outline), "questions": []}
    read = json.loads(page.evaluate(_READ, [plan, [one.to_json() for one in told], []]))
    steps = course(outline, told).steps.items()
    assert [one[:2] for one in read["steps"]] == [[name, one.state] for name, one in steps]
    assert [name for name, one in steps if one.state == "open"] == ["A4", "B1", "C2", "D1"]


def _state(now: Course, asked: list[Event]) -> dict[str, Any]:
    last = last_that_can_be_undone(now)
    plain = {
        "steps": [
            [name, "open" if one.state == "waits" else one.state, one.gated, one.called]
            for name, one in now.steps.items()
        ],
        "now": now.now.id if now.now else None, "held": now.held, "redo": now.redo, "stopped": now.stopped,
        "helps": now.helps, "closed": now.closed, "closedBy": now.closed_by, "releasedBy": now.released_by,
        "compared": now.compared[1] if now.compared else None, "record": now.compared[0] if now.compared else None,
        "outdated": sorted(now.outdated), "amiss": [f"amiss:{part}:{change or ''}" for part, change in now.amiss],
        "reader": now.reader, "readBy": now.read_by, "began": now.began, "heard": now.heard, "counts": now.counts,
        "recounts": now.recounts, "answers": now.answers, "faces": now.faces, "seen": now.seen,
        "undoable": last.id if last else None, "left": now.minutes_left, "flags": sorted(screens.flags(now, _QUIZ)),
        "refused": [refusal(now, one) for one in asked],
    }  # fmt: skip
    found: dict[str, Any] = json.loads(json.dumps(plain, default=lambda at: event("stop", 1, at=at).to_json()["at"]))
    return found


def _asked(now: Course) -> Iterator[Event]:
    """What might be said next: everything, by everybody."""
    n = now.heard + 1
    for who in ("group", "adult"):
        for kind in get_args(Event.model_fields["kind"].annotation):
            for more in _said(kind, now):
                yield event(kind, n, "dddddddd", who=who, **more)


def _said(kind: str, now: Course) -> list[dict[str, Any]]:
    match kind:
        case "tick" | "gate" | "call" | "skip":
            return [{"step": name} for name in (*_STEPS, "Z9")]
        case "undo":
            return [{"of": one.id} for one in now.events]
        case "compared":
            return [{"found": "ok", "record": "r2"}, {"found": "to-look-at", "record": "r1", "part": "memory"}]
        case "close":
            return [{"adult": 1}, {"adult": 2}, {}]
    return [{}]
