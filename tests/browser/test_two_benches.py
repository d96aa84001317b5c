"""What the inventory is for: two benches, one inventory, a coordinator at a browser, a real hub between them."""

import csv
import subprocess
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.bench import Bench
from tests.browser.cable import Cable
from tests.browser.chromium import window
from tests.browser.person import Person
from tests.server.test_commands import pinned_when_there
from tests.server.test_serving import first_account, serving, told, waited_for

pytestmark = pytest.mark.machine
NEAR, FAR = "VAL-0042-D", "VAL-0043-E"


def test_two_benches_feed_one_inventory_though_one_was_offline(
    database_url: str, browser: Browser, tmp_path: Path
) -> None:
    home, near, far = (tmp_path / name for name in ("hub-home", "near", "far"))
    for folder in (home, near, far):
        folder.mkdir()
    with (
        serving(home, "--database", database_url) as (process, url),
        Cable(urlsplit(url).port or 0) as cable,
        window(browser) as page,
    ):
        waited_for(url, pinned_when_there(home))
        first = _first_password(browser, process, home, url)
        coordinator = Person(page, url)
        coordinator.enters_first("dominique", first, "quatre-tours-bleues")
        _enrols(coordinator, Bench(near), "banc 1", url)
        _enrols(coordinator, Bench(far), "banc 2", f"https://127.0.0.1:{cable.port}")
        _one_is_offline(coordinator, Bench(near), Bench(far), cable)
        _sees_both_today(coordinator)
        _finds_and_opens(coordinator)
        _prints_and_exports(coordinator)


def _first_password(browser: Browser, process: subprocess.Popen[bytes], home: Path, url: str) -> str:
    """The first account, made by the hub, adds a structure and a coordinator; return their first password."""
    login, password = _shown_by(process, home)
    with window(browser) as page:
        admin = Person(page, url)
        admin.enters_first(login, password, "trois-tours-rouges")
        admin.goes("/structures")
        admin.fills("/structures", name="Valmy", prefix="val")
        expect(page.get_by_role("main")).to_contain_text("VAL")
        admin.goes("/people")
        admin.fills("/people", name="Dominique", login="dominique", role="coordinator", structure="1")
        return page.locator("code.big").inner_text()


def _shown_by(process: subprocess.Popen[bytes], home: Path) -> tuple[str, str]:
    assert "first-account.txt" in told(process, "Ctrl-C"), "nobody looks at its terminal: it stands in a file"
    return first_account(home)


def _enrols(coordinator: Person, bench: Bench, name: str, hub: str) -> None:
    coordinator.goes("/stations")
    coordinator.fills("/stations", name=name)
    code = coordinator.page.locator(".code.huge").inner_text()
    bench.pushes("--enrol", code, "--hub", hub)
    expect(coordinator.page.locator("[data-done]")).to_contain_text(name)


def _one_is_offline(coordinator: Person, near: Bench, far: Bench, cable: Cable) -> None:
    cable.pull()
    far.sees("qemu-five-disks", FAR)
    far.erases()
    assert far.pushes(code=71)["error"]["remedy"]
    near.sees("made-up-optiplex-7010", NEAR)
    near.erases()
    assert near.pushes()["delivered"] == 3
    coordinator.goes("/")
    expect(coordinator.page.get_by_role("table").get_by_role("link", name=NEAR)).to_be_visible()
    expect(coordinator.page.get_by_role("link", name=FAR)).to_have_count(0)
    assert far.waiting() == 3, "a bench without a network loses nothing"
    cable.plug()
    assert far.pushes()["delivered"] == 3
    assert (far.waiting(), near.waiting()) == (0, 0)


def _sees_both_today(coordinator: Person) -> None:
    for code in (NEAR, FAR):  # the page renews itself
        expect(coordinator.page.get_by_role("table").get_by_role("link", name=code)).to_be_visible()
    expect(coordinator.page.get_by_role("main")).to_contain_text("banc 1")
    expect(coordinator.page.get_by_role("main")).to_contain_text("banc 2")


def _finds_and_opens(coordinator: Person) -> None:
    page = coordinator.page
    page.get_by_role("link", name="Tours", exact=True).click()
    page.fill("#q", "7qx2p5j")
    page.keyboard.press("Enter")
    expect(_towers(page)).to_have_text([NEAR])
    page.locator(".chips a").last.click()
    expect(_towers(page)).to_have_count(2)
    page.locator("details.more summary").first.click()
    page.select_option("#f-erasure", "accepted")
    page.locator("details.more button").first.click()
    expect(_towers(page)).to_have_text([NEAR])
    _towers(page).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("OptiPlex 7010")
    erasure = page.get_by_role("region", name="Effacement")
    expect(erasure).to_contain_text("Signé par banc 1, Valmy, connu ici")
    expect(erasure.locator(".badge.good").first).to_be_visible()
    coordinator.goes(f"/towers/{FAR}")
    expect(erasure).to_contain_text("Signé par banc 2, Valmy, connu ici")


def _prints_and_exports(coordinator: Person) -> None:
    page = coordinator.page
    coordinator.goes("/towers")
    for box in page.locator("td.tick input").all():
        box.check()
    page.locator('button[name=do][value="labels"]').click()
    assert coordinator.prints("a.button.first").startswith(b"%PDF-")
    coordinator.goes("/towers?c=model&c=erasure")
    table = coordinator.takes('a[href^="/towers.csv"]').read_text("utf-8-sig")
    models = {row["Modèle"] for row in csv.DictReader(table.splitlines(), delimiter=";")}
    book = load_workbook(BytesIO(coordinator.takes('a[href^="/towers.xlsx"]').read_bytes()))
    rows = list(book.active.values)
    assert "OptiPlex 7010" in models
    assert {row[rows[0].index("Modèle")] for row in rows[1:]} == models
    assert len(rows) == 3


def _towers(page: Page) -> Locator:
    return page.locator("table.stack th a.code")
