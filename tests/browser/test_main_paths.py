"""The main paths without a script, by keyboard alone, and a page that keeps itself fresh."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import window
from tests.browser.person import Person
from tests.browser.town import CODE, OTHER, Town
from tests.server.house import PASSWORD
from tests.towers import GOOD

pytestmark = pytest.mark.machine
_FOCUSED = """() => { const one = document.activeElement, look = getComputedStyle(one);
  return {text: one.innerText?.trim() || one.id || one.value || "", href: one.getAttribute("href") || "",
          seen: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
          inMain: document.querySelector("main").contains(one)} }"""


def test_without_a_script_towers_are_found_changed_and_labelled(town: Town, browser: Browser) -> None:
    with window(browser, java_script_enabled=False) as page:
        person = Person(page, town.url)
        person.enters("dominique")
        expect(page.get_by_role("table").get_by_role("link", name=CODE)).to_be_visible()
        expect(page.get_by_role("link", name="Charger de nouveau")).to_be_visible()
        page.get_by_role("link", name="Tours", exact=True).click()
        page.fill("#q", "thinkcentre")
        page.click("form.find button.first")
        page.locator("th a.code").click()
        page.fill("#state-why", "tout marche")
        page.locator('button[name=state][value="ready"]').click()
        expect(page.locator(".state")).to_contain_text("prête")
        page.get_by_role("link", name="Imprimer son étiquette").click()
        assert person.prints("a.button.first").startswith(b"%PDF-")


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_on_a_phone_the_menu_is_one_word_that_opens(town: Town, browser: Browser, script: bool) -> None:
    with window(browser, width=360, java_script_enabled=script) as page:
        person = Person(page, town.url)
        person.enters("dominique")
        link = page.get_by_role("navigation").get_by_role("link", name="Lots")
        expect(link).to_be_hidden()
        page.locator(".menu summary").focus()
        page.keyboard.press("Enter")
        link.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Lots")
        expect(link).to_be_hidden()
        page.set_viewport_size({"width": 1280, "height": 800})
        expect(link).to_be_visible()
        expect(page.locator(".menu summary")).to_be_hidden()


def test_by_keyboard_alone_somebody_logs_in_opens_a_tower_and_changes_its_state(person: Person) -> None:
    page = person.page
    person.goes("/login")
    _tabs_to(page, "login")
    page.keyboard.type("dominique")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aujourd’hui")
    _tabs_to(page, "Tours")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tours")
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)["href"] == "#main", "the first stop leads past the menu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)["inMain"]
    _tabs_to(page, CODE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(CODE)
    _tabs_to(page, "Vers « prête »")
    page.keyboard.press("Enter")
    expect(page.locator(".state")).to_contain_text("prête")


def test_today_renews_itself_within_five_seconds(person: Person, town: Town) -> None:
    person.enters("dominique")
    expect(person.page.locator("[data-when=live]")).to_be_visible()
    before = time.monotonic()
    town.arrives(OTHER, GOOD)
    expect(person.page.get_by_role("table").get_by_role("link", name=OTHER)).to_be_visible(timeout=10_000)
    assert time.monotonic() - before < 5


def _tabs_to(page: Page, text: str) -> None:
    """Press Tab until this has the focus; each stop on the way shows that it has it."""
    for _stop in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(_FOCUSED)
        assert here["seen"], f"nobody sees that {here} has the focus"
        if here["text"].replace("\u202f", " ").replace("\xa0", " ") == text:
            return
    pytest.fail(f"Tab does not lead to {text}")
