"""Whatever people and machines write stays words: on every page, in every file, nothing of it runs."""

import csv
import io
import re
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest
from sqlalchemy import String, Text, update
from typing_extensions import override

from pcsol.model.intake import Intake
from pcsol.model.noun import Noun
from pcsol.server.database import tables
from tests.server.at_the_bench import PROGRESS, says
from tests.server.hostile.furnished import OWN, Furnished
from tests.server.hostile.table import GET
from tests.server.house import marks, record
from tests.towers import FAILING, HOSTILE, MANY_DISKS

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}<a href=javascript:alert(1)>=1+1"
_FEDERATION, _OWN = ("administrator", None), ("administrator", OWN)
# Words of a person or a machine; all else in these tables is of a fixed choice.
_WORDS = {
    tables.structure: ("name",), tables.person: ("name",), tables.station: ("name", "version"),
    tables.lot: ("name", "donor", "note"), tables.lot_line: ("asset", "serial", "what"),
    tables.part: ("description", "serial", "taken_by"), tables.photo: ("caption", "who"),
    tables.audit: ("who", "subject"), tables.event: ("who",), tables.record: ("operator",),
    tables.tower: ("asset", "maker", "model", "serial", "processor", "destination", "next_step", "form",
                   "signed_off_by"),
    tables.enrolment: ("station_name", "made_by"), tables.sheet: ("made_by",), tables.arming: ("who",),
}  # fmt: skip


class _Tags(HTMLParser):
    """Collect what runs: scripts, handlers, addresses; and what pictures are loaded."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        source = given.get("src", "")
        # A block of JSON is data to a browser (HTML, 4.12.1): it runs nothing.
        runs = tag == "script" and given.get("type") != "application/json"
        if runs and not source.startswith(("/static/", "/classroom/static/")):
            self.found.append(f"script {given}")
        if tag in ("iframe", "object", "embed", "base") or (tag == "img" and not source.startswith(("/", "data:"))):
            self.found.append(f"{tag} {given}")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            if re.match(r"\s*(javascript|vbscript|data:text)", given.get(name, ""), re.IGNORECASE):
                self.found.append(f"{tag} {name}={given[name]}")


def _spoil_where_it_may(noun: Noun) -> Noun:
    """Return the noun with something nasty in every string in which its schema allows it."""
    plain = noun.to_json()

    def walk(node: Any) -> None:
        for key in node if isinstance(node, dict) else range(len(node)):
            old = node[key]
            if isinstance(old, dict | list):
                walk(old)
            elif isinstance(old, str):
                node[key] = NASTY
                try:
                    type(noun).from_json(plain)
                except ValueError:
                    node[key] = old

    walk(plain)
    return type(noun).from_json(plain)


@pytest.fixture(scope="module")
def spoilt(furnished: Furnished) -> Furnished:
    """The house with something nasty in all its words, as records bring them and as they stand in its tables."""
    house, bench, code = furnished.house, furnished.benches[OWN], furnished.things[OWN]["code"]
    for one in (HOSTILE, _spoil_where_it_may(FAILING), _spoil_where_it_may(MANY_DISKS)):
        whole = {**record(one, house.clock(), code=code, seen=marks(NASTY)), "operator": NASTY, "station": NASTY}
        last = bench.sends(whole)
        furnished.things[OWN]["record"] = last["id"]
    said = Intake(taken_at=house.clock(), pcsol=NASTY, code=code, lot=NASTY, donor_asset_number=NASTY, form=NASTY,
                  missing=(NASTY,), locks_seen=(NASTY,), note=NASTY)  # fmt: skip
    furnished.things[OWN]["intake"] = bench.sends(record(said, house.clock(), kind="intake", code=code))["id"]
    run = {"schema": "pcsol/wipe-run/1", "results": [{"disk": NASTY, "phase": NASTY, "why": NASTY}]}
    whole = {**record(said, house.clock(), kind="wipe", code=code), "body": run}
    furnished.things[OWN]["wipe"] = bench.sends(whole)["id"]
    progress = {"disk": NASTY, "phase": NASTY, "code": NASTY, "done_bytes": 1, "total_bytes": 2}
    for body in (progress, {"lines": [progress], NASTY: NASTY}):
        house.client.put("/api/v1/stations/me/progress", json=body, headers=bench.bearer)
    line = {
        "id": NASTY[:60],
        "code": NASTY[:60],
        "text": NASTY[:400],
        "since": "2026-11-27T08:00:00Z",
        "state": "doing",
    }
    doing = {"disk": NASTY[:200], "phase": NASTY[:60], "share": 0.5}
    said = says(42, "hand", needs=[line], steps=[line], doing=[doing], batch=NASTY[:60], disks=[NASTY[:200]])
    for named in (code, NASTY[:20]):
        station = house.bench(OWN, NASTY).bearer
        answer = house.client.put(PROGRESS, json={**said, "tower": named}, headers=station)
        assert answer.status_code == 200, answer.text
    furnished.asks(_OWN, "POST", f"/towers/{code}/note", data={"text": NASTY})
    furnished.asks(_OWN, "POST", f"/towers/{code}/state", data={"state": "ready", "why": NASTY})
    furnished.asks(_OWN, "POST", f"/towers/{code}/names", data={"asset": NASTY[:90]})
    _fill(furnished)
    return furnished


def _fill(furnished: Furnished) -> None:
    """Write it into every column of words too: a way in that nobody thought of ends there."""
    with furnished.house.hub.database.writing() as connection:
        for table, names in _WORDS.items():
            for row in connection.execute(table.select()).mappings():
                number = row["number"]
                assert all(isinstance(table.c[name].type, String | Text) for name in names)
                values = {name: f"{NASTY}{number}"[: getattr(table.c[name].type, "length", None)] for name in names}
                connection.execute(update(table).where(table.c.number == number).values(values))


def test_nothing_that_somebody_wrote_runs_on_any_page(spoilt: Furnished) -> None:
    wrong, seen = [], 0
    for who in (_OWN, _FEDERATION):
        for path, row in GET.items():
            if row.endless:
                continue
            named = spoilt.aimed(path, OWN)
            if who is _FEDERATION:
                named = named.replace(spoilt.things[OWN]["code"], f"n-{spoilt.things[OWN]['tower-number']}")
            answer = spoilt.asks(who, "GET", named)
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            wrong += [(path, who, one) for one in _runs(answer.text)]
            seen += "&lt;script&gt;" in answer.text
            assert "49" not in re.findall(r"img src=x[^{]{0,40}(49)", answer.text), path
    assert wrong == []
    assert seen > 15, "the words are shown, escaped"


def _runs(text: str) -> list[str]:
    tags = _Tags()
    tags.feed(text)
    return tags.found


@pytest.mark.parametrize("kind", ["intake", "wipe", "record"])
def test_nothing_in_a_record_runs_on_its_page(spoilt: Furnished, kind: str) -> None:
    things = spoilt.things[OWN]
    answer = spoilt.asks(_OWN, "GET", f"/towers/{things['code']}/records/{things[kind]}")
    assert answer.status_code == 200
    assert "&lt;script&gt;" in answer.text
    assert _runs(answer.text) == []


@pytest.mark.parametrize(
    "path",
    ["/towers?q={x}", "/login?next={x}", "/login?next=javascript:alert(1)", "/scan?code={x}", "/parts?q={x}&to={x}",
     "/labels?codes={x}&layout={x}", "/audit?who={x}&action={x}", "/park?state={x}", "/towers?told={x}&state={x}",
     "/towers/{code}/merge?other={x}", "/towers/{x}", "/{x}", "/towers/several?n={number}&do={x}"],
)  # fmt: skip
def test_nothing_in_an_address_runs(spoilt: Furnished, path: str) -> None:
    things = spoilt.things[OWN]
    asked = path.replace("{code}", things["code"]).replace("{number}", things["tower-number"])
    answer = spoilt.asks(_OWN, "GET", asked.replace("{x}", NASTY.replace("#", "%23").replace("/", "%2F")))
    assert answer.status_code < 500
    assert _runs(answer.text) == []


def test_no_cell_of_a_file_is_a_formula_or_a_link(spoilt: Furnished) -> None:
    with spoilt.house.hub.database.writing() as connection:
        for place, sign in enumerate(("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "javascript:alert(1)", "http://x/")):
            change = update(tables.tower).where(tables.tower.c.number % 7 == place).values(model=sign, next_step=sign)
            connection.execute(change)
    lines = spoilt.asks(_FEDERATION, "GET", "/towers.csv").content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(lines), delimiter=";") for cell in line]
    assert any("<script>" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    book = openpyxl.load_workbook(io.BytesIO(spoilt.asks(_FEDERATION, "GET", "/towers.xlsx").content))
    found = [cell for line in book.worksheets[0].iter_rows() for cell in line]
    assert [cell.coordinate for cell in found if cell.data_type == "f" or cell.hyperlink] == []


def test_the_test_finds_what_runs() -> None:
    for one in (
        NASTY,
        '<p onclick="x">',
        "<a href=' javascript:x'>",
        "<p style=x>",
        "<script src=//elsewhere></script>",
    ):
        assert _runs(one), one
