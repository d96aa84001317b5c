"""A bench and the real hub: enrolled, pushed, carried by hand, revoked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from pcsol.errors import EnrolmentRefusedError, NotEnrolledError
from pcsol.judge import codes
from pcsol.model.letters.outbox import Enrolment
from pcsol.model.record import TowerRef
from pcsol.push.books import Books
from pcsol.push.enrol.enrolling import Newcomer, enrol
from pcsol.push.tally import Tally
from pcsol.push.visit import Visitor
from pcsol.server.access import tokens
from pcsol.server.database.tables import station as stations
from pcsol.server.letters.carried import take
from pcsol.store import records
from pcsol.store.letters import carried, receipts
from pcsol.store.letters.key import letter_key
from pcsol.store.papers import keys
from pcsol.store.post import by_hand, enrolled, outbox
from tests import letters
from tests.server.house import marks, probe
from tests.server.served import Real, served

MOMENT = records.Moment(datetime(2026, 11, 27, 9, 0, tzinfo=UTC), probe().clock)


@pytest.fixture
def real(database_url: str, tmp_path: Path) -> Iterator[Real]:
    with served(tmp_path, database_url) as found:
        yield found


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
