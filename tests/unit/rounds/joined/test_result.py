"""At a terminal that joined, the tower's result is shown as the pages show it, and whatever is pressed is answered."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pcsol.commands.checklist.table.result import finder
from pcsol.model.workshop import booklets
from pcsol.render.console import Screen
from pcsol.rounds.workshop.group import Table
from pcsol.rounds.workshop.joined import Joined
from pcsol.store.workshops.results import FolderResults
from pcsol.store.workshops.shelf import Shelf
from tests.unit.checklist.rooms import closing_up, event
from tests.unit.rounds.joined.server import PATH, RECORD, Clock, Server, sits_down


class Typed:
    """Lines that a group types; Enter once they are used up."""

    def __init__(self, *lines: str, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.lines, self.meanwhile = list(lines), meanwhile

    def line(self, _seconds: float | None) -> str:
        if self.lines:
            self.meanwhile()
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
        {"part": "memory", "text": {"fr": "Pas pu.", "en": "Memory could not be compared."}},
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


def looks(
    here: Joined, home: Path, *lines: str, meanwhile: Callable[[], None] = lambda: None
) -> tuple[Table, str, str]:
    """Press Enter at the end, and answer with these lines: the table, what it says below, all that was shown."""
    shown = io.StringIO()
    table = Table(here, closing_up(), Screen(shown), Typed(*lines, meanwhile=meanwhile))
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


READ = {
    "not-measurable": "The tower cannot tell by itself.",
    "to-look-at": "Something is not as before.",
    "doubted": "Every part is back, but you saw something that does not work.",
}


@pytest.mark.parametrize("state", READ)
def test_what_an_adult_read_without_a_part_is_said(server: Server, here: Joined, pcsol_home: Path, state: str) -> None:
    here.tell("compared", server.code, found="ok" if state == "doubted" else state)
    if state == "doubted":
        here.tell("seen", part="usb", found="to-look-at")
    _table, notice, shown = looks(here, pcsol_home)
    assert notice.startswith(READ[state])
    assert shown == ""


def test_an_answer_where_the_server_has_nothing_to_tell_any_more_is_followed_by_a_sentence(
    server: Server, here: Joined, pcsol_home: Path
) -> None:
    server.results = [SILENT]
    server.ask("POST", f"{PATH}/do", b"do=result")
    here.hear()
    table, notice, shown = looks(here, pcsol_home, "yes")
    assert "Do you hear it?" in shown
    assert [(one.part, one.found) for one in here.events() if one.kind == "seen"] == [("sound", "ok")]
    assert not table.now().accepted
    assert notice.startswith(READ["not-measurable"])


def test_the_part_that_an_adult_read_is_looked_at_at_its_own_step(
    server: Server, here: Joined, pcsol_home: Path
) -> None:
    here.tell("compared", server.code, found="to-look-at", step="E2")
    here.tell("compared", server.code, found="to-look-at", part="memory", step="E2")
    _table, notice, shown = looks(here, pcsol_home)
    assert notice == ""
    assert "Look again at: the memory." in shown
    assert "could not be compared" not in shown
    assert "an adult unplugs" in shown
    assert "E2" in shown


def test_what_another_device_had_accepted_and_read_meanwhile_stays_read(
    server: Server, here: Joined, pcsol_home: Path
) -> None:
    server.results = [SILENT, [{"found": "ok"}]]
    server.ask("POST", f"{PATH}/do", b"do=result")
    here.hear()

    def others() -> None:
        for kind, more in (("seen", {"part": "sound", "found": "ok"}), ("compared", {"found": "ok"}), ("reader", {})):
            n = max(one.n for one in server.events.values()) + 1
            who = "group" if kind == "seen" else "adult"
            one = event(kind, n, device="dddddddd", who=who, **more)
            server.events[one.id] = one

    table, _notice, shown = looks(here, pcsol_home, "yes", meanwhile=others)
    assert table.now().accepted
    assert table.now().reader is not None
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
