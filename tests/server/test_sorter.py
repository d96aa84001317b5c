"""The sorter takes letters together, and goes on whatever becomes of those who wait."""

import os
import time
from concurrent.futures import Future
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DataError, OperationalError, StatementError

from pcsol.judge.certificate import public_key
from pcsol.judge.letters.signature import signed
from pcsol.server.access import tokens
from pcsol.server.access.senders import Senders
from pcsol.server.database.tables import record as records
from pcsol.server.faults import Fault
from pcsol.server.letters.letter import Keys, Letter, opened
from pcsol.server.letters.sorter import Sorter, _Waiting
from pcsol.server.letters.waiting import answered
from tests.server.house import House, marks, probe, record


def _letter(house: House, serial: str) -> Letter:
    key = os.urandom(32)
    plain = signed(record(probe(), house.clock(), seen=marks(serial)), key)
    return opened(plain, Keys(lambda _name: public_key(key)))


def test_who_waits_no_more_is_left_out_and_the_others_are_kept(house: House) -> None:
    bench, sorter = house.bench(), Sorter(house.hub.database, house.clock)
    with house.hub.database.reading() as connection:
        caller, _note = tokens.find(connection, bench.token, house.clock())
    left: Future[int] = Future()
    left.cancel()
    sorter._tray.put(_Waiting(_letter(house, "SERIEUNE1"), caller, left))
    answers = [sorter.keep(_letter(house, f"SERIEDEUX{number}"), caller) for number in range(5)]
    sorter.close()
    assert [one.result(0) for one in answers] == [201] * 5
    with house.hub.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(records)) == 5


def test_towers_that_one_batch_brings_are_found_by_the_next_of_its_letters(house: House) -> None:
    bench = house.bench()
    whole = [bench.signed(record(probe(), house.clock(), seen=marks(f"SERIE{number // 2}A"))) for number in range(8)]
    answer = house.client.post("/api/v1/records:batch", json={"records": whole}, headers=bench.bearer)
    assert [one["status"] for one in answer.json()["results"]] == [201] * 8
    towers = house.client.get("/api/v1/towers", headers=bench.bearer).json()["towers"]
    assert [tower["records"] for tower in towers] == [2] * 4


def test_who_was_let_in_is_believed_for_half_a_minute(house: House) -> None:
    bench, senders, now = house.bench(), Senders(), house.clock()
    with house.hub.database.reading() as connection:
        caller, _note = tokens.find(connection, bench.token, now)
    senders.remember(caller, now)
    assert senders.find(caller.token, now + timedelta(seconds=29)) == caller
    assert senders.find(caller.token, now + timedelta(seconds=30)) is None
    assert senders.find(caller.token, now - timedelta(seconds=1)) is None
    assert senders.find("another", now) is None


def test_a_batch_waits_once_for_all_of_its_records() -> None:
    """And not a minute for each; what was not begun by then is called back, for its station sends it again."""
    begun: list[Future[int]] = [Future() for _time in range(20)]
    begun[3].set_result(201)
    since = time.monotonic()
    told = answered(begun, seconds=0.2)
    assert time.monotonic() - since < 2
    assert told[3] == 201
    assert {one.status for one in told if isinstance(one, Fault)} == {503}
    assert all(one.cancelled() for place, one in enumerate(begun) if place != 3)


@pytest.mark.parametrize(
    ("err", "status"),
    [
        (OverflowError("too large"), 422), (DataError("INSERT", {}, Exception("NUL")), 422),
        (StatementError("no zone", "INSERT", {}, ValueError()), 422),
        (OperationalError("INSERT", {}, Exception("disk full")), 503), (RuntimeError("ours"), 503),
    ],
)  # fmt: skip
def test_what_never_fits_is_refused_and_what_may_fit_later_is_asked_for_again(err: Exception, status: int) -> None:
    begun: Future[int] = Future()
    begun.set_exception(err)
    (fault,) = answered([begun])
    assert isinstance(fault, Fault)
    assert (fault.status, bool(fault.wait)) == (status, status == 503)
