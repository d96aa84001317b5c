"""The grade that follows from tests: made of this run, and of what a person found with the tower in this visit."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime

from pcsol import __version__
from pcsol.commands.dialogue import saving
from pcsol.errors import StoreError
from pcsol.judge.clock import ONE_VISIT
from pcsol.judge.testing.grading import grade, with_people
from pcsol.model.probe import Probe
from pcsol.model.record import Record
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import Tested, TestRun
from pcsol.store import find, home, records
from pcsol.store.inventories import towers
from pcsol.store.records import Moment


def kept(test: Record, probe: Probe, *, may_ask: bool) -> Grading:
    """Keep the grade of a run of tests whose record this is, once, and return it. Raises StoreError."""
    place = home.home()
    known = find.everything(place)
    mine = find.of_tower(known, test.tower).records
    for one in mine:
        if one.kind == "grade" and one.body.get("test") == test.id:
            return find.body(one, Grading)
    run = with_people(find.body(test, TestRun), guided(mine))
    found = grade(probe, run, towers.erased(known, test.tower, probe, place))
    body = Grading(
        taken_at=test.taken_at, clock=test.clock, pcsol=__version__, function=found.function, look=found.look,
        label=found.label, destination=found.destination, reasons=found.reasons, untested=found.untested,
        test=test.id,
    )  # fmt: skip
    when = Moment(test.taken_at, test.clock)
    made = records.made("grade", body, test.tower, when, home.settled(place)[0])
    return find.body(saving.until_kept(made, may_ask=may_ask), Grading)


def guided(mine: Iterable[Record]) -> tuple[Tested, ...]:
    """Return what tests with a person found within a day, the newest of each. `mine`: of one tower, oldest first."""
    now = datetime.now(UTC)
    found: dict[str, Tested] = {}
    for record in mine:
        in_this_visit = abs(now - record.taken_at) < ONE_VISIT  # a clock that was years ahead made none
        if record.kind == "test" and in_this_visit:
            with suppress(StoreError):
                tests = find.body(record, TestRun).tests
                found |= {one.id: one for one in tests if one.kind == "guided" and one.result != "not-tested"}
    return tuple(found.values())
