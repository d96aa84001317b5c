"""A flat battery says 2009: it is not believed, a person may mend it, and else the record says so."""

import io
import sys
from datetime import UTC, datetime, timedelta

import pytest

from pcsol.commands.dialogue import moment
from pcsol.i18n import speaking
from pcsol.model.probe import Clock
from pcsol.model.record import Record
from pcsol.store.find import Kept
from tests.cli.keyboard import Terminal

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
FLAT = datetime(2009, 1, 1, tzinfo=UTC)
NTP, RTC = Clock(source="ntp", trusted=True), Clock(source="rtc", trusted=True)
EMPTY = Kept()


def with_last(at: datetime) -> Kept:
    return Kept((Record(kind="probe", id="x", taken_at=at, clock=NTP, body={}),))


@pytest.fixture
def person(pcsol_home: object, monkeypatch: pytest.MonkeyPatch) -> object:
    """Let a person type these lines, before a wall clock in UTC."""
    monkeypatch.setenv("TZ", "UTC")

    def types(*lines: str) -> io.StringIO:
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
        heard = Terminal()
        monkeypatch.setattr(sys, "stderr", heard)
        return heard

    with speaking("en"):
        yield types


def test_a_clock_that_agrees_is_believed(pcsol_home: object) -> None:
    assert moment.settle(EMPTY, NOW, RTC, may_ask=False) == moment.Moment(NOW, RTC)
    assert moment.settle(with_last(NOW), NOW, RTC, may_ask=False).clock.trusted


@pytest.mark.parametrize("clock", [NTP, RTC])
def test_a_clock_older_than_the_last_record_is_marked(pcsol_home: object, clock: Clock) -> None:
    settled = moment.settle(with_last(NOW + timedelta(seconds=1)), NOW, clock, may_ask=False)
    assert settled == moment.Moment(NOW, Clock(source=clock.source, trusted=False))


def test_a_clock_older_than_the_program_is_marked(pcsol_home: object) -> None:
    assert not moment.settle(EMPTY, FLAT, RTC, may_ask=False).clock.trusted


def test_a_person_tells_the_time_once_and_it_goes_on_from_there(person: object) -> None:
    heard = person("23/11/2026", "14h30")
    settled = moment.settle(EMPTY, FLAT, RTC, may_ask=True)
    assert settled == moment.Moment(NOW, Clock(source="operator", trusted=True))
    assert "01/01/2009" in heard.getvalue()
    later = moment.settle(with_last(NOW), FLAT + timedelta(minutes=5), RTC, may_ask=False)
    assert later == moment.Moment(NOW + timedelta(minutes=5), Clock(source="operator", trusted=True))


def test_a_clock_that_was_set_after_the_answer_is_not_corrected_twice(
    person: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("23/11/2026", "14h30")
    moment.settle(EMPTY, FLAT, RTC, may_ask=True)
    started = moment._started() + (NOW - FLAT).total_seconds()
    monkeypatch.setattr(moment, "_started", lambda: started)
    later = moment.settle(EMPTY, NOW + timedelta(minutes=5), Clock(source="system"), may_ask=False)
    assert later == moment.Moment(NOW + timedelta(minutes=5), Clock(source="operator", trusted=True))


def test_who_does_not_know_the_time_is_not_pressed(person: object) -> None:
    person("")
    assert not moment.settle(EMPTY, FLAT, RTC, may_ask=True).clock.trusted
    person("23/11/2026", "")
    assert not moment.settle(EMPTY, FLAT, RTC, may_ask=True).clock.trusted


def test_a_time_before_what_was_saved_is_not_taken(person: object) -> None:
    heard = person("22/11/2026", "14:30")
    settled = moment.settle(with_last(NOW), FLAT, RTC, may_ask=True)
    assert settled == moment.Moment(FLAT, Clock(source="rtc", trusted=False))
    assert "before" in heard.getvalue()


def test_an_album_is_never_corrected_by_the_day_of_today(person: object) -> None:
    person("23/11/2026", "14:30")
    settled = moment.settle(EMPTY, FLAT, Clock(source="album"), may_ask=True)
    assert settled == moment.Moment(FLAT, Clock(source="album", trusted=False))
