"""Every page, in French and English, wide and narrow, light and dark, on a screen and on paper."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.chromium import window
from tests.browser.everywhere import all_pages, left_out
from tests.browser.person import Person
from tests.browser.town import Town

# What a browser shows does not depend on the database: the walk is made on one.
pytestmark = [pytest.mark.machine, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
_WIDE, _NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
_ONE_LINE = 60
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Only a picture of weeks and what a station wrote, as it wrote it, may be wider than a phone.
_SIDEWAYS = """[...document.querySelectorAll("main *")].filter((one) => one.scrollWidth > one.clientWidth + 1
  && ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && !one.matches("pre.raw, :has(> svg.weeks)"))
  .map((one) => one.outerHTML.slice(0, 120))"""
# What a paper has no use for: the bar of the menu, and fields to fill in.
_ON_PAPER = """[...document.querySelectorAll("header.top, footer, .skip, main form:not(:has(table))")]
  .filter((one) => one.getClientRects().length).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_has_a_barrier_that_axe_finds(town: Town, browser: Browser, language: str) -> None:
    town.fill()
    assert left_out(town.app) == set(), "add these to tests/browser/everywhere.py"
    found: list[str] = []
    # A browser speaks another language than the account: the account's counts.
    other = {"fr": "en", "en": "fr"}[language]
    with window(browser, locale=other, bypass_csp=True) as page:
        person = Person(page, town.url)
        for number, where in enumerate(all_pages(town, person)):
            page.wait_for_load_state()
            if page.url.endswith("/") and number == 1 and language == "en":
                _speaks_english(page)
            if where not in ("/login", "not there"):  # who asks is not known there
                assert page.locator("html").get_attribute("lang") == language, where
            found += [f"{where}: {one}" for one in _barriers(page)]
    assert not found, "\n".join(found)


def test_every_page_fits_a_phone_and_a_sheet_of_paper_and_keeps_the_policy(town: Town, browser: Browser) -> None:
    """What the policy forbids, the window notes: see `chromium.window`."""
    town.fill()
    found: list[str] = []
    with window(browser, width=360) as page:
        for where in all_pages(town, Person(page, town.url)):
            page.wait_for_load_state()  # with its stylesheet, also after a form
            if (wider := page.evaluate(_TOO_WIDE)) > 0:
                found.append(f"{where}: {wider} px too wide")
            found += [f"{where}: scrolls sideways: {one}" for one in page.evaluate(_SIDEWAYS)]
            bar = page.locator("header.top").bounding_box()
            ours = not where.startswith("/workshops")  # a room's own pages have a menu of their own
            if ours and (bar is None or bar["height"] > _ONE_LINE):
                found.append(f"{where}: the menu takes {bar}")
            page.emulate_media(media="print")
            found += [f"{where}: printed: {one}" for one in page.evaluate(_ON_PAPER)]
            page.emulate_media(media="screen")
    assert not found, "\n".join(found)


def _speaks_english(page: Page) -> None:
    page.locator(".me summary").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")


def _barriers(page: Page) -> list[str]:
    """Let axe-core look: at all wide and light, at what depends on them narrow and dark."""
    found = []
    for size, scheme, rules in (
        (_WIDE, "light", None), (_NARROW, "dark", None), (_WIDE, "dark", ["color-contrast"]),
        (_NARROW, "light", ["color-contrast"]),
    ):  # fmt: skip
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        if rules:
            options["runOnly"] = rules
        for one in Axe().run(page, options=options).response["violations"]:
            nodes = [node["html"][:150] for node in one["nodes"][:3]]
            found.append(f"{size['width']} px, {scheme}: {one['id']} ({one['help']}): {nodes}")
    return found
