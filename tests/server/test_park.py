"""The state of the park: counted from indexes, of one's own structures, and each bar leads to its list."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from pcsol.server.database.tables import event, tower
from pcsol.server.park import figures
from pcsol.server.park.board import WEEKS, mondays
from pcsol.server.park.counting import Group, Week
from tests.server.house import House

_GROUPS = st.lists(st.builds(
    Group, st.integers(1, 3), st.sampled_from(["ready", "given"]), st.sampled_from(["school", None, "own"]),
    st.sampled_from([*"ABCD", None]), st.none(), st.sampled_from(["A", "D", None]),
    st.integers(1, 50),
))  # fmt: skip


def _towers(house: House, of: str = "Valmy", count: int = 1, **values: Any) -> None:
    facts = {
        "state": "to-check",
        "records": 0,
        "search": "",
        **dict.fromkeys(("state_at", "made_at", "seen_at"), house.clock()),
    }
    with house.hub.database.writing() as connection:
        for _time in range(count):
            connection.execute(insert(tower).values({**facts, "structure": house.structures[of], **values}))


def _event(house: House, number: int, old: str, new: str, **values: Any) -> None:
    details = json.dumps({"from": old, "to": new, "why": ""})
    made = {"structure": 1, "tower": number, "kind": "state", "at": house.clock(), "who": "x", "details": details}
    with house.hub.database.writing() as connection:
        connection.execute(insert(event).values({**made, **values}))


def _bars(text: str) -> dict[str, int]:
    """Every row of every chart: its title and its number."""
    rows = re.findall(
        r'<th scope="row">(?:<a [^>]*>)?([^<]+)(?:</a>)?</th><td class="number">([\d\u202f]+)</td>\s*<td class="bar">',
        text,
    )
    return {title: int(count.replace("\u202f", "")) for title, count in rows}


def _weeks(text: str) -> list[tuple[int, int]]:
    rows = re.findall(
        r'<th scope="row">\d\d/\d\d/\d{4}</th><td class="number">(\d+)</td><td class="number">(\d+)</td>', text
    )
    return [(int(received), int(given)) for received, given in rows]


@pytest.fixture
def volunteer(house: House) -> House:
    house.person("camille", "volunteer")
    house.enter("camille")
    return house


@given(_GROUPS, st.sampled_from(["state", "destination", "health", "erasure", "function", "structure"]))
def test_bars_lose_no_tower_and_the_longest_is_whole(groups: list[Group], column: str) -> None:
    bars = figures.bars(groups, column, ["D", "A", "ready"])
    assert sum(bar.count for bar in bars) == sum(group.number for group in groups)
    assert len({bar.key for bar in bars}) == len(bars)
    assert not bars or max(bar.share for bar in bars) == 100
    assert all(bar.key is not None for bar in bars[:-1]), "what is not known stands last"


def test_a_tower_that_was_announced_counts_to_the_week_in_which_it_came() -> None:
    begins = mondays(datetime(2026, 11, 27, tzinfo=UTC))
    weeks = {first: Week() for first in begins}
    weeks[begins[3]] = Week(made=Counter({1: 5, 2: 7}))
    weeks[begins[9]] = Week(
        late=((1, begins[3] + timedelta(days=2)), (1, begins[0] - timedelta(days=400)), (2, begins[3]))
    )
    found = {pair.first: pair.received for pair in figures.weeks(weeks, lambda structure: structure == 1)}
    assert (found[begins[3]], found[begins[9]]) == (4, 2)
    assert sum(found.values()) == 6


@pytest.mark.parametrize("day", [datetime(2026, 3, 30, 12, tzinfo=UTC), datetime(2026, 10, 26, 0, 30, tzinfo=UTC)])
def test_weeks_begin_on_monday_in_paris_also_when_clocks_change(day: datetime) -> None:
    begins = mondays(day)
    assert len(begins) == WEEKS
    assert all((one.weekday(), one.hour) == (0, 0) for one in begins)
    assert begins[-1] <= day < begins[-1] + timedelta(days=7)


def test_an_empty_park_says_so(volunteer: House) -> None:
    shown = volunteer.client.get("/park").text
    assert "Pas encore de tour" in shown
    assert _weeks(shown) == [(0, 0)] * WEEKS


def test_towers_are_counted_by_all_that_is_known_and_lead_to_their_lists(volunteer: House) -> None:
    _towers(volunteer, count=3, state="ready", health="A", destination="school", erasure="accepted")
    _towers(volunteer, count=2, state="for-parts", health="D", destination="own-one")
    _towers(volunteer, count=9, of="Lilas", state="ready")
    shown = volunteer.client.get("/park").text
    bars = _bars(shown)
    assert (bars["prête"], bars["pour pièces"], bars["own-one"]) == (3, 2, 2)
    assert bars["A : bon"] == 3
    for href in ("/towers?state=ready", "/towers?health=D", "/towers?destination=own-one", "/towers?erasure=accepted"):
        assert f'href="{href}"' in shown
    assert "Lilas" not in shown


def test_a_merged_tower_does_not_count_twice(volunteer: House) -> None:
    _towers(volunteer, count=2, state="ready")
    with volunteer.hub.database.writing() as connection:
        connection.execute(update(tower).where(tower.c.number == 2).values(merged_into=1))
    assert _bars(volunteer.client.get("/park").text)["prête"] == 1


def test_a_part_of_the_park_is_chosen_in_the_address_and_stays_in_the_links(volunteer: House) -> None:
    _towers(volunteer, state="ready", health="A")
    _towers(volunteer, state="given", health="B")
    shown = volunteer.client.get("/park?state=ready").text
    assert "B : un peu usé" not in shown
    assert 'href="/towers?state=ready&amp;health=A"' in shown
    assert volunteer.client.get("/park?state=nonsense&structure=9999999999999999999").status_code == 200


def test_the_federation_sees_each_structure_and_a_structure_only_itself(volunteer: House) -> None:
    _towers(volunteer, count=1, state="ready")
    _towers(volunteer, of="Lilas", count=4, state="ready")
    lilas = volunteer.structures["Lilas"]
    assert _bars(volunteer.client.get(f"/park?structure={lilas}").text)["prête"] == 1
    volunteer.person("sacha", "volunteer", of=None)
    volunteer.client.cookies.clear()
    volunteer.enter("sacha")
    bars = _bars(volunteer.client.get("/park").text)
    assert (bars["prête"], bars["Valmy"], bars["Lilas"]) == (5, 1, 4)
    shown = volunteer.client.get(f"/park?structure={lilas}").text
    assert _bars(shown)["prête"] == 4
    assert f'href="/towers?structure={lilas}&amp;state=ready"' in shown


def test_what_came_and_went_stands_in_its_week(volunteer: House) -> None:
    _towers(volunteer, count=2, state="ready")
    _towers(volunteer, count=1, state="announced")
    _event(volunteer, 1, "ready", "given")
    _event(volunteer, 2, "ready", "given")
    _event(volunteer, 2, "given", "ready", undone_by=1)
    with volunteer.hub.database.writing() as connection:
        connection.execute(update(event).where(event.c.number == 2).values(undone_by=3))
    assert _weeks(volunteer.client.get("/park").text)[0] == (2, 1)


def test_figures_are_at_most_fifteen_seconds_old(volunteer: House) -> None:
    _towers(volunteer, state="ready")
    assert _bars(volunteer.client.get("/park").text)["prête"] == 1
    _towers(volunteer, state="ready")
    assert _bars(volunteer.client.get("/park").text)["prête"] == 1
    volunteer.clock.go(seconds=16)
    assert _bars(volunteer.client.get("/park").text)["prête"] == 2


def test_counting_reads_no_tower_but_an_index_only(house: House) -> None:
    """So a million towers cost what their index costs."""
    _towers(house, count=3)
    question = (
        "SELECT structure, state, destination, health, erasure, function, count(*) FROM tower "
        "WHERE merged_into IS NULL GROUP BY structure, state, destination, health, erasure, function"
    )
    with house.hub.database.reading() as connection:
        if house.hub.database.is_sqlite:
            plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}"))
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN {question}"))
    assert "ix_tower_park" in plan
    assert "COVERING" in plan or "Index Only Scan" in plan
