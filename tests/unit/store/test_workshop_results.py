"""Which comparison is a group's: none that was known when it began, whatever hour it bears."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pcsol.checklist.course import Course, course
from pcsol.model.comparison import Comparison
from pcsol.model.hardware.machine import Mark
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.store import records
from pcsol.store.home import TOWERS
from pcsol.store.workshops.results import FolderResults
from tests.towers import GOOD
from tests.unit.checklist.rooms import START, ending, event, plan, small

CODE = "VAL-0042-D"
NOTHING: Course = course(small(), [])


def compared(
    home: Path,
    at: datetime = START,
    code: str | None = CODE,
    marks: tuple[Mark, ...] = (),
    before: str | None = None,
) -> str:
    tower, moment = TowerRef(code=code, marks=marks), records.Moment(at, Clock(source="rtc"))
    return records.keep(home, "compare", Comparison(state="ok", before_id=before), tower, moment).id


def looked(home: Path, at: datetime = START, *, trusted: bool = False) -> str:
    tower = TowerRef(code=CODE, marks=GOOD.identity.marks)
    return records.keep(home, "probe", GOOD, tower, records.Moment(at, Clock(source="ntp", trusted=trusted))).id


def found(home: Path, now: Course = NOTHING) -> str | None:
    result = FolderResults(home).result(plan(), plan().groups[0], now)
    return result.record if result else None


def begins(home: Path) -> None:
    FolderResults(home).begin(plan(), plan().groups[0])


def test_what_was_known_at_the_beginning_is_no_result_and_what_comes_later_is(pcsol_home: Path) -> None:
    compared(pcsol_home, START + timedelta(days=900))
    begins(pcsol_home)
    assert found(pcsol_home) is None
    new = compared(pcsol_home, datetime(2009, 1, 1, tzinfo=UTC))
    assert found(pcsol_home) == new
    begins(pcsol_home)
    assert found(pcsol_home) == new, "a second start, after a power cut, knows no more than the first"


def test_one_that_was_not_told_yet_is_newer_than_one_that_was(pcsol_home: Path) -> None:
    begins(pcsol_home)
    first = compared(pcsol_home, START)
    second = compared(pcsol_home, datetime(2009, 1, 1, tzinfo=UTC))
    told = course(small(), [event("compared", 1, record=first, found="to-look-at")])
    assert found(pcsol_home, told) == second
    both = course(small(), [*told.events, event("compared", 2, record=second, found="ok")])
    assert found(pcsol_home, both) == second


def test_what_is_settled_counts_no_more_but_the_one_that_is_told(pcsol_home: Path) -> None:
    results = FolderResults(pcsol_home)
    results.settle(plan(), plan().groups[0], None)
    assert found(pcsol_home) is None, "nobody wrote down what was known"
    begins(pcsol_home)
    compared(pcsol_home, datetime(2009, 1, 1, tzinfo=UTC))
    last = compared(pcsol_home)
    results.settle(plan(), plan().groups[0], last)
    told = course(small(), [event("compared", 1, record=last, found="to-look-at")])
    assert found(pcsol_home, told) == last
    results.settle(plan(), plan().groups[0], None)
    assert found(pcsol_home) is None
    assert compared(pcsol_home, datetime(2009, 1, 1, tzinfo=UTC)) == found(pcsol_home)


def test_one_from_before_the_tower_was_opened_again_is_no_result(pcsol_home: Path) -> None:
    begins(pcsol_home)
    first = compared(pcsol_home)
    told = [event("tick", 1, step="A1"), event("compared", 2, record=first, found="ok")]
    assert found(pcsol_home, course(ending(), told)) == first
    opened = course(ending(), [*told, event("undo", 3, of="aaaaaaaa-1")])
    assert found(pcsol_home, opened) is None
    assert compared(pcsol_home) == found(pcsol_home, opened)


def test_what_was_compared_with_a_look_after_the_work_is_no_result(pcsol_home: Path) -> None:
    before = looked(pcsol_home)
    begins(pcsol_home)
    now = course(small(), [event("tick", 60, step="A1")])
    compared(pcsol_home, before=looked(pcsol_home, START + timedelta(hours=2), trusted=True))
    compared(pcsol_home, before=looked(pcsol_home, datetime(2009, 1, 1, tzinfo=UTC)))
    assert found(pcsol_home, now) is None, "the tower is as that look says, whatever is wrong with it"
    late = looked(pcsol_home, START, trusted=True)
    assert compared(pcsol_home, before=late) == found(pcsol_home, now), "it was taken before, and brought here later"
    right = compared(pcsol_home, START + timedelta(days=1), before=before)
    assert found(pcsol_home, now) == right


def test_where_nobody_wrote_down_what_was_known_nothing_is_a_result(pcsol_home: Path) -> None:
    compared(pcsol_home)
    assert found(pcsol_home) is None


def test_a_comparison_without_a_code_belongs_to_the_tower_of_its_marks(pcsol_home: Path) -> None:
    tower = TowerRef(code=CODE, marks=GOOD.identity.marks)
    records.keep(pcsol_home, "probe", GOOD, tower, records.Moment(START, Clock(source="rtc")))
    begins(pcsol_home)
    assert found(pcsol_home) is None
    assert compared(pcsol_home, code=None, marks=GOOD.identity.marks) == found(pcsol_home)


def test_a_damaged_record_is_passed_over(pcsol_home: Path) -> None:
    begins(pcsol_home)
    new = compared(pcsol_home)
    (pcsol_home / TOWERS / "val-0042-d" / "2026-12-01t00-00-00z-compare-x.json").write_text("{", "utf-8")
    assert found(pcsol_home) == new
