"""A bench and the real hub: enrolled, pushed, carried by hand, revoked."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import func, select

from pcsol.errors import EnrolmentRefusedError, NotEnrolledError
from pcsol.judge import codes
from pcsol.model.letters.outbox import Enrolment
from pcsol.model.record import TowerRef
from pcsol.push.books import Books
from pcsol.push.enrol.enrolling import Newcomer, enrol
from pcsol.push.tally import Tally
from pcsol.push.visit import Visitor
from pcsol.server.access import tokens
from pcsol.server.app import build
from pcsol.server.database.tables import record as kept_records
from pcsol.server.database.tables import station as stations
from pcsol.server.hub import Hub, open_hub
from pcsol.server.letters.carried import take
from pcsol.server.settings import HubSettings
from pcsol.store import records
from pcsol.store.letters import carried, receipts
from pcsol.store.letters.key import letter_key
from pcsol.store.papers import keys
from pcsol.store.post import by_hand, enrolled, outbox
from tests import letters
from tests.post_office import Certificate, certificate
from tests.server.house import House, marks, probe

MOMENT = records.Moment(datetime(2026, 11, 27, 9, 0, tzinfo=UTC), probe().clock)


@contextmanager
def serving(hub: Hub, shown: Certificate) -> Iterator[str]:
    """Serve a hub on this machine, and give its address."""
    config = uvicorn.Config(
        build(hub), port=0, ssl_certfile=shown.file, ssl_keyfile=shown.file, log_level="critical", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"https://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


class Real:
    """A hub that is served, with two structures in it."""

    def __init__(self, hub: Hub, house: House, url: str) -> None:
        self.hub, self.house, self.url = hub, house, url

    def enrol(self, home: Path) -> Enrolment:
        here = enrol(self.url, self.house.code(), Newcomer(letter_key(home).private))
        enrolled.keep(home, here)
        return here

    def count(self) -> int:
        with self.hub.database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(kept_records)).scalar_one())


@pytest.fixture
def real(database_url: str, tmp_path: Path) -> Iterator[Real]:
    shown = certificate(tmp_path)
    hub = open_hub(HubSettings.of(tmp_path, database_url), shown.der, lambda: datetime.now(UTC))
    with House(hub, hub.now) as house, serving(hub, shown) as url:
        yield Real(hub, house, url)
    hub.close()


def push(home: Path, here: Enrolment, *, again: bool = False) -> Tally:
    return Visitor(Books(home, enrolled.mark(here)), here).visit(again=again)


def keep(home: Path, count: int) -> None:
    for n in range(count):
        code = codes.compose("VAL", n + 1)
        records.keep(home, "probe", probe(), TowerRef(code=code, marks=marks(f"serial-{n}")), MOMENT)


@pytest.mark.parametrize("count", [2, 130])
def test_what_a_bench_keeps_is_at_the_hub_once(real: Real, pcsol_home: Path, count: int) -> None:
    here = real.enrol(pcsol_home)
    keep(pcsol_home, count)
    assert (push(pcsol_home, here).delivered, real.count()) == (count, count)
    (pcsol_home / "outbox" / "delivered").unlink()
    assert (push(pcsol_home, here).delivered, real.count()) == (count, count)
    assert outbox.listed(pcsol_home).waiting == ()


def test_what_the_hub_refuses_is_shown_in_its_words_and_keeps_nothing_back(real: Real, pcsol_home: Path) -> None:
    here = real.enrol(pcsol_home)
    keep(pcsol_home, 4)
    letters.kept(pcsol_home, letters.record(body={"schema": "pcsol/probe/1", "disks": "?"}))
    tally = push(pcsol_home, here)
    assert (tally.state, tally.delivered, len(tally.refused)) == ("done", 4, 1)
    (refused,) = outbox.listed(pcsol_home).refused
    assert refused.status == 422
    assert "body" in refused.reason
    assert refused.remedy


def test_a_record_of_a_newer_pcsol_is_kept_whole_by_the_hub(real: Real, pcsol_home: Path) -> None:
    here = real.enrol(pcsol_home)
    letters.kept(pcsol_home, letters.record(schema="pcsol/record/9", more=[1]))
    assert push(pcsol_home, here).delivered == 1


def test_a_wrong_code_enrols_nobody(real: Real, pcsol_home: Path) -> None:
    from pcsol.judge.letters.enrolment import new_code

    with pytest.raises(EnrolmentRefusedError):
        enrol(real.url, new_code(), Newcomer(letter_key(pcsol_home).private))


def test_a_revoked_station_is_told_and_what_it_has_waits(real: Real, pcsol_home: Path) -> None:
    here = real.enrol(pcsol_home)
    keep(pcsol_home, 1)
    with real.hub.database.writing() as connection:
        number = connection.scalar(select(stations.c.number))
        assert number
        tokens.revoke(connection, number, real.hub.now())
    with pytest.raises(NotEnrolledError):
        push(pcsol_home, here)
    assert len(outbox.listed(pcsol_home).waiting) == 1
    assert push(pcsol_home, real.enrol(pcsol_home)).delivered == 1


def test_the_key_of_the_papers_is_known_after_the_first_certificate(real: Real, pcsol_home: Path) -> None:
    here = real.enrol(pcsol_home)
    made = keys.station_key(pcsol_home, lambda _need: None, None)
    keep(pcsol_home, 1)
    push(pcsol_home, here)
    with real.hub.database.reading() as connection:
        assert connection.scalar(select(stations.c.papers_key)) == made.public.hex()


def test_what_goes_by_stick_counts_as_what_goes_by_the_line(real: Real, pcsol_home: Path, tmp_path: Path) -> None:
    here = real.enrol(pcsol_home)
    keep(pcsol_home, 3)
    push(pcsol_home, here)
    for n in range(3, 8):
        records.keep(pcsol_home, "probe", probe(), TowerRef(code=codes.compose("VAL", n + 1)), MOMENT)
    letters.kept(pcsol_home, letters.record(body={"schema": "pcsol/probe/1", "disks": "?"}))
    file = tmp_path / "fiches.jsonl"
    assert by_hand.export(pcsol_home, file, real.hub.now()).records == 6
    seen = carried.opened(file)
    receipts.write(file, take(real.hub, seen).receipt)
    done = by_hand.export(pcsol_home, file, real.hub.now())
    assert (done.taken_up, done.records, [one.status for one in done.refused]) == (5, None, [422])
    assert real.count() == 8
    assert push(pcsol_home, here).delivered == 0
