"""Small lists and stories for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pcsol.checklist.outline import Outline, outline
from pcsol.model.workshop.room import Event, Plan
from pcsol.model.workshop.steps import Checklist, Level, StepsFile

START = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
WORKSHOP = "0123456789ab"


def step(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "short": {"fr": f"Faire {name}.", "en": f"Do {name}."}, "minutes": 2, **more}


def small(level: Level = "explorer", **more: Any) -> Outline:
    """Two phases and a break: A1, A2 behind an adult, then the break, then C1 and C8 (for experts)."""
    steps = StepsFile.model_validate({
        "schema": "pcsol/workshop/1", "kind": "steps", "id": "small-steps", "title": "Petit",
        "steps": [step("A1"), step("A2", gate="adult"), step("C1"), step("C8", level="expert")],
    })  # fmt: skip
    wanted = Checklist.model_validate({
        "schema": "pcsol/workshop/1", "kind": "checklist", "id": "small", "title": "Petit", "text": "Petit.",
        "people": "young", "steps_of": "small-steps",
        "phases": [
            {"id": "A", "title": "Avant", "use": ["A1", "A2"]}, {"id": "P", "title": "Pause", "rest": 20},
            {"id": "C", "title": "Dedans", "use": ["C1", "C8"]},
        ], **more,
    })  # fmt: skip
    return outline(wanted, [steps], level=level)


def event(kind: str, n: int, device: str = "aaaaaaaa", **more: Any) -> Event:
    return Event.model_validate({
        "id": f"{device}-{n}", "workshop": WORKSHOP, "group": "g1", "kind": kind, "device": device, "n": n,
        "at": START + timedelta(minutes=n), **more,
    })  # fmt: skip


def plan(**more: Any) -> Plan:
    """A workshop of two groups, g1 and g2, at one tower each."""
    return Plan.model_validate({
        "id": WORKSHOP, "checklist": "small", "level": "explorer", "on": START.date(), "made_at": START,
        "groups": [
            {"id": "g1", "nickname": "Les Loutres", "tower": "VAL-0042-D"}, {"id": "g2", "nickname": "Les Pies"},
        ], **more,
    })  # fmt: skip


def closing_up() -> Outline:
    """A1; inside, E2, and E3 behind an adult; F1 where an adult lets it be plugged in, F3 where it compares itself, F4
    while it runs, then G1. Closed by a comparison."""
    steps = StepsFile.model_validate({
        "schema": "pcsol/workshop/1", "kind": "steps", "id": "small-steps", "title": "Petit",
        "steps": [
            step("A1", asks="counts"), step("E2", asks="counts"), step("E3", gate="adult"), step("F1", gate="adult"),
            step("F3", asks="restart", powered=True), step("F4", powered=True, checks=["ports", "sound"]), step("G1"),
        ],
    })  # fmt: skip
    wanted = Checklist.model_validate({
        "schema": "pcsol/workshop/1", "kind": "checklist", "id": "closing-up", "title": "Petit", "text": "Petit.",
        "people": "young", "steps_of": "small-steps", "closed_by": "comparison",
        "phases": [{"id": "A", "title": "Tout", "use": ["A1", "E2", "E3", "F1", "F3", "F4", "G1"]}],
    })  # fmt: skip
    return outline(wanted, [steps], level="explorer")


def ending() -> Outline:
    """A1, then F1 where the tower compares itself, then G1; closed by a comparison."""
    steps = StepsFile.model_validate({
        "schema": "pcsol/workshop/1", "kind": "steps", "id": "small-steps", "title": "Petit",
        "steps": [step("A1"), step("F1", asks="restart"), step("G1")],
    })  # fmt: skip
    wanted = Checklist.model_validate({
        "schema": "pcsol/workshop/1", "kind": "checklist", "id": "ending", "title": "Petit", "text": "Petit.",
        "people": "young", "steps_of": "small-steps", "closed_by": "comparison",
        "phases": [{"id": "A", "title": "Tout", "use": ["A1", "F1", "G1"]}],
    })  # fmt: skip
    return outline(wanted, [steps], level="explorer")
