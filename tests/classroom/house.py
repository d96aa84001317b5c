"""A classroom as `pcsol checklist serve` makes it: folders, real pages, a small list of its own."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pcsol.checklist.entry import Obstacle
from pcsol.classroom.app import build
from pcsol.classroom.classroom import Classroom
from pcsol.model.workshop import booklets
from pcsol.model.workshop.room import Event, Plan
from pcsol.model.workshop.steps import Checklist, StepsFile
from pcsol.store.workshops.desk import FolderRoom
from pcsol.store.workshops.results import FolderResults
from pcsol.store.workshops.shelf import Shelf
from pcsol.store.workshops.words import FolderWords

SECRET = "the-facilitators-own"
WORKSHOP = "0123456789ab"
START = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


def _text(french: str, english: str) -> dict[str, str]:
    return {"fr": french, "en": english}


def _step(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "short": _text(f"Faire {name}.", f"Do {name}."), "minutes": 2, **more}


_HEAD = {"schema": "pcsol/workshop/1", "title": "Petit"}
STEPS = StepsFile.model_validate({**_HEAD, "kind": "steps", "id": "small-steps", "steps": [
    _step("A1", detail="Lire <tout>.", goal="Savoir.", mistake="Aller trop vite."), _step("A2", gate="adult"),
    _step("C1", asks="counts"), _step("C2", asks="counts"),
    _step("F1", asks="restart"), _step("G1", asks="quiz"), _step("G2", asks="opinion"),
]})  # fmt: skip


def _list(name: str, **more: Any) -> Checklist:
    return Checklist.model_validate({
        **_HEAD, "kind": "checklist", "id": name, "title": _text(f"Liste {name}", f"List {name}"), "text": "Petit.",
        "people": "young", "steps_of": "small-steps", "quiz": "quiz", "material": "material", "phases": [
            {"id": "A", "title": _text("Avant", "Before"), "use": ["A1", "A2"]},
            {"id": "P", "title": "Pause", "rest": 20}, {"id": "C", "title": "Dedans", "use": ["C1", "F1", "G1", "G2"]},
        ], **more,
    })  # fmt: skip


QUIZ = booklets.Quiz.model_validate({**_HEAD, "kind": "quiz", "id": "quiz", "ask": 2, "questions": [
    {"id": f"q{n}", "question": f"Question {n} ?", "answers": ["Oui", "Non"], "right": 1, "why": f"Parce que {n}."}
    for n in range(1, 4)
]})  # fmt: skip
SHELF = Shelf(
    checklists={one.id: one for one in (
        _list("counting", phases=[{"id": "A", "title": "Compter", "use": ["A1", "C1", "C2"]}]),
        _list("small"), _list("given", closed_by="comparison"), _list("many", many_towers=True, tower="school"),
    )},
    steps={"small-steps": STEPS},
    quizzes={"quiz": QUIZ},
    cards={"cards": booklets.Cards.model_validate({
        **_HEAD, "kind": "cards", "id": "cards", "seen": "2026-11", "cards": [
        {"id": "c", "title": "Carte", "question": "Qui ?", "dangerous": "Aïe.", "cool": "Ouah.", "reflex": "Dire non."},
    ]})},
    glossaries={"glossary": booklets.Glossary.model_validate({
        **_HEAD, "kind": "glossary", "id": "glossary", "entries": [
        {"id": "w", "word": "Mémoire", "short": "Retient.", "dangerous": "Oublie.", "cool": "Rapide."},
    ]})},
    names={"names": booklets.Names.model_validate({
        **_HEAD, "kind": "names", "id": "names", "names": ["Les Puces", "Les Écrans", "Les Câbles", "Les Piles"],
    })},
    advice={"advice": booklets.AdviceBook.model_validate({**_HEAD, "kind": "advice", "id": "advice",
        "advice": [{"part": "memory", "text": "Rouvre et appuie jusqu’au clic.", "redo": "C1"}],
        "no_start": [{"part": "memory", "text": "Remets la mémoire.", "redo": "C1"}],
    })},
    signals={"signals": booklets.Signals.model_validate({**_HEAD, "kind": "signals", "id": "signals", "makers": [
        {"maker": "Exemple", "source": "choix local", "signals": [
            {"by": "beeps", "pattern": "3", "meaning": "Mémoire"},
        ]},
    ]})},
    material={"material": booklets.Material.model_validate({**_HEAD, "kind": "material", "id": "material", "items": [
        {"id": "mat", "text": "tapis", "per": "tower"},
    ]})},
)  # fmt: skip


class House:
    """A classroom, a workshop in it with two groups, and a browser that runs no script."""

    def __init__(self, home: Path, checklist: str = "small", adults: int = 1) -> None:
        self.home, self.at = home, START
        self.refused: dict[str, str] = {}
        self.room = Classroom(
            FolderRoom(home, self.now),
            SHELF,
            "http://192.0.2.7:8480",
            SECRET,
            self.obstacle,
            FolderWords(home),
            FolderResults(home),
            now=self.now,
        )
        self.desk = self.room.room.open(Plan.model_validate({
            "id": WORKSHOP, "checklist": checklist, "level": "explorer", "on": date(2026, 11, 28), "place": "Valmy",
            "adults": adults,
            "groups": [
                {"id": "g1", "nickname": "Les Puces", "tower": "VAL-0042-D"},
                {"id": "g2", "nickname": "Les Écrans", "tower": "VAL-0043-E"},
            ], "registered": {"bands": {"11-14": 7}}, "made_at": START,
        }))  # fmt: skip
        self.link, self.code = self.desk.link("g1"), self.desk.code()
        self.client = self.browser()

    def browser(self, language: str = "fr") -> TestClient:
        return TestClient(build(self.room), headers={"accept-language": language}, follow_redirects=False)

    def now(self) -> datetime:
        return self.at

    def passes(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    def obstacle(self, code: str, school: bool) -> Obstacle | None:
        return Obstacle(self.refused[code], "Effacez.") if code in self.refused and not school else None

    def page(self, more: str = "") -> str:
        answer = self.client.get(f"/g/{self.link}{more}")
        assert answer.status_code == 200
        return answer.text

    def does(self, **fields: str) -> int:
        return self.client.post(f"/g/{self.link}/do", data=fields).status_code

    def facilitator(self, **fields: str) -> str:
        answer = self.client.post(f"/f/{SECRET}/w/{WORKSHOP}/do", data={"group": "g1", **fields})
        assert answer.status_code == 303
        return answer.headers["location"]

    def sends(self, *events: dict[str, Any], **more: Any) -> Any:
        answer = self.client.post(f"/g/{self.link}/events", json={"events": events, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def event(self, kind: str, n: int, device: str = "aaaaaaaa", **more: Any) -> dict[str, Any]:
        return {
            "id": f"{device}-{n}", "workshop": WORKSHOP, "group": "g1", "kind": kind, "device": device, "n": n,
            "at": self.at.isoformat(), **more,
        }  # fmt: skip

    def kept(self, group: str = "g1") -> tuple[Event, ...]:
        return self.desk.events(group)

    def kinds(self, group: str = "g1") -> list[str]:
        return [one.kind for one in self.desk.events(group)]


def screen(page: str) -> str:
    """Return the name of the one screen that is seen."""
    seen = re.findall(r'data-if="on:([\w-]+)">', page)
    assert len(seen) == 1, seen
    return seen[0]


def seen(page: str) -> set[str]:
    """Return the names of all parts that are seen."""
    return set(re.findall(r'data-if="([\w:-]+)">', page))


def island(page: str) -> Any:
    """Return what the page hands to its script."""
    found = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])
