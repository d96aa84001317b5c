"""A group that a server keeps: the network drops, the power goes, an adult types; nothing is lost or invented."""

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pcsol.checklist.course import course
from pcsol.commands.checklist.table.result import finder
from pcsol.errors import WorkshopError
from pcsol.i18n import speaking
from pcsol.model.workshop.room import Event
from pcsol.push.wire.line import Answer, Silence
from pcsol.render.console import Screen
from pcsol.render.keys import Keyboard
from pcsol.rounds.workshop.group import Table
from pcsol.rounds.workshop.joined import Joined, join, parts
from pcsol.store.workshops.results import FolderResults
from pcsol.store.workshops.shelf import Shelf
from tests.unit.checklist.rooms import START, event, plan, small

PATH = "/g/abcdefghijkl"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


class Server:
    """A room's server in memory: what `GET …/story` and `POST …/events` promise."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.away = self.ended = self.late = self.arrived = False
        self.code = "1234"
        self.asked: list[str] = []

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer | Silence:
        self.asked.append(f"{method} {path}")
        if self.away:
            return Silence("no route to host")
        if not path.startswith(PATH):
            return Answer(404)
        if self.ended and not (self.late and method == "POST"):
            return Answer(410)
        refused = self._take(json.loads(body)) if method == "POST" else []
        story = [one.to_json() for one in self.events.values()]
        if self.ended:
            return Answer(200, {"events": story[-1:], "over": True, "refused": refused})
        return Answer(200, {
            "plan": plan().to_json(), "events": story, "refused": refused, "arrived": self.arrived,
        })  # fmt: skip

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


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sits_down(server: Server, home: Path, clock: Clock) -> Joined:
    return join(server, PATH, home, clock)


def test_what_is_told_is_at_the_server_and_what_others_told_is_heard(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    assert here.tell("tick", step="A1") == "kept"
    server.events["bbbbbbbb-9"] = event("help", 9, device="bbbbbbbb")
    here.hear()
    assert [one.kind for one in here.events()] == ["tick", "help"]
    assert here.tell("stop") == "kept"
    assert max(one.n for one in server.events.values()) == 10, "higher than all that was heard"


def test_without_the_network_work_goes_on_and_is_sent_later(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    assert here.tell("tick", step="A1") == "waits"
    assert here.standing()[1] is False
    server.away = False
    clock.passes(11)
    here.hear()
    assert [one.step for one in server.events.values()] == ["A1"]
    assert here.standing()[1] is True


def test_while_the_network_is_away_nobody_waits_for_it_at_each_key(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    here.tell("help")
    tries = len(server.asked)
    for _key in range(5):
        here.tell("help")
    assert len(server.asked) == tries


def test_a_power_cut_without_the_network_loses_nothing(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.tell("tick", step="A1")
    server.away = True
    here.tell("call", step="A2")
    again = sits_down(server, pcsol_home, clock)
    assert course(small(), again.events()).steps["A2"].state == "waits"
    server.away = False
    clock.passes(11)
    again.hear()
    assert {one.kind for one in server.events.values()} == {"tick", "call"}


def test_only_the_code_that_the_server_knows_opens_a_gate(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.tell("tick", step="A1")
    assert here.tell("gate", "9999", step="A2") == "wrong-code"
    assert not course(small(), here.events()).steps["A2"].gated
    assert here.tell("gate", "1234", step="A2") == "kept"
    assert course(small(), here.events()).steps["A2"].gated


def test_without_the_network_a_gate_waits(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    assert here.tell("gate", "1234", step="A2") == "no-network"
    server.away = False
    clock.passes(11)
    here.hear()
    assert server.events == {}, "an adult's word is never sent later, by whoever sits there then"


def test_what_waits_long_is_sent_in_pieces(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.away = True
    for _event in range(120):
        here.tell("help")
    server.away = False
    clock.passes(11)
    here.hear()
    assert len(server.events) == 120


def test_a_first_join_needs_the_server_and_a_known_link(server: Server, pcsol_home: Path, clock: Clock) -> None:
    with pytest.raises(WorkshopError, match="no workshop"):
        join(server, "/g/another-link", pcsol_home, clock)
    server.away = True
    with pytest.raises(WorkshopError, match="does not answer"):
        sits_down(server, pcsol_home, clock)


def test_a_link_that_ended_with_its_workshop_is_no_network_that_is_away(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    server.ended = True
    here.hear()
    assert here.standing() == ("The workshop is closed: this link has ended.", False)


def test_what_waits_here_when_its_workshop_is_ended_is_sent_or_counted(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.tell("tick", step="A1")
    server.away = True
    here.tell("help")
    server.away, server.ended = False, True
    clock.passes(30)
    here.hear()
    assert here.standing() == ("The workshop is closed. Not sent from here: 1. Tell an adult.", False)
    server.late = True
    clock.passes(30)
    here.hear()
    assert [one.kind for one in server.events.values()] == ["tick", "help"]
    assert here.standing() == ("The workshop is closed: this link has ended.", False)
    assert len(here.events()) == 2


def test_a_server_whose_medium_is_away_has_ended_no_link(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    here.path = "/g/another-link"  # 404: so answers a server that was started without its stick
    here.hear()
    assert here.standing()[0].startswith("The network is away: go on.")


def test_an_answer_that_is_damaged_invents_nothing(server: Server, pcsol_home: Path, clock: Clock) -> None:
    here = sits_down(server, pcsol_home, clock)
    assert here.take({"events": [1, {"id": "x"}, event("help", 1, group="g2").to_json()], "refused": "?"})
    assert here.events() == ()
    assert here.take({"events": None, "refused": [1]})


@pytest.mark.parametrize("url", ["http://10.0.0.1:8480/g/abcdefgh", " https://hub.example/g/abcdefgh_-12/ "])
def test_a_groups_link_is_taken_apart(url: str) -> None:
    server, path = parts(url)
    assert server.startswith("http")
    assert path.startswith("/g/abcdefgh")


@pytest.mark.parametrize(
    "url", ["", "10.0.0.1/g/abcdefgh", "http://x/f/abcdefgh", "http://x/g/../y", "file:///g/abcdefgh"]
)
def test_another_link_is_refused(url: str) -> None:
    with pytest.raises(WorkshopError, match="not the link"):
        parts(url)


def test_what_the_server_does_not_take_from_a_group_is_said_and_an_adult_says_it(
    server: Server, clock: Clock, tmp_path: Path
) -> None:
    here = join(server, PATH, tmp_path, clock)
    assert here.tell("compared", found="ok", record="r1") == "refused"
    assert here.events() == ()
    assert here.tell("compared", "1234", found="ok") == "kept"
    assert [(one.kind, one.who) for one in here.events()] == [("compared", "adult")]


def test_a_result_that_lies_at_the_server_alone_is_known_to_be_there(
    server: Server, pcsol_home: Path, clock: Clock
) -> None:
    here = sits_down(server, pcsol_home, clock)
    assert not here.arrived
    server.arrived = True
    here.hear()
    assert here.arrived
    table = Table(here, small(), Screen(io.StringIO()), Keyboard(0))
    look = finder(FolderResults(pcsol_home), Shelf())
    here.group = here.group.model_copy(update={"tower": "VAL-0042-D"})
    assert "room’s server" in look(table, table.now())
    server.arrived = False
    here.hear()
    assert "No comparison of VAL-0042-D" in look(table, table.now())
