"""Workshops for tests of the hub."""

from datetime import datetime
from typing import Any

from pcsol.checklist.desk import Desk
from pcsol.model.workshop.room import Event, Plan

NICKNAME = "Les Condensateurs"


def planned(number: str, at: datetime, **more: Any) -> Plan:
    """One hour with school towers, two groups."""
    return Plan.model_validate({
        "id": number, "checklist": "discovery", "level": "discovery", "on": at.date(), "adults": 1, "made_at": at,
        "groups": [
            {"id": "g1", "nickname": NICKNAME, "school": True}, {"id": "g2", "nickname": "Les Soudés", "school": True},
        ],
        "registered": {"bands": {"8-10": 8}}, **more,
    })  # fmt: skip


def event(plan: Plan, kind: str, n: int, at: datetime, **more: Any) -> Event:
    """Something that the first group did."""
    return Event.model_validate({
        "id": f"aaaaaaaa-{n}", "workshop": plan.id, "group": "g1", "kind": kind, "device": "aaaaaaaa", "n": n, "at": at,
        **more,
    })  # fmt: skip


def told(desk: Desk, at: datetime) -> str:
    """Let the first group have something to tell about a word, and return the word's id."""
    desk.add([event(desk.plan(), "answer", 1, at, question="word-screen", choice=1)])
    return "screen"
