"""For weeks: nothing is said while nothing happens, a restart does not hammer, and a hub that moved is found again."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from random import Random

import pytest

from pcsol.errors import HubStrangerError, NotEnrolledError
from pcsol.i18n import speaking
from pcsol.model.letters.outbox import Enrolment, Pause
from pcsol.push.books import Books
from pcsol.push.staying import Staying
from pcsol.push.visit import Visitor
from pcsol.store.papers import keys
from pcsol.store.post import enrolled, ledger, notes, outbox
from tests.letters import enrol, several
from tests.post_office import PostOffice, certificate, open_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with speaking("en"), open_office() as opened:
        yield opened


class Stay:
    """`Staying` whose sleep is ours."""

    def __init__(self, home: Path) -> None:
        self.said: list[str] = []
        self.home = home
        self.restart()

    def restart(self) -> None:
        self.staying = Staying(self.home, self.said.append, dice=Random(3))

    def step(self) -> float:
        return self.staying.step()

    def wait_it_out(self) -> None:
        """As if the pause was over."""
        visitor = self.staying._visitor
        assert visitor
        assert visitor._rest_until
        visitor._rest_until -= 7200


def test_it_sends_what_comes_and_says_one_line_for_it(pcsol_home: Path, office: PostOffice) -> None:
    enrol(pcsol_home, office.url)
    stay = Stay(pcsol_home)
    assert stay.step() == 20
    assert (stay.said, office.asked) == ([], [])
    several(pcsol_home, 3)
    stay.step()
    assert stay.said == ["3 records sent."]
    stay.step()
    assert len(stay.said) == 1


def test_a_hub_that_fails_is_left_alone_longer_and_longer_also_after_a_restart(
    pcsol_home: Path, office: PostOffice
) -> None:
    here = enrol(pcsol_home, office.url)
    several(pcsol_home, 2)
    office.always = "500"
    stay = Stay(pcsol_home)
    for n in range(1, 6):
        rest = stay.step()
        assert 5 <= rest <= 30 * 2 ** (n - 1)
        asked = len(office.asked)
        stay.restart()
        assert stay.step() == pytest.approx(rest, abs=5)
        assert len(office.asked) == asked
        stay.wait_it_out()
    noted = notes.pause(pcsol_home, enrolled.mark(here))
    assert noted
    assert noted.failures == 5
    office.always = ""
    stay.step()
    assert stay.said[-1] == "2 records sent."
    stay.step()
    assert stay.staying._visitor
    assert stay.staying._visitor.rest_seconds() == 0


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_is_wrong_by_decades_holds_nothing_back(pcsol_home: Path, office: PostOffice, year: int) -> None:
    here = enrol(pcsol_home, office.url)
    several(pcsol_home, 2)
    noted = Pause(hub=enrolled.mark(here), failures=9, seconds=10**9, since=datetime(year, 1, 1, tzinfo=UTC))
    (pcsol_home / "outbox").mkdir(exist_ok=True)
    notes.keep_pause(pcsol_home, noted)
    stay = Stay(pcsol_home)
    assert stay.step() <= 3605
    stay.wait_it_out()
    stay.step()
    assert stay.said == ["2 records sent."]


def test_a_clock_that_is_set_back_by_years_while_the_hub_is_left_alone_holds_nothing_back(
    pcsol_home: Path, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(pcsol_home, office.url)
    several(pcsol_home, 2)
    office.always = "500"
    stay = Stay(pcsol_home)
    rest = stay.step()
    office.always = ""
    begun = time.monotonic()
    with monkeypatch.context() as patched:
        patched.setattr("pcsol.push.visit.datetime", _Years)
        patched.setattr("pcsol.push.visit.time", _Later(begun + rest + 1))
        stay.step()
    assert stay.said[-1] == "2 records sent."


class _Years(datetime):
    """A clock that shows 1980."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Years":
        return cls(1980, 1, 1, tzinfo=tz)


@dataclass
class _Later:
    at: float

    def monotonic(self) -> float:
        return self.at


def test_what_the_hub_wants_is_waited_for(pcsol_home: Path, office: PostOffice) -> None:
    enrol(pcsol_home, office.url)
    several(pcsol_home, 2)
    office.always = "429"
    stay = Stay(pcsol_home)
    assert 6 < stay.step() <= 12
    assert "429" in stay.said[-1]


def test_what_is_refused_is_said_once_and_not_asked_again_every_time(pcsol_home: Path, office: PostOffice) -> None:
    enrol(pcsol_home, office.url)
    ids = several(pcsol_home, 2)
    office.at[ids[0]] = "409"
    stay = Stay(pcsol_home)
    for _time in range(4):
        stay.step()
    assert [line for line in stay.said if "refused" in line] == ["The hub refused a record: told to say 409 mend 409"]
    assert len([line for line in office.asked if ids[0] in line]) == 1


def test_a_damaged_record_is_said_once(pcsol_home: Path, office: PostOffice) -> None:
    enrol(pcsol_home, office.url)
    several(pcsol_home, 2, towers=1)
    Path(outbox.waiting(pcsol_home, "-").letters[0].file).write_bytes(b"{")
    stay = Stay(pcsol_home)
    for _time in range(4):
        stay.step()
    assert len([line for line in stay.said if "damaged" in line]) == 1
    assert len([line for line in office.asked if "healthz" in line]) == 1


def test_a_revoked_token_ends_it_and_a_pulled_stick_does_not(pcsol_home: Path, office: PostOffice) -> None:
    enrol(pcsol_home, office.url)
    several(pcsol_home, 1)
    stay = Stay(pcsol_home)
    away = pcsol_home.rename(pcsol_home.with_name("away"))
    assert stay.step() == 20
    stay.step()
    assert len(stay.said) == 1
    away.rename(pcsol_home)
    office.token = "another"
    with pytest.raises(NotEnrolledError):
        stay.step()


def test_who_was_never_enrolled_is_told_at_once(pcsol_home: Path) -> None:
    with pytest.raises(NotEnrolledError):
        Staying(pcsol_home, print).stay()


def test_a_full_medium_makes_no_record_go_twice_in_one_run(pcsol_home: Path, office: PostOffice) -> None:
    here = enrol(pcsol_home, office.url)
    ids = several(pcsol_home, 5)
    (pcsol_home / "outbox" / "delivered").mkdir(parents=True)
    stay = Stay(pcsol_home)
    stay.step()
    stay.step()
    assert len(office.arrived) == 5
    assert [line for line in stay.said if "could not be noted" in line]
    (pcsol_home / "outbox" / "delivered").rmdir()
    ids += several(pcsol_home, 1)
    stay.step()
    assert ledger.delivered(pcsol_home, enrolled.mark(here)) == set(ids)


def visitor(home: Path, here: Enrolment, look: tuple[str, ...] = ()) -> Visitor:
    return Visitor(Books(home, enrolled.mark(here)), here, lambda: look)


def test_a_hub_that_has_another_address_is_found_by_its_certificate_alone(pcsol_home: Path, tmp_path: Path) -> None:
    mine, his = certificate(tmp_path), certificate(tmp_path)
    with open_office(his) as other, open_office(mine) as hub:
        here = enrol(pcsol_home, "https://127.0.0.1:9", mine.pem)
        several(pcsol_home, 5)
        goes = visitor(pcsol_home, here, (other.url, "http://127.0.0.1:9", hub.url))
        assert goes.visit().delivered == 5
        assert other.asked == []
        assert enrolled.enrolment(pcsol_home).url == hub.url
    assert visitor(pcsol_home, here, (other.url,)).visit().state == "done"


def test_a_hub_that_moved_is_found_where_another_machine_has_its_old_address_now(
    pcsol_home: Path, tmp_path: Path
) -> None:
    mine, his = certificate(tmp_path), certificate(tmp_path)
    with open_office(his) as other, open_office(mine) as hub:
        here = enrol(pcsol_home, other.url, mine.pem)
        several(pcsol_home, 5)
        with pytest.raises(HubStrangerError):
            visitor(pcsol_home, here).visit()
        assert visitor(pcsol_home, here, (other.url, hub.url)).visit().delivered == 5
        assert other.asked == []


def test_the_papers_key_is_told_once_it_is_made(pcsol_home: Path, office: PostOffice) -> None:
    here = enrol(pcsol_home, office.url)
    several(pcsol_home, 1)
    visitor(pcsol_home, here).visit()
    assert office.papers_key is None
    made = keys.station_key(pcsol_home, lambda _need: None, None)
    several(pcsol_home, 1)
    for _time in range(2):
        several(pcsol_home, 1)
        visitor(pcsol_home, enrolled.enrolment(pcsol_home)).visit()
    assert office.papers_key == made.public.hex()
    assert len([line for line in office.asked if "papers-key" in line]) == 1


def test_the_papers_key_is_told_before_the_papers_that_it_signed(pcsol_home: Path, office: PostOffice) -> None:
    here = enrol(pcsol_home, office.url)
    keys.station_key(pcsol_home, lambda _need: None, None)
    several(pcsol_home, 1)
    office.asked.clear()
    visitor(pcsol_home, here).visit()
    assert "papers-key" in office.asked[0]


def test_a_papers_key_that_the_hub_does_not_want_is_remarked_and_stops_nothing(
    pcsol_home: Path, office: PostOffice
) -> None:
    here = enrol(pcsol_home, office.url)
    office.papers_key = "00" * 32
    keys.station_key(pcsol_home, lambda _need: None, None)
    several(pcsol_home, 2)
    goes = visitor(pcsol_home, here)
    assert goes.visit().delivered == 2
    assert "certificates" in goes.remark
