"""A workshop's sheet as a page, opened from a file: no barrier that axe finds, and nothing its own policy forbids."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from pcsol.i18n import speaking
from pcsol.report.workshop.sheets.page import page
from pcsol.store.workshops.shelf import load_workshops
from tests.browser.chromium import window

pytestmark = pytest.mark.machine


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_sheet_has_no_barrier(browser: Browser, tmp_path: Path, language: str, width: int) -> None:
    shelf = load_workshops()
    file = tmp_path / "full.html"
    with speaking(language):
        file.write_text(page(shelf.outline("full"), shelf.drawing), "utf-8")
    with window(browser, width) as opened:
        opened.goto(file.as_uri())
        assert opened.locator("svg").count() > 20
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    with window(browser, width, bypass_csp=True) as opened:
        opened.goto(file.as_uri())
        found = Axe().run(opened, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:150]) for one in found] == []
