"""So many towers load themselves at once and no more, in the order in which they asked: thirty of them, for real."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.server.at_the_bench import PROGRESS, Tower, says, tower, towers
from tests.server.house import House
from tests.server.served import Served


@pytest.fixture
def served(house: House) -> Iterator[Served]:
    served = Served(house.hub)
    yield served
    served.end()


def _all_at_once(served: Served, asking: list[Tower], burn: str | None = "wants") -> list[bool]:
    """Let all of them ask in the same moment, each over a line of its own."""
    start = threading.Barrier(len(asking))

    def asks(one: Tower) -> bool:
        with httpx2.Client(base_url=served.url, timeout=60) as client:
            start.wait()
            answer = client.put(PROGRESS, json=says(one.number, burn=burn), headers=one.bench.bearer)
            assert answer.status_code == 200, answer.text
            return bool(answer.json()["orders"]["burn"])

    with ThreadPoolExecutor(len(asking)) as pool:
        return list(pool.map(asks, asking))


def test_of_thirty_that_ask_at_once_eight_may_and_all_have_their_turn(house: House, served: Served) -> None:
    waiting, turns = towers(house, 30), 0
    while waiting:
        may = _all_at_once(served, waiting)
        assert sum(may) == min(8, len(waiting))
        assert _all_at_once(served, waiting, "wants") == may, "who asks again keeps what it has"
        burning = [one for one, its in zip(waiting, may, strict=True) if its]
        _all_at_once(served, burning, None)
        waiting = [one for one in waiting if one not in burning]
        turns += 1
    assert turns == 4


def test_who_asked_first_comes_first(house: House) -> None:
    house.person("camille", "technician")
    house.enter("camille")
    assert house.post("/bench/room", most="1").status_code == 303
    one, two, three = (tower(house, number) for number in (1, 2, 3))
    assert [its.asks(burn="wants")["burn"] for its in (one, two, three)] == [True, False, False]
    one.asks(burn=None)
    assert [its.asks(burn="wants")["burn"] for its in (three, one, two)] == [False, False, True]
    assert "1/1" in house.client.get("/bench/part").text


def test_who_falls_silent_for_a_minute_loses_its_place_and_counts_again_once_it_speaks(house: House) -> None:
    house.person("camille", "technician")
    house.enter("camille")
    house.post("/bench/room", most="1")
    one, two = tower(house, 1), tower(house, 2)
    assert one.asks(burn="burns")["burn"] is True
    house.clock.go(seconds=59)
    assert two.asks(burn="wants")["burn"] is False
    house.clock.go(seconds=2)
    assert two.asks(burn="wants")["burn"] is True
    assert one.asks(burn="burns")["burn"] is True, "it loads itself, whatever anybody says"
    assert "2/1" in house.client.get("/bench/part").text
    two.asks(burn=None)
    assert two.asks(burn="wants")["burn"] is False
    one.asks(burn=None)
    assert two.asks(burn="wants")["burn"] is True


def test_a_room_is_a_structures_own(house: House) -> None:
    house.person("camille", "technician")
    house.enter("camille")
    house.post("/bench/room", most="1")
    assert tower(house, 1).asks(burn="wants")["burn"] is True
    assert tower(house, 2, of="Lilas").asks(burn="wants")["burn"] is True
    assert tower(house, 3).asks(burn="wants")["burn"] is False
