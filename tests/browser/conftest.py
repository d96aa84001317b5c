"""A browser for all tests here; their hub is that of tests/server, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.person import Person
from tests.browser.town import Town
from tests.server.databases import clock, database_url, house, hub, pattern, socket
from tests.server.house import House

__all__ = ["clock", "database_url", "house", "hub", "pattern", "socket"]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium.running() as browser:
        yield browser


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    town = Town(house)
    yield town
    town.end()


@pytest.fixture
def person(town: Town, browser: Browser) -> Iterator[Person]:
    """A coordinator of Valmy at 1280 px, not logged in yet."""
    with chromium.window(browser) as page:
        yield Person(page, town.url)
