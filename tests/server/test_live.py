"""The page of today is kept fresh over one line per page, from a server as it is run."""

import contextlib
import itertools
import time
from collections.abc import Iterator

import httpx2
import pytest

from pcsol.server.access import sessions
from pcsol.server.today import pages, watch
from tests.server.house import House, marks, probe, record
from tests.server.served import Served


class _Served(Served):
    """The hub of a test, on a port of this machine, and who listens to it."""

    def __init__(self, house: House) -> None:
        super().__init__(house.hub)
        self.cookies = {sessions.COOKIE: house.client.cookies[sessions.COOKIE]}

    @contextlib.contextmanager
    def listening(self) -> Iterator[Iterator[str]]:
        with (
            httpx2.Client(base_url=self.url, cookies=self.cookies, timeout=20) as client,
            client.stream("GET", "/today/events") as answer,
        ):
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield (line.removeprefix("event: ") for line in answer.iter_lines() if line.startswith("event: "))

    def until_nobody_listens(self) -> None:
        for _time in range(100):
            if not self.app.state.watch.listeners:
                return
            time.sleep(0.1)
        pytest.fail("a seat was not given back")


@pytest.fixture
def served(house: House) -> Iterator[_Served]:
    house.person("camille", "volunteer")
    house.enter("camille")
    served = _Served(house)
    yield served
    served.end()


def test_a_record_that_arrives_is_told_to_ones_own_structure_only(house: House, served: _Served) -> None:
    own, other = house.bench(), house.bench("Lilas", name="l")
    with served.listening() as said:
        assert next(said) == "hello"
        other.sends(record(probe(), house.clock(), seen=marks("L1")))
        time.sleep(2.5)
        before = time.monotonic()
        own.sends(record(probe(), house.clock(), seen=marks("V1")))
        assert next(said) == "change"
        assert 0 < time.monotonic() - before < 5
    served.until_nobody_listens()


def test_what_a_station_says_is_told(house: House, served: _Served) -> None:
    bench = house.bench()
    with served.listening() as said:
        assert next(said) == "hello"
        house.clock.go(seconds=5)
        house.client.put("/api/v1/stations/me/progress", json={"phase": "write"}, headers=bench.bearer)
        assert next(said) == "change"


def test_the_line_ends_with_the_session(house: House, served: _Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_SESSION_SECONDS", 0.5)
    with served.listening() as said:
        assert next(said) == "hello"
        house.post("/logout")
        assert list(said) == ["over"]
    served.until_nobody_listens()


def test_so_many_may_listen_and_no_more(served: _Served) -> None:
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(served.listening()) for _time in range(watch.MOST_EACH)]
        assert [next(said) for said in lines] == ["hello"] * watch.MOST_EACH
        answer = httpx2.get(f"{served.url}/today/events", cookies=served.cookies)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    served.until_nobody_listens()
    with served.listening() as said:
        assert next(said) == "hello"


def test_however_many_listen_the_database_is_looked_at_once_a_second(
    served: _Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    seen = served.app.state.watch._look

    def counted() -> object:
        looks.append(time.monotonic())
        return seen()

    monkeypatch.setattr(served.app.state.watch, "_look", counted)
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(served.listening()) for _time in range(5)]
        assert [next(said) for said in lines] == ["hello"] * 5
        time.sleep(3.2)
    between = [later - earlier for earlier, later in itertools.pairwise(looks)]
    assert looks
    assert all(seconds >= 0.99 for seconds in between)


def test_strangers_hear_nothing(served: _Served) -> None:
    assert httpx2.get(f"{served.url}/today/events").status_code == 303
