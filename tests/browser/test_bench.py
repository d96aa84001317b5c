"""Thirty towers say how far they are at once, and the page of the bench shows all of them as they are now."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.chromium import window
from tests.browser.person import Person
from tests.browser.town import Town
from tests.server.at_the_bench import PROGRESS, Tower, says, towers

pytestmark = pytest.mark.machine
_WORDS = {"looks": "REGARDE", "tests": "TESTE", "erases": "EFFACE", "waits": "ATTEND", "hand": "À VOUS"}


def _say(town: Town, thirty: list[Tower], **more: Any) -> None:
    """All of them at once, each over a line of its own, a second after they said something last."""
    town.house.clock.go(seconds=1)

    def puts(one: Tower) -> int:
        with httpx2.Client(base_url=town.url, timeout=60) as line:
            said = says(one.number, **more)
            return line.put(PROGRESS, json=said, headers=one.bench.bearer).status_code

    with ThreadPoolExecutor(len(thirty)) as pool:
        assert set(pool.map(puts, thirty)) == {200}


@pytest.fixture
def thirty(town: Town) -> list[Tower]:
    found = towers(town.house, 30)
    for one in found:
        one.is_seen()
    return found


def test_thirty_towers_at_once_are_shown_live(town: Town, thirty: list[Tower], person: Person) -> None:
    page = person.page
    person.enters("dominique")
    person.goes("/bench")
    expect(page.locator("[data-when=live]")).to_be_visible()
    for word, title in _WORDS.items():
        _say(town, thirty, word=word)
        expect(page.locator(".bench .word")).to_have_text([title] * 30)
    _say(town, thirty[:1], word="fails", needs=[{"code": "x", "text": "Il chauffe.", "since": "2001-01-01T00:00:00Z"}])
    expect(page.locator(".bench .tower").first).to_contain_text(f"{thirty[0].code}")
    expect(page.locator(".bench .tower").first).to_contain_text("Il chauffe.")
    town.house.clock.go(seconds=61)
    _say(town, thirty[1:], word="done")
    expect(page.locator(".bench .word")).to_have_text(["MUETTE", *["FINI"] * 29])
    expect(page.locator(".figures li").first).to_have_text(re.compile(r"^1 "))
    expect(page.locator(".figures li").nth(3)).to_have_text(re.compile(r"^29 "))


def test_whoever_is_at_a_button_by_keyboard_stays_there_while_the_page_renews_itself(
    town: Town, thirty: list[Tower], person: Person
) -> None:
    page = person.page
    _say(town, thirty)
    person.enters("dominique")
    person.goes("/bench")
    expect(page.locator("[data-when=live]")).to_be_visible()
    button = page.get_by_role("button", name=f"Faire se montrer {thirty[4].code}")
    button.focus()
    _say(town, thirty, word="erases")
    expect(page.locator(".bench .word").first).to_have_text("EFFACE")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("se montre pendant une minute")
    assert [one.number for one in thirty if one.asks()["show"]] == [5]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_whole_without_script_on_a_phone_and_on_paper(town: Town, thirty: list[Tower], browser: Browser) -> None:
    _say(town, thirty, word="hand")
    with window(browser, width=360, java_script_enabled=False) as page:
        person = Person(page, town.url)
        person.enters("dominique")
        person.goes("/bench")
        expect(page.locator(".bench .word")).to_have_text(["À VOUS"] * 30)
        _say(town, thirty, word="done")
        page.reload()
        expect(page.locator(".bench .word")).to_have_text(["FINI"] * 30)
        box = page.locator(".bench .tower").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        page.emulate_media(media="print")
        expect(page.locator(".bench .word").first).to_be_visible()
        expect(page.locator(".bench button").first).to_be_hidden()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_thirty_towers_have_no_barrier_and_come_at_once(
    town: Town, thirty: list[Tower], browser: Browser, scheme: str
) -> None:
    for number, word in enumerate(("looks", "tests", "erases", "waits", "hand", "fails", "done")):
        _say(town, thirty[number::7], word=word)
    with window(browser, bypass_csp=True) as page:
        page.emulate_media(color_scheme=scheme)
        person = Person(page, town.url)
        person.enters("dominique")
        person.goes("/bench")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        signs = page.locator(".bench .sign").all_inner_texts()
        assert len({*signs}) == 7, "a word is known by its sign too, not by its colour alone"
        took = []
        for _time in range(5):
            before = time.perf_counter()
            assert page.context.request.get(f"{town.url}/bench").ok
            took.append(time.perf_counter() - before)
        assert min(took) < 0.15, took
