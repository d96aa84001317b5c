"""Debian's Chromium, and windows of it that note whatever its console complains of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

PROGRAM = Path("/usr/bin/chromium")
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_LONGEST_MS = 20_000


@contextmanager
def running() -> Iterator[Browser]:
    """Start it. What is missing is a failure: a test that did not run did not pass."""
    if not PROGRAM.is_file():
        pytest.fail(f"{PROGRAM} is not there: install Debian's package chromium (set-up/packages machine)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=_OPTIONS)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, width: int = 1280, **options: Any) -> Iterator[Page]:
    """Open a window that shares nothing with others. At its end nothing may have been complained of: a script that
    broke, something that the policy of the page forbade, a file that is not there."""
    options = {"locale": "fr-FR", "viewport": {"width": width, "height": 800}, "ignore_https_errors": True} | options
    context = browser.new_context(**options)
    context.set_default_timeout(_LONGEST_MS)
    page, complaints = context.new_page(), list[str]()

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "responded with a status of 4" not in message.text:
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    try:
        yield page
    finally:
        context.close()
    assert not complaints, complaints
