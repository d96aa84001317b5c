"""The hub says that it is well only while its database takes what is written; and it says so within seconds."""

import asyncio
import threading
import time

from pcsol.server.database.connect import Database
from pcsol.server.hub import Hub
from pcsol.server.upkeep.pulse import FRESH_SECONDS, PATIENCE_SECONDS, Pulse
from tests.server.house import House


class _Watch:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def _beats(pulse: Pulse, most_seconds: float = 10.0) -> bool:
    return asyncio.run(pulse.beats(most_seconds))


def _make_read_only(database: Database) -> None:
    """From now on it says what a read-only medium or a stand-by server says."""
    with database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA query_only = ON")  # of its one writer
        else:
            name = connection.engine.url.database
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    if not database.is_sqlite:
        database.close()  # new connections are told


def test_a_hub_that_cannot_write_does_not_say_that_it_is_well(house: House) -> None:
    assert house.client.get("/healthz").status_code == 200
    house.client.app.state.pulse = Pulse(house.hub.database)  # as some seconds later
    _make_read_only(house.hub.database)
    answer = house.client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "database")
    assert house.client.get("/login").status_code == 200, "who only reads goes on"


def test_it_is_tried_once_in_some_seconds_however_often_it_is_asked(hub: Hub) -> None:
    watch = _Watch()
    pulse = Pulse(hub.database, watch)
    assert _beats(pulse)
    _make_read_only(hub.database)
    watch.seconds += FRESH_SECONDS - 0.1
    assert _beats(pulse), "what was found just now is told again"
    watch.seconds += 0.2
    assert not _beats(pulse)


def test_it_is_well_again_once_it_can_be_written_again(hub: Hub) -> None:
    watch = _Watch()
    pulse = Pulse(hub.database, watch)
    with hub.database.writing() as connection:  # somebody who does not end
        if not hub.database.is_sqlite:
            connection.exec_driver_sql("LOCK TABLE setting IN ACCESS EXCLUSIVE MODE")
        since = time.monotonic()
        assert not _beats(pulse, 0.2)
        watch.seconds += 60
        assert not _beats(pulse, 0.2), "the one that hangs is not joined by another one"
        assert time.monotonic() - since < 3
        assert [one.name for one in threading.enumerate()].count("pulse") == 1
    assert _until(pulse, watch)


def test_a_write_that_waits_for_another_one_is_no_alarm_unless_it_never_ends(hub: Hub) -> None:
    watch = _Watch()
    pulse = Pulse(hub.database, watch)
    assert _beats(pulse)
    with hub.database.writing() as connection:
        if not hub.database.is_sqlite:
            connection.exec_driver_sql("LOCK TABLE setting IN ACCESS EXCLUSIVE MODE")
        watch.seconds += FRESH_SECONDS
        assert _beats(pulse, 0.2)
        watch.seconds += PATIENCE_SECONDS
        assert not _beats(pulse, 0.2)
    assert _until(pulse, watch)


def test_a_database_without_its_tables_is_told(hub: Hub) -> None:
    with hub.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE setting")
    assert not _beats(Pulse(hub.database))


def _until(pulse: Pulse, watch: _Watch) -> bool:
    for _time in range(50):
        watch.seconds += 60
        if _beats(pulse):
            return True
        time.sleep(0.1)
    return False
