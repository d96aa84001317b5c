"""A run of tests leaves one grade, made with what a person found in this visit."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.commands.test import grading
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import Kind, Result, Tested, TestRun
from pcsol.store import find, records
from tests.towers import GOOD

NOW = datetime.now(UTC).replace(microsecond=0)
TOWER = TowerRef(code="VAL-0042-D", marks=GOOD.identity.marks)


def _run(at: datetime, **results: Result) -> TestRun:
    kinds: dict[str, Kind] = {"memory": "unattended", "eyes": "guided"}
    tests = tuple(Tested(id=name, kind=kinds[name], title=name, seconds=1, result=one) for name, one in results.items())
    return TestRun(
        id=str(at), profile="quick", taken_at=at, pcsol="0", source="live", planned_seconds=1, seconds=1.0, tests=tests
    )


def _kept(home: Path, at: datetime, **results: Result) -> Record:
    moment = records.Moment(at, Clock(source="rtc", trusted=True))
    return records.keep(home, "test", _run(at, **results), TOWER, moment)


def _grade(test: Record) -> Grading:
    return grading.kept(test, GOOD, may_ask=False)


def test_a_run_is_graded_once_however_often_it_is_asked(pcsol_home: Path) -> None:
    test = _kept(pcsol_home, NOW, memory="passed", eyes="passed")
    assert _grade(test) == _grade(test)
    (found,) = [one for one in find.everything(pcsol_home).records if one.kind == "grade"]
    assert (found.body["test"], found.tower.code, found.body["function"]) == (test.id, "VAL-0042-D", "A")


def test_what_a_person_found_today_counts_for_a_later_run_without_one(pcsol_home: Path) -> None:
    _kept(pcsol_home, NOW - timedelta(hours=1), memory="passed", eyes="passed")
    assert _grade(_kept(pcsol_home, NOW, memory="passed", eyes="not-tested")).function == "A"


def test_the_newest_finding_of_a_person_counts(pcsol_home: Path) -> None:
    for hours, result in ((3, "passed"), (2, "failed")):
        _kept(pcsol_home, NOW - timedelta(hours=hours), memory="passed", eyes=result)  # type: ignore[arg-type]
    assert _grade(_kept(pcsol_home, NOW, memory="passed", eyes="not-tested")).function == "D"


@pytest.mark.parametrize("days", [2, 30])
def test_what_a_person_found_another_day_does_not_count(pcsol_home: Path, days: int) -> None:
    _kept(pcsol_home, NOW - timedelta(days=days), memory="passed", eyes="passed")
    assert _grade(_kept(pcsol_home, NOW, memory="passed", eyes="not-tested")).function is None


def test_an_unattended_result_of_before_never_counts_for_a_later_run(pcsol_home: Path) -> None:
    _kept(pcsol_home, NOW - timedelta(hours=1), memory="passed", eyes="passed")
    assert _grade(_kept(pcsol_home, NOW, memory="failed", eyes="not-tested")).function == "D"


def test_what_this_run_found_itself_is_not_what_an_earlier_one_found(pcsol_home: Path) -> None:
    """A clock that was ahead makes an older record the newest one."""
    _kept(pcsol_home, NOW + timedelta(hours=2), memory="passed", eyes="passed")
    assert _grade(_kept(pcsol_home, NOW, memory="passed", eyes="failed")).function == "D"


def test_what_a_clock_years_ahead_dated_does_not_count(pcsol_home: Path) -> None:
    _kept(pcsol_home, NOW + timedelta(days=900), memory="passed", eyes="passed")
    assert _grade(_kept(pcsol_home, NOW, memory="passed", eyes="not-tested")).function is None
