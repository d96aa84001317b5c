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
from pcsol.model.workshop import booklets
from pcsol.model.workshop.room import Event
from pcsol.push.wire.line import Answer, Silence
from pcsol.render.console import Screen
from pcsol.rounds.workshop.group import Table
from pcsol.rounds.workshop.joined import Joined, join, parts
from pcsol.store.workshops.results import FolderResults
from pcsol.store.workshops.shelf import Shelf
from tests.unit.checklist.rooms import START, closing_up, event, plan, small

PATH = "/g/abcdefghijkl"
RECORD = "11111111-2222-3333-4444-555555555555"


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


class Typed:
    """Lines that a group types; Enter once they are used up."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)

    def line(self, _seconds: float | None) -> str:
        return self.lines.pop(0) if self.lines else ""

    def key(self, _seconds: float | None) -> str:
        return ""

    def hidden(self, _seconds: float | None) -> str:
        return ""

    def forget(self) -> None:
        pass


BOOK = booklets.AdviceBook.model_validate({
    "schema": "pcsol/workshop/1", "kind": "advice", "id": "advice", "title": "Que refaire",
    "no_start": [{"part": "memory", "text": "Remets-la."}], "advice": [
        {"part": "memory", "change": "missing", "text": {"fr": "Rouvre.", "en": "A stick is missing."}, "redo": "E2"},
        {"part": "sound", "text": {"fr": "Écoute.", "en": "Do you hear it?"}},
    ],
})  # fmt: skip
SHELF = Shelf(advice={"advice": BOOK})
MISSING = [{"found": "to-look-at", "step": "E2"},
           {"found": "to-look-at", "part": "memory", "change": "missing", "step": "E2"}]  # fmt: skip
SILENT = [{"found": "not-measurable"}, {"found": "not-measurable", "part": "sound"}]


@pytest.fixture
def here(server: Server, pcsol_home: Path, clock: Clock) -> Joined:
    found = sits_down(server, pcsol_home, clock)
    found.group = found.group.model_copy(update={"tower": "VAL-0042-D"})
    return found


def looks(here: Joined, home: Path, *lines: str) -> tuple[Table, str, str]:
    """Press Enter at the end, and answer with these lines: the table, what it says below, all that was shown."""
    shown = io.StringIO()
    table = Table(here, closing_up(), Screen(shown), Typed(*lines))
    notice = finder(FolderResults(home), SHELF)(table, table.now())
    return table, notice, shown.getvalue()


def test_what_the_tower_says_at_the_server_is_shown_here_and_holds_the_group(
    server: Server, here: Joined, pcsol_home: Path
) -> None:
    assert looks(here, pcsol_home)[1].startswith("No comparison of VAL-0042-D")
    server.arrived, server.results = True, [MISSING]
    here.hear()
    table, notice, shown = looks(here, pcsol_home)
    assert notice == ""
    assert "A stick is missing." in shown
    assert "an adult unplugs" in shown
    assert "Compared with the look of 28 Nov." in shown
    assert "Everything is where it was" not in shown
    assert (table.now().compared, table.now().redo) == ((RECORD, "to-look-at"), ["E2"])
    assert not here.arrived


def test_what_another_device_had_told_is_shown_here_too(server: Server, here: Joined, pcsol_home: Path) -> None:
    server.results = [MISSING]
    server.ask("POST", f"{PATH}/do", b"do=result")
    here.hear()
    pressed = len(server.asked)
    assert "A stick is missing." in looks(here, pcsol_home)[2]
    assert len(server.asked) == pressed, "nothing is asked for again"


def test_what_the_tower_could_not_measure_people_see_and_it_says_ok(
    server: Server, here: Joined, pcsol_home: Path
) -> None:
    server.arrived, server.results = True, [SILENT, [{"found": "ok"}]]
    here.hear()
    table, _notice, shown = looks(here, pcsol_home, "yes")
    assert "Do you hear it?" in shown
    assert [(one.part, one.found) for one in here.events() if one.kind == "seen"] == [("sound", "ok")]
    assert table.now().accepted
    assert "Everything is where it was" in shown


def test_a_result_that_the_server_does_not_tell_is_said_to_lie_there(
    server: Server, here: Joined, pcsol_home: Path
) -> None:
    server.arrived = True
    here.hear()
    _table, notice, shown = looks(here, pcsol_home)
    assert "room’s server" in notice
    assert shown == ""
    server.away = True
    assert "room’s server" in looks(here, pcsol_home)[1]
