"""A whole workshop on two devices and a terminal, through a power cut and a network that drops, until it is closed.

Once from `pcsol checklist serve`, once from a hub on PostgreSQL, on its line for groups.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from pcsol.model.workshop.steps import Step
from tests.browser.barriers import TOO_WIDE, barriers
from tests.browser.chromium import window
from tests.browser.classroom import WORKSHOP, Classroom, Device, device
from tests.browser.hub_classroom import FACILITATOR, HubClassroom
from tests.browser.looks import before, with_one_stick
from tests.browser.person import Person as AtBrowser
from tests.cli.pty_person import Person, leave
from tests.server.databases import BOTH
from tests.server.house import House

pytestmark = pytest.mark.machine
Room = Classroom | HubClassroom
_UNPLUGGED = "L’adulte dit : éteinte et débranchée"
_YES, _READ, _ENDS = "L’adulte dit oui", "Relecture : tout est bon", "L’adulte termine l’atelier de cette tour"


@pytest.fixture
def served(pcsol_home: Path) -> Iterator[Classroom]:
    room = Classroom(pcsol_home)
    yield room
    leave()
    room.ends()


@pytest.fixture
def at_hub(house: House, database_url: str, tmp_path: Path) -> Iterator[HubClassroom]:
    (tmp_path / "hub-home").mkdir()
    room = HubClassroom(house, database_url, tmp_path / "hub-home")
    yield room
    leave()
    room.ends()


def test_from_a_machine_of_the_room(served: Classroom, browser: Browser, tmp_path: Path) -> None:
    _goes_through(served, browser, tmp_path)
    with device(browser, f"{served.facilitator}/w/{WORKSHOP}/end", bypass_csp=True) as adult:
        adult.page.fill("#present-11-14", "7")
        _is_open_to_all(adult)
        adult.presses("Terminer l’atelier")
        expect(adult.page.locator("p.ok")).to_be_visible()
    _has_ended(served, 7)


@pytest.mark.parametrize("database_url", BOTH[1:], indirect=True)
def test_from_a_hub_on_its_line_without_encryption(at_hub: HubClassroom, browser: Browser, tmp_path: Path) -> None:
    _goes_through(at_hub, browser, tmp_path)
    with window(browser, 360) as page:
        adult = AtBrowser(page, at_hub.url)
        adult.enters(FACILITATOR)
        adult.goes(f"/workshops/w/{WORKSHOP}/end")
        adult.fills(f"/workshops/w/{WORKSHOP}/end", **{"present-11-14": "4"})
        expect(page.locator("p.ok")).to_be_visible()
    _has_ended(at_hub, 4)


def _goes_through(room: Room, browser: Browser, folder: Path) -> None:
    with (
        device(browser, room.link(), bypass_csp=True) as phone,
        device(browser, room.link(), 1024, bypass_csp=True) as tablet,
    ):
        terminal = Person(folder / "of-the-terminal", "checklist", "run", "--join", room.link())
        _all_steps(room, phone, tablet, terminal)
        phone.shows("end")
        tablet.shows("end")
        assert phone.seen() == tablet.seen()
        _is_told_what_to_do_again(room, phone, tablet)
        _is_closed_by_two_adults(room, phone, tablet)
        terminal.types("\n")
        assert terminal.ends() == 0
    told = room.events()
    assert len({one.id for one in told}) == len(told)
    assert [one.step for one in told if one.kind == "tick"] == [*room.outline.steps, "E2", "F1", "F2", "F3", "F4"]
    assert {one.device for one in told if one.kind == "tick"} >= {one.device for one in told if one.kind == "gate"}
    assert room.course().closed is not None


def _all_steps(room: Room, phone: Device, tablet: Device, terminal: Person) -> None:
    turns = itertools.cycle((phone, tablet, terminal))
    for name, step in room.outline.steps.items():
        if name == "C3":
            room.power_cut()
            assert room.starts() == room.facilitator
        phone.context.set_offline(name in ("E3", "E4"))
        who = phone if name in ("E3", "E4") else next(turns)
        if isinstance(who, Person) and not _is_plain(room, step):
            who = tablet
        if isinstance(who, Person):
            who.sees(" ".join(step.short.fr.replace("’", "'").split()[:3]))
            who.types("\n")
            continue
        who.goes_on_after_a_break()
        if step.gate:
            who.shows(f"step-{name}")
            who.types_code(room.code, _YES)
        who.ticks(name)


def _is_told_what_to_do_again(room: Room, phone: Device, tablet: Device) -> None:
    """The tower says that a stick is missing: what, which step, which picture; put in again, it says OK."""
    arrived = "[data-if='arrived']:visible"
    room.hears(with_one_stick())
    expect(phone.page.locator(arrived)).to_have_count(1)
    phone.presses("Voir le résultat de la tour")
    for one in (phone, tablet):
        redo = one.page.locator("[data-if='amiss:memory:missing']:visible")
        expect(redo).to_contain_text("Il manque une barrette. Rouvre et appuie jusqu’au clic des deux côtés.")
        expect(redo).to_contain_text("E2")
        expect(redo.locator("img")).to_be_visible()
    _is_open_to_all(phone)
    _is_done_again_with_an_adult(room, phone, tablet)
    room.hears(before())
    expect(tablet.page.locator(arrived)).to_have_count(1)
    tablet.presses("Voir le résultat de la tour")
    for one in (phone, tablet):
        expect(one.page.locator("[data-if='compared:ok']:visible").first).to_be_visible()
        expect(one.page.locator("[data-if='amiss:memory:missing']:visible")).to_have_count(0)


def _is_done_again_with_an_adult(room: Room, phone: Device, tablet: Device) -> None:
    """Switched off and unplugged, the step again, an adult's look before it is plugged in."""
    tablet.shows("held")
    tablet.types_code(room.code, _UNPLUGGED)
    phone.ticks("E2")
    tablet.shows("step-F1")
    tablet.types_code(room.code, _YES)
    for step, who in (("F1", tablet), ("F2", phone), ("F3", tablet), ("F4", phone)):
        who.ticks(step)


def _is_closed_by_two_adults(room: Room, phone: Device, tablet: Device) -> None:
    tablet.page.locator("#code-reader").fill(room.second)
    tablet.presses(_READ)
    phone.page.locator("#code-close").fill(room.second)
    phone.presses(_ENDS)
    expect(phone.page.locator("[data-note]")).to_contain_text("Celui qui a tout relu ne termine pas")
    _is_open_to_all(phone)
    phone.page.locator("#code-close").fill(room.code)
    phone.presses(_ENDS)
    for one in (phone, tablet):
        one.shows("closed")
        _is_open_to_all(one)
    assert [(one.kind, one.adult) for one in room.events()[-2:]] == [("reader", 2), ("close", 1)]


def _is_open_to_all(held: Device) -> None:
    """No barrier that axe finds, and nothing wider than a phone."""
    assert list(barriers(held.page)) == []
    held.page.set_viewport_size({"width": 360, "height": 740})
    assert held.page.evaluate(TOO_WIDE) <= 0


def _has_ended(room: Room, present: int) -> None:
    closing = room.desk.closed()
    assert closing is not None
    assert closing.present.bands == {"11-14": present}
    assert closing.towers_done == ("VAL-0042-D",)
    assert httpx.get(room.link()).status_code == 410


def _is_plain(room: Room, step: Step) -> bool:
    """A step that is one key at the terminal: no gate, nothing to count, no break before it."""
    first = any(phase.steps and phase.steps[0].id == step.id for phase in room.outline.phases)
    return step.gate is None and step.asks is None and not step.checks and not first
