"""Keep the record of a run of tests, once; only then is the run forgotten."""

from datetime import UTC, datetime

from pcsol.commands.dialogue import moment as moments
from pcsol.commands.dialogue import saving
from pcsol.errors import StoreError
from pcsol.model.record import Record, TowerRef
from pcsol.model.testing.notes import Notes
from pcsol.model.testing.run import TestRun
from pcsol.probe.sensors import look_clock
from pcsol.rounds.testing.conduct import Testing
from pcsol.store import find, home, records
from pcsol.store.records import Moment


def kept(testing: Testing, notes: Notes, *, was_stopped: bool, may_ask: bool) -> Record:
    """Return the record of the run. Raises StoreError.

    After a power cut between the record and the end it is there already.
    """
    place = home.home()
    known = find.everything(place)
    for one in known.records:
        if one.kind == "test" and one.body.get("id") == notes.id:
            return one
    now = moment(testing)
    when = moments.settle(known, now.taken_at, now.clock, may_ask=False)  # asked before it began
    marks = testing.bench.probe.identity.marks
    body = testing.body(notes, when.taken_at, when.clock, was_stopped=was_stopped)
    tower = TowerRef(code=find.code_of(known, marks), marks=marks)
    return saving.until_kept(records.made("test", body, tower, when, home.settled(place)[0]), may_ask=may_ask)


def keep_earlier(testing: Testing, *, may_ask: bool) -> None:
    """Keep what a run found that is not gone on with: that the tower went down in it, above all. Raises StoreError."""
    earlier = testing.before.ended
    if earlier is None:
        return
    told = testing.resumed(earlier)
    if told.done or told.downs:
        kept(testing, told, was_stopped=True, may_ask=may_ask)


def moment(testing: Testing) -> Moment:
    """Return what this machine's clocks say."""
    return Moment(datetime.now(UTC).replace(microsecond=0), look_clock(testing.bench.world).value)


def not_kept(testing: Testing, notes: Notes, err: StoreError, *, was_stopped: bool) -> tuple[TestRun, str]:
    """Return the run as it is, though it could not be kept."""
    now = moment(testing)
    return testing.body(notes, now.taken_at, now.clock, was_stopped=was_stopped), err.what
