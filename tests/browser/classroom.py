"""`pcsol checklist serve` as a process, that power cuts end; and phones and tablets that come to it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from pcsol.checklist.course import Course, course
from pcsol.model.probe import Probe
from pcsol.model.workshop.room import Event, Plan
from pcsol.store.workshops.desk import FolderRoom
from pcsol.store.workshops.shelf import load_workshops
from tests.browser.looks import TOWER, before, compared, look

WORKSHOP = "0123456789ab"
_LONGEST_SECONDS = 40


class Classroom:
    """A workshop of two groups with the shipped whole list, served from a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.shelf = load_workshops()
        names = next(iter(self.shelf.names.values())).names
        self.plan = Plan.model_validate({
            "id": WORKSHOP, "checklist": "full", "level": "explorer", "on": date(2026, 11, 28), "place": "Valmy",
            "adults": 2, "made_at": datetime.now(UTC), "registered": {"bands": {"11-14": 8}},
            "groups": [
                {"id": "g1", "nickname": names[0], "tower": TOWER},
                {"id": "g2", "nickname": names[1], "school": True, "vouched": "facilitator"},
            ],
        })  # fmt: skip
        self.was = look(home, before())
        self.desk = FolderRoom(home).open(self.plan)  # as the form does once nothing is wrong with it
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[str] | None = None
        self.facilitator = self.starts()
        self.code, self.second = self.desk.code(), self.desk.second_code() or ""
        self.outline = self.shelf.outline("full", "explorer")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def link(self, group: str = "g1") -> str:
        return f"{self.url}/g/{self.desk.link(group)}"

    def starts(self) -> str:
        """Start it; return the facilitator's address, as it is printed."""
        argv = ("checklist", "serve", "--host", "127.0.0.1", "--port", str(self.port))
        environment = {**os.environ, "PCSOL_HOME": str(self.home), "PCSOL_LANG": "fr", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pcsol", *argv], stderr=subprocess.PIPE, text=True, env=environment
        )
        assert self.process.stderr is not None
        said = ""
        while not (found := re.search(r"(http://\S+/f/\S+)", said)):
            line = self.process.stderr.readline()
            assert line, said
            said += line
        until = time.monotonic() + _LONGEST_SECONDS
        while time.monotonic() < until:
            with socket.socket() as line_to_it:
                if line_to_it.connect_ex(("127.0.0.1", self.port)) == 0:
                    return found[1]
            time.sleep(0.05)
        raise AssertionError("it does not answer")

    def hears(self, now: Probe) -> None:
        """The tower's own record comes: a comparison with what it was, and the look that it ends with."""
        compared(self.home, self.was, now)

    def power_cut(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def ends(self) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.communicate(timeout=_LONGEST_SECONDS)

    def events(self, group: str = "g1") -> tuple[Event, ...]:
        return self.desk.events(group)

    def course(self, group: str = "g1") -> Course:
        return course(self.outline, self.events(group))


class Device:
    """A phone or tablet of a group, and the person who holds it."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)
        self.page.goto(url)

    def shows(self, screen: str) -> None:
        self.page.locator(f"[data-if='on:{screen}']").wait_for(state="visible")

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()

    def ticks(self, step: str) -> None:
        self.shows(f"step-{step}")
        self.page.locator(f"[data-if='on:step-{step}'] button.done").click()

    def goes_on_after_a_break(self) -> None:
        if self.page.get_by_role("button", name="On reprend").locator("visible=true").count():
            self.presses("On reprend")

    def types_code(self, code: str, button: str) -> None:
        self.page.locator("input[name=code]:visible").fill(code)
        self.presses(button)

    def seen(self) -> list[str]:
        """Return the names of all parts that are seen, themselves and what is around them."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('[data-if]')].filter((one) => !one.hidden).map((one) => one.dataset.if)"
        )
        return sorted(found)

    def _note(self, message: ConsoleMessage) -> None:
        # A line that is down is what these tests are about.
        if message.type in ("error", "warning") and "net::ERR" not in message.text and "409" not in message.text:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


@contextmanager
def device(browser: Browser, url: str, width: int = 360, **options: Any) -> Iterator[Device]:
    settings = {"locale": "fr-FR", "viewport": {"width": width, "height": 740}} | options
    context = browser.new_context(**settings)
    context.set_default_timeout(20_000)
    try:
        held = Device(context, url)
        yield held
    finally:
        context.close()
    assert not held.complaints, held.complaints
