"""The page of today says what came in, what stations do, and what needs a look; of one's own structure only."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from pcsol.server.database.tables import event, tower
from pcsol.server.today import progress
from tests.server.house import House, marks, probe, record
from tests.towers import FAILING, HOSTILE

LINE = {"disk": "sda", "phase": "write", "done_bytes": 30, "of_bytes": 120, "seconds_left": 600, "errors": 2}
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["phase", "disk", "done_bytes", "of_bytes", "seconds_left", "errors", "tower", "x"]), inner,
        max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


@pytest.fixture
def volunteer(house: House) -> House:
    house.person("camille", "volunteer")
    house.enter("camille")
    return house


@pytest.mark.parametrize("sent", [LINE, {"disks": [LINE]}, {"tower": "VAL-0042-D", "lines": [LINE, "x", 3, {}]}])
def test_a_line_of_progress_is_read_alone_and_in_a_list(sent: dict[str, Any]) -> None:
    (one,) = progress.read(json.dumps(sent))
    assert (one.disk, one.phase, one.share, one.errors, one.tower) == ("sda", "write", 25, 2, sent.get("tower"))


@given(_JSON)
def test_whatever_a_station_says_is_read_or_left_out(said: object) -> None:
    for one in progress.read(json.dumps(said)):
        assert one.share is None or 0 <= one.share <= 100
        assert isinstance(one.what, str)
        assert isinstance(one.left, str)


def test_an_unknown_share_is_not_zero() -> None:
    (one,) = progress.read(json.dumps({"phase": "firmware", "done_bytes": 0, "of_bytes": 0}))
    assert one.share is None


def test_the_first_page_says_what_to_do_while_there_is_nothing(volunteer: House) -> None:
    shown = volunteer.client.get("/").text
    assert "Aujourd’hui" in shown
    assert "pcsol push" in shown


def test_todays_towers_are_there_and_yesterdays_are_not(volunteer: House) -> None:
    bench = volunteer.bench()
    bench.sends(record(probe(), volunteer.clock(), code="VAL-0041-C", seen=marks("A1")))
    volunteer.clock.go(days=1)
    volunteer.client.cookies.clear()
    volunteer.enter("camille")
    bench.sends(record(probe(), volunteer.clock(), code="VAL-0042-D", seen=marks("A2")))
    shown = volunteer.client.get("/").text
    assert "VAL-0042-D" in shown
    assert "VAL-0041-C" not in shown
    assert 'href="/towers/VAL-0042-D"' in shown


def test_the_day_begins_at_midnight_in_paris(volunteer: House) -> None:
    volunteer.clock.now = volunteer.clock.now.replace(hour=22, minute=30)
    volunteer.client.cookies.clear()
    volunteer.enter("camille")
    bench = volunteer.bench()
    bench.sends(record(probe(), volunteer.clock(), code="VAL-0042-D"))
    assert "VAL-0042-D" in volunteer.client.get("/").text
    volunteer.clock.go(hours=1)
    assert "VAL-0042-D" not in volunteer.client.get("/").text


def test_what_stations_do_is_shown_while_it_is_fresh(volunteer: House) -> None:
    bench = volunteer.bench(name="banc 7")
    assert volunteer.client.put("/api/v1/stations/me/progress", json=LINE, headers=bench.bearer).status_code == 204
    shown = volunteer.client.get("/today/part").text
    assert "banc 7" in shown
    assert 'value="25"' in shown
    volunteer.clock.go(minutes=11)
    assert 'value="25"' not in volunteer.client.get("/today/part").text


def test_failing_disks_unsigned_newer_and_refused_records_and_doubts_need_a_look(volunteer: House) -> None:
    bench = volunteer.bench()
    assert "Rien pour le moment" in volunteer.client.get("/").text
    bench.sends(record(FAILING, volunteer.clock(), code="VAL-0042-D"))
    assert bench.put(record(probe(), volunteer.clock(), code="VAL-0043-E")).status_code == 201
    bench.sends({**record(probe(), volunteer.clock(), code="VAL-0044-R"), "schema": "pcsol/record/2"})
    assert bench.put({**record(probe(), volunteer.clock()), "body": {"<b>x\0": 1}}).status_code == 422
    with volunteer.hub.database.writing() as connection:
        connection.execute(update(tower).where(tower.c.code == "VAL-0044-R").values(doubt="other-marks"))
        connection.execute(update(tower).where(tower.c.code == "VAL-0043-E").values(erasure="none"))
    shown = volunteer.client.get("/").text
    for words in ("disque en panne", "non signé", "mettez le serveur à jour", "refusé", "doute", "NON EFFACÉ"):
        assert words in shown
    assert "<b>x" not in shown


@pytest.mark.parametrize("way", ["one", "batch"])
def test_the_same_refusal_is_one_line(volunteer: House, way: str) -> None:
    bench = volunteer.bench()
    bad = {**record(probe(), volunteer.clock()), "body": {}}
    for _time in range(3):
        if way == "one":
            assert bench.put(bad).status_code == 422
        else:
            sent = {"records": [bad, bad]}
            volunteer.client.post("/api/v1/records:batch", json=sent, headers=bench.bearer)
    assert volunteer.client.get("/").text.count(">refusé<") == 1
    bench.sends({**record(probe(), volunteer.clock()), "id": bad["id"]})
    assert ">refusé<" not in volunteer.client.get("/").text, "it was mended"


def test_figures_of_the_day_count_what_was_done_and_not_what_was_undone(volunteer: House) -> None:
    bench = volunteer.bench()
    bench.sends(record(probe(), volunteer.clock(), code="VAL-0042-D"))
    with volunteer.hub.database.writing() as connection:
        number = connection.scalar(select(tower.c.number))
        line = {"structure": volunteer.structures["Valmy"], "tower": number, "kind": "state", "at": volunteer.clock()}
        for undone in (None, None, True):
            made = {**line, "who": "x", "details": json.dumps({"from": "to-check", "to": "given"})}
            done = connection.execute(event.insert().values(made).returning(event.c.number)).scalar_one()
            if undone:
                connection.execute(update(event).where(event.c.number == done).values(undone_by=done))
    shown = " ".join(volunteer.client.get("/").text.split())
    assert '<span class="big">2</span> tours données' in shown
    assert '<span class="big">1</span> tour vue' in shown


def test_nothing_of_another_structure_is_shown(volunteer: House) -> None:
    bench = volunteer.bench("Lilas", name="banc lilas")
    bench.put(record(FAILING, volunteer.clock(), code="LIL-0042-O"))
    bench.put({**record(probe(), volunteer.clock()), "body": {}})
    with volunteer.hub.database.writing() as connection:
        connection.execute(update(tower).values(doubt="other-marks", erasure="none"))
    shown = volunteer.client.get("/").text
    assert "LIL-0042-O" not in shown
    assert "banc lilas" not in shown
    assert "Rien pour le moment" in shown
    volunteer.person("sacha", "volunteer", of=None)
    volunteer.client.cookies.clear()
    volunteer.enter("sacha")
    assert "LIL-0042-O" in volunteer.client.get("/").text


def test_what_a_tower_says_of_itself_stays_words(volunteer: House) -> None:
    bench = volunteer.bench(name="<img src=x>")
    bench.sends(record(HOSTILE, volunteer.clock()))
    volunteer.client.put("/api/v1/stations/me/progress", json={"phase": "<i>", "disk": "<i>"}, headers=bench.bearer)
    for path in ("/", "/today/part"):
        shown = volunteer.client.get(path).text
        assert not any(tag in shown for tag in ("<script>alert", "<img", "<i>"))
