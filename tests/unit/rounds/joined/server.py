"""A room's server in memory, and who sits down at a terminal that joins it."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pcsol.model.workshop.room import Event
from pcsol.push.wire.line import Answer, Silence
from pcsol.rounds.workshop.joined import Joined, join
from tests.unit.checklist.rooms import START, event, plan

PATH = "/g/abcdefghijkl"
RECORD = "11111111-2222-3333-4444-555555555555"


class Server:
    """A room's server in memory: what `GET …/story` and `POST …/events` promise."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.away = self.ended = self.late = self.arrived = False
        self.code = "1234"
        self.results: list[list[dict[str, Any]]] = []
        self.asked: list[str] = []

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer | Silence:
        self.asked.append(f"{method} {path}")
        if self.away:
            return Silence("no route to host")
        if not path.startswith(PATH):
            return Answer(404)
        if self.ended and not (self.late and method == "POST"):
            return Answer(410)
        if (method, path, body) == ("POST", f"{PATH}/do", b"do=result"):
            return self._told()
        refused = self._take(json.loads(body)) if method == "POST" else []
        story = [one.to_json() for one in self.events.values()]
        if self.ended:
            return Answer(200, {"events": story[-1:], "over": True, "refused": refused})
        return Answer(200, {
            "plan": plan().to_json(), "events": story, "refused": refused, "arrived": self.arrived,
            "compared_with": "Compared with the look of 28 Nov.",
        })  # fmt: skip

    def _told(self) -> Answer:
        """What the tower says of itself, told in the story; 409: nothing is here."""
        if not self.results:
            return Answer(409)
        for fact in self.results.pop(0):
            n = max((one.n for one in self.events.values()), default=0) + 1
            one = event("compared", n, device="cccccccc", record=RECORD, **fact)
            self.events[one.id] = one
        self.arrived = False
        return Answer(303)

    def _take(self, sent: dict[str, Any]) -> list[dict[str, str]]:
        refused = []
        for plain in sent["events"]:
            one = Event.from_json(plain)
            if (one.who == "adult" and sent.get("adult") != self.code) or (one.kind, one.who) == ("compared", "group"):
                refused.append({"id": one.id, "why": "only-an-adult"})
            else:
                self.events[one.id] = one
        return refused


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def sits_down(server: Server, home: Path, clock: Clock) -> Joined:
    return join(server, PATH, home, clock)
