"""The end of a workshop on an open page: what was counted otherwise, and what the tower says of itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pcsol.model.comparison import Comparison, Difference
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.store import records
from tests.browser.classroom import WORKSHOP, Classroom, device
from tests.browser.looks import with_one_stick
from tests.browser.workshop_story import tell

pytestmark = pytest.mark.machine
_UNPLUGGED = "L’adulte dit : éteinte et débranchée"


@pytest.fixture
def room(pcsol_home: Path) -> Iterator[Classroom]:
    room = Classroom(pcsol_home)
    yield room
    room.ends()


def goes_on(room: Classroom, since: str, until: str | None) -> None:
    """Another device of the group does every step from this one to that one."""
    names = list(room.outline.steps)
    for name in names[names.index(since) : names.index(until) if until else None]:
        if room.outline.steps[name].gate:
            tell(room, "gate", step=name, who="adult")
        tell(room, "tick", step=name)


def test_the_tower_s_result_reaches_an_open_page_and_says_what_to_do_again(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link()) as phone:
        phone.ticks("A1")
        phone.shows("step-A2")
        goes_on(room, "A2", None)
        phone.shows("end")
        arrived = phone.page.locator("[data-if='arrived']:visible")
        expect(arrived).to_have_count(0)
        phone.presses("Voir le résultat de la tour")
        expect(phone.page.locator("[data-note]")).to_contain_text("La tour doit d’abord")
        missing = Difference(part="memory", subject="DIMM1", change="missing", state="to-look-at", text="x")
        records.keep(
            room.home, "compare", Comparison(state="to-look-at", differences=(missing,)), TowerRef(code="VAL-0042-D"),
            records.Moment(datetime(2009, 1, 1, tzinfo=UTC), Clock(source="rtc")),
        )  # fmt: skip
        expect(arrived).to_have_count(1)
        phone.presses("Voir le résultat de la tour")
        redo = phone.page.locator("[data-if='amiss:memory:missing']:visible")
        expect(redo).to_contain_text("Il manque une barrette. Rouvre et appuie jusqu’au clic des deux côtés.")
        expect(redo).to_contain_text("E2")
        expect(redo.locator("img")).to_be_visible()
        expect(arrived).to_have_count(0)
        phone.shows("held")
        script = set(phone.seen())
        phone.page.reload()
        phone.shows("held")
        assert set(phone.seen()) == script


def test_nobody_opens_the_tower_again_before_an_adult_has_unplugged_it(room: Classroom, browser: Browser) -> None:
    with (
        device(browser, room.link()) as phone,
        device(browser, f"{room.facilitator}/w/{WORKSHOP}", 1280) as adult,
        device(browser, room.link(), 360, java_script_enabled=False) as tablet,
    ):
        phone.ticks("A1")
        phone.shows("step-A2")
        goes_on(room, "A2", None)
        phone.shows("end")
        room.hears(with_one_stick())
        phone.presses("Voir le résultat de la tour")
        phone.shows("held")
        phone.presses("Aide")
        expect(phone.page.locator("[data-if='helped']")).to_be_visible()
        expect(phone.page.get_by_role("button", name="Retour")).to_be_disabled()
        expect(adult.page.locator("#g1")).to_contain_text("à éteindre, à débrancher")
        phone.types_code(room.code, _UNPLUGGED)
        phone.ticks("E2")
        phone.shows("step-F1")
        expect(phone.page.locator("[data-if='shut:F1']")).to_be_visible()
        phone.types_code(room.code, "L’adulte dit oui")
        for step in ("F1", "F2", "F3", "F4"):
            phone.ticks(step)
        phone.shows("end")
        expect(phone.page.locator("[data-if='compared:none']:visible")).to_have_count(1)
        room.hears(with_one_stick())
        tablet.page.reload()
        tablet.presses("Voir le résultat de la tour")
        tablet.shows("held")
        adult.presses(f"Éteinte et débranchée ({room.plan.groups[0].nickname})")
        phone.shows("step-E2")


def test_what_people_try_is_said_by_a_button_and_seen_by_the_facilitator(room: Classroom, browser: Browser) -> None:
    goes_on(room, "A1", "F4")
    with (
        device(browser, room.link()) as phone,
        device(browser, f"{room.facilitator}/w/{WORKSHOP}", 1280) as adult,
        device(browser, room.link(), java_script_enabled=False) as tablet,
    ):
        sockets, sound = (phone.page.locator(f"[aria-labelledby=try-F4-{part}]") for part in ("ports", "sound"))
        sound.get_by_role("button", name="Ça marche").focus()
        phone.page.keyboard.press("Enter")
        expect(sound.locator("[data-if='works:sound']")).to_be_visible()
        sockets.get_by_role("button", name="Ne marche pas").click()
        expect(sockets.locator("p[data-if='seen:ports']")).to_contain_text("Appeler un adulte avant d’ouvrir la tour.")
        expect(adult.page.locator("#g1")).to_contain_text("cela ne marche pas : les prises")
        tablet.page.reload()
        tablet.page.locator("[aria-labelledby=try-F4-ports]").get_by_role("button", name="Ça marche").click()
        expect(phone.page.locator("[data-if='works:ports']")).to_be_visible()
    told = [(one.part, one.found) for one in room.events() if one.kind == "seen"]
    assert told == [("sound", "ok"), ("ports", "to-look-at"), ("ports", "ok")]


def test_what_is_counted_otherwise_is_said_at_once_with_both_numbers(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link()) as phone:
        phone.shows("step-A1")
        goes_on(room, "A1", "C11")
        phone.shows("step-C11")
        phone.page.locator("#pot-2-C11").fill("6")
        phone.presses("Garder les comptes")
        expect(phone.page.locator("#pot-2-C11")).to_have_value("6")
        goes_on(room, "C11", "E8")
        phone.shows("step-E8")
        phone.page.locator("#pot-2-E8").fill("1")
        phone.presses("Garder les comptes")
        said = phone.page.locator("[data-if='off:pot-2']:visible")
        expect(said).to_contain_text("Compté avant : 6")
        expect(said).to_contain_text("Le groupe a compté : 1")
        phone.page.locator("#pot-2-E8").fill("0")
        phone.presses("Garder les comptes")
        expect(said).to_have_count(0)
    assert [(one.step, one.number) for one in room.events() if one.kind == "count"] == [
        ("C11", 6),
        ("E8", 1),
        ("E8", 0),
    ]
