"""Pages of a workshop in a real browser: two devices of one group, a line that drops; every page with axe."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pcsol.checklist.closing import closing
from pcsol.model.workshop.room import Event, People
from tests.browser.barriers import TOO_WIDE, barriers
from tests.browser.classroom import WORKSHOP, Classroom, device
from tests.browser.workshop_story import story

pytestmark = pytest.mark.machine
_TOO_SMALL = """[...document.querySelectorAll("button, a.button, select, summary, input[type=number], input.code")]
  .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 47.5)
  .map((one) => one.outerHTML)"""
_YES, _GO_ON, _DONE = "L’adulte dit oui", "L’adulte dit : on continue", "C’est fait"


@pytest.fixture
def room(pcsol_home: Path) -> Iterator[Classroom]:
    room = Classroom(pcsol_home)
    yield room
    room.ends()


def test_two_devices_tell_one_story_whatever_the_line_does(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link()) as phone, device(browser, room.link(), 1024) as tablet:
        phone.ticks("A1")
        tablet.ticks("A2")
        tablet.shows("step-A3")
        tablet.types_code(room.code, _YES)
        expect(phone.page.locator("[data-if='gated:A3']")).to_be_visible()
        room.power_cut()
        phone.ticks("A3")
        phone.ticks("A4")
        expect(phone.page.locator("[data-note]")).to_contain_text("à envoyer : 2")
        room.starts()
        tablet.shows("step-A5")
        expect(phone.page.locator("[data-note]")).to_contain_text("Tout est envoyé")
        phone.context.set_offline(True)
        phone.ticks("A5")
        phone.ticks("A6")
        tablet.ticks("A5")
        tablet.presses("Aide")
        phone.context.set_offline(False)
        tablet.shows("step-B1")
        expect(phone.page.locator("[data-if=helped]")).to_be_visible()
    told = [one.kind for one in room.events()]
    assert sorted(told) == sorted([*["tick"] * 7, "gate", "help"]), "A5 was said twice, and does no harm"
    now = room.course().now
    assert now is not None
    assert now.id == "B1"


def test_stop_and_taking_back_reach_the_other_device(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link()) as phone, device(browser, room.link(), 1024) as tablet:
        phone.ticks("A1")
        phone.presses("STOP")
        tablet.shows("stop")
        tablet.types_code(room.code, _GO_ON)
        phone.shows("step-A2")
        phone.presses("Retour")
        tablet.shows("step-A1")
    assert [one.kind for one in room.events()] == ["tick", "stop", "go-on", "undo"]


def test_digits_that_an_adult_began_to_type_are_gone_when_another_device_goes_on(
    room: Classroom, browser: Browser
) -> None:
    with device(browser, room.link()) as phone, device(browser, room.link(), 1024) as tablet:
        phone.ticks("A1")
        phone.ticks("A2")
        phone.page.evaluate("document.querySelectorAll('input.code').forEach((one) => { one.value = '12'; })")
        tablet.shows("step-A3")
        tablet.presses("STOP")
        phone.shows("stop")
        left = phone.page.evaluate("[...document.querySelectorAll('input.code')].map((one) => one.value).join('')")
        assert left == ""


def test_what_a_page_could_not_send_goes_when_it_is_opened_again(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link()) as phone:
        phone.shows("step-A1")
        phone.context.set_offline(True)
        phone.ticks("A1")
        phone.shows("step-A2")
        phone.page.close()
        phone.context.set_offline(False)
        phone.page = phone.context.new_page()
        phone.page.goto(phone.url)
        phone.shows("step-A2")
        expect(phone.page.locator("[data-note]")).to_be_hidden()
        phone.ticks("A2")
        phone.shows("step-A3")
        phone.page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('pcsol-0'))")
    assert [one.step for one in room.events()] == ["A1", "A2"]


def test_what_a_phone_did_before_the_end_is_sent_after_it_and_counted_until_then(
    room: Classroom, browser: Browser
) -> None:
    with device(browser, room.link()) as phone:
        phone.shows("step-A1")
        phone.context.set_offline(True)
        phone.ticks("A1")
        phone.ticks("A2")
        expect(phone.page.locator("[data-note]")).to_contain_text("à envoyer : 2")
        room.desk.close(closing(room.plan, {}, People(), datetime.now(UTC)))
        phone.context.set_offline(False)
        expect(phone.page.locator("[data-note]")).to_contain_text("Ce lien est terminé")
        phone.page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('pcsol-0'))")
        expect(phone.page.locator("[data-note]")).not_to_contain_text("à envoyer")
    assert [one.step for one in room.events()] == ["A1", "A2"]


def test_an_adult_s_word_from_a_copied_tab_is_not_lost(room: Classroom, browser: Browser) -> None:
    """Both windows go by one name, and say something under one number."""
    with device(browser, room.link()) as phone:
        phone.ticks("A1")
        phone.ticks("A2")
        phone.shows("step-A3")
        number = phone.page.evaluate("sessionStorage.getItem('pcsol-device')").strip('"')
        for heard in ("story", "live"):
            phone.context.route(f"**/{heard}", lambda route: route.abort())
        phone.page.reload()
        phone.shows("step-A3")
        said = {"id": f"{number}-3", "workshop": room.plan.id, "group": "g1", "kind": "help", "device": number, "n": 3}
        room.desk.add([Event.model_validate({**said, "at": datetime.now(UTC)})])
        phone.types_code(room.code, _YES)
        expect(phone.page.locator("[data-if='gated:A3']")).to_be_visible()
    assert [one.kind for one in room.events()] == ["tick", "tick", "help", "gate"]


def test_a_gate_waits_without_the_network_and_a_wrong_code_opens_nothing(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link()) as phone:
        phone.ticks("A1")
        phone.ticks("A2")
        phone.types_code(f"{(int(room.code) + 1) % 10_000:04d}", _YES)
        expect(phone.page.locator("[data-note]")).to_contain_text("Seul un adulte")
        phone.context.set_offline(True)
        phone.types_code(room.code, _YES)
        expect(phone.page.locator("[data-note]")).to_contain_text("Pas de réseau")
        assert room.code not in phone.page.evaluate("JSON.stringify(Object.assign({}, localStorage, sessionStorage))")
        phone.context.set_offline(False)
        phone.types_code(room.code, _YES)
        expect(phone.page.locator("[data-if='shut:A3']")).to_be_hidden()


def test_the_script_shows_what_the_page_shows_without_it(room: Classroom, browser: Browser) -> None:
    for points in story(room):
        with (
            device(browser, room.link()) as with_script,
            device(browser, room.link(), java_script_enabled=False) as without,
        ):
            assert with_script.seen() == without.seen(), points


def test_without_script_the_whole_list_can_be_ticked(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link(), java_script_enabled=False) as phone:
        for name, step in room.outline.steps.items():
            if phone.page.get_by_role("button", name="On reprend").is_visible():
                phone.presses("On reprend")
            if step.gate:
                phone.types_code(room.code, _YES)
            phone.ticks(name)
        phone.shows("end")
    assert room.course().now is None
    assert [one.kind for one in room.events()].count("tick") == len(room.outline.steps)


def test_it_all_works_by_keyboard_alone(room: Classroom, browser: Browser) -> None:
    with device(browser, room.link()) as phone:
        for step in ("A1", "A2"):
            phone.shows(f"step-{step}")
            _tabs_to(phone.page, _DONE)
            phone.page.keyboard.press("Enter")
        phone.shows("step-A3")
        for _key in range(20):
            phone.page.keyboard.press("Tab")
            if phone.page.evaluate("document.activeElement.name") == "code":
                break
        phone.page.keyboard.type(room.code)
        phone.page.keyboard.press("Enter")
        expect(phone.page.locator("[data-if='gated:A3']")).to_be_visible()


def test_the_facilitators_page_follows_and_lets_a_group_begin(room: Classroom, browser: Browser) -> None:
    board = f"{room.facilitator}/w/{WORKSHOP}"
    with device(browser, board, 1280) as adult, device(browser, room.link()) as phone:
        phone.ticks("A1")
        phone.ticks("A2")
        expect(adult.page.locator("#who-waits + ol")).to_contain_text(room.plan.groups[0].nickname)
        adult.page.get_by_role("button", name="Oui, on commence").click()
        phone.ticks("A3")
        expect(adult.page.locator("#g1")).to_contain_text("A4")
        phone.presses("STOP")
        expect(adult.page.locator("#g1 .stop-badge")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_has_a_barrier_that_axe_finds_and_all_fit_a_phone(
    room: Classroom, browser: Browser, language: str
) -> None:
    found: list[str] = []
    with device(browser, room.link(), locale=language, bypass_csp=True) as person:
        for where in _every_page(room):
            person.page.set_viewport_size({"width": 360, "height": 740})
            person.page.goto(where)
            assert person.page.locator("html").get_attribute("lang") == language
            if (wider := person.page.evaluate(TOO_WIDE)) > 0:
                found.append(f"{where}: {wider} px too wide")
            found += [f"{where}: too small to touch: {one[:120]}" for one in person.page.evaluate(_TOO_SMALL)]
            found += [f"{where}: {one}" for one in barriers(person.page)]
        person.complaints.clear()  # what is not there is told to the console
    assert not found, "\n".join(found)


def _every_page(room: Classroom) -> Iterator[str]:
    """Walk through the addresses, while the story goes on: each screen of a group, then the facilitator's pages."""
    yield from (f"{room.url}/", f"{room.url}/nowhere", room.facilitator)
    for _name in story(room):
        yield room.link()
    yield f"{room.link()}/no-start"
    for more in ("/new", "/new?checklist=full&groups=3", *(f"/w/{WORKSHOP}{one}" for one in _OF_WORKSHOP)):
        yield room.facilitator + more


_OF_WORKSHOP = ("", "/links", "/print", "/paper", "/words", "/end")


def _tabs_to(page: Page, name: str) -> None:
    for _key in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == name:
            return
    raise AssertionError(f"no Tab leads to {name}")
