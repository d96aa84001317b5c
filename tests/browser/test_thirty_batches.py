"""Thirty towers run `pcsol batch` at once into one hub: its page shows them all, and everything arrives once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from pcsol.server.database.tables import record, tower
from pcsol.server.hub import open_hub
from pcsol.server.settings import HubSettings
from tests.browser.chromium import window
from tests.browser.person import Person
from tests.browser.thirty import Place, places
from tests.post_office import certificate
from tests.server.house import House
from tests.server.served import Real, serving

pytestmark = pytest.mark.machine
COUNT, AT_ONCE, BROKEN = 30, 8, (7, 19)
_PATIENCE_MS = 120_000
_AN_ADDRESS_MAY_ENROL = 15


class _Clock:
    """The hub's: behind, until all stations are enrolled; an address may only enrol some in a quarter of an hour."""

    def __init__(self) -> None:
        self.behind = timedelta(minutes=40)

    def __call__(self) -> datetime:
        return datetime.now(UTC) - self.behind


@pytest.fixture
def room(tmp_path: Path) -> Iterator[tuple[Real, list[Place]]]:
    """A hub with a coordinator, and thirty homes that are enrolled at it."""
    shown, clock = certificate(tmp_path), _Clock()
    hub = open_hub(HubSettings.of(tmp_path, f"sqlite:///{tmp_path / 'hub.sqlite'}"), shown.der, clock)
    with House(hub, clock) as house, serving(hub, shown) as url:
        real = Real(hub, house, url)
        house.person("dominique", "coordinator")
        for number in range(1, COUNT + 1):
            place = Place(tmp_path / "room" / f"{number:02d}", number)
            place.lay_out(broken=number in BROKEN)
            with ThreadPoolExecutor(1) as beside:  # the browser's own loop runs in this thread
                beside.submit(real.enrol, place.home).result()
            if number % _AN_ADDRESS_MAY_ENROL == 0:
                clock.behind -= timedelta(minutes=20)
        yield real, places(tmp_path / "room")
    hub.close()


@contextmanager
def _going(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """All their batches, in a group of processes of their own, ended with it."""
    argv = [sys.executable, "-m", "tests.browser.thirty", str(folder)]
    with subprocess.Popen(argv, start_new_session=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _words(page: Page) -> Counter[str]:
    return Counter(page.locator(".bench .word").all_inner_texts())


def test_thirty_batches_at_once_are_shown_and_arrive_once(
    room: tuple[Real, list[Place]], tmp_path: Path, browser: Browser
) -> None:
    real, towers = room
    codes = [one.code for one in towers]
    with window(browser) as page, _going(tmp_path / "room") as process:
        person = Person(page, real.url)
        person.enters("dominique")
        person.goes("/bench")
        _all_at_work(page, codes)
        for one in towers:
            one.let_go()
        assert process.wait(_PATIENCE_MS / 1000) == 0
        _all_have_ended(page, codes)
    _everything_arrived_once(real, towers)


def _all_at_work(page: Page, codes: list[str]) -> None:
    """As many as the room has current for are tested, the others wait; each is a card with its code."""
    bench = page.locator(".bench .tower")
    expect(bench).to_have_count(COUNT, timeout=_PATIENCE_MS)
    expect(page.locator(".bench .word").filter(has_text="TESTE")).to_have_count(AT_ONCE, timeout=_PATIENCE_MS)
    expect(page.locator(".bench .word").filter(has_text="ATTEND")).to_have_count(COUNT - AT_ONCE)
    for code in codes:
        expect(bench.filter(has_text=code)).to_have_count(1)
    first_words = page.locator(".bench .word").all_inner_texts()
    assert first_words == ["ATTEND"] * (COUNT - AT_ONCE) + ["TESTE"] * AT_ONCE, "what waits comes before what works"
    expect(page.locator(".bench progress").first).to_be_visible()


def _all_have_ended(page: Page, codes: list[str]) -> None:
    expect(page.locator(".bench .word").filter(has_text="FINI")).to_have_count(COUNT - len(BROKEN), timeout=20_000)
    assert _words(page) == {"À VOUS": len(BROKEN), "FINI": COUNT - len(BROKEN)}
    bench = page.locator(".bench .tower")
    shown = " ".join(bench.nth(number).inner_text() for number in range(len(BROKEN)))
    assert all(codes[number - 1] in shown for number in BROKEN), "what needs a hand comes first"


def _everything_arrived_once(real: Real, towers: list[Place]) -> None:
    with real.hub.database.reading() as connection:
        found = connection.execute(
            select(tower.c.code, record.c.kind).join_from(record, tower, record.c.tower == tower.c.number)
        ).all()
    wanted = {(one.code, kind): 1 for one in towers for kind in ("intake", "probe", "test", "grade")}
    assert Counter((row.code, row.kind) for row in found) == wanted
    assert [one.code for one in towers if not (one.home / "labels" / f"{one.code}.pdf").is_file()] == []
