"""Go through the tests of a tower, with a person before the screen or without; keep the record; say how it ended."""

import signal
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

from pcsol.commands.dialogue import asking, moment, saving
from pcsol.commands.faults import leaving, signals
from pcsol.commands.test import grading, keeping
from pcsol.diagnostics import journal as journals
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.model.reason import Reason
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.notes import Notes
from pcsol.model.testing.run import TestRun
from pcsol.render import console
from pcsol.render.keys import Keyboard
from pcsol.render.testing.going import Follow
from pcsol.report.testing.titles import title
from pcsol.rounds.guided.person import Person
from pcsol.rounds.testing.conduct import Ended, Testing
from pcsol.store import find

_PUT_OFF = (signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Came:
    """`run`: None when it is put off; `saved`: where its record lies; `fault`: why there is none; `signal`: what ended
    it, if one did; `graded`: what the tower may be called after it."""

    run: TestRun | None
    saved: str
    fault: StoreError | None = None
    signal: int | None = None
    graded: Grading | None = None


def run(testing: Testing, left_out: Mapping[str, Reason], *, may_ask: bool) -> Came:
    """Run, keep, and return what it came to. Raises StoreError before anything is begun, AlreadyTestingError."""
    with journals.alone(testing.home, testing.bench.probe) if testing.home else nullcontext():
        for news in testing.before.news:
            asking.tell(news)
        if testing.home is not None:
            keeping.keep_earlier(testing, may_ask=may_ask)
            _settle_the_clock(testing, may_ask=may_ask)
        if testing.before.notes is not None:
            asking.tell(_goes_on(testing.before.notes))
        ended, number = _gone_through(testing, left_out, may_ask=may_ask)
        if ended.is_put_off:
            return Came(None, _("Put off: `pcsol test` goes on where it was."), signal=number)
        return _kept(testing, ended, number, may_ask=may_ask)


def _goes_on(notes: Notes) -> str:
    """By what people call the tests: a command says nothing to who only sees that the tower was off."""
    names = {one.id: one.title for one in notes.plan.tests}
    going = [title(one.id, names.get(one.id, "")) for one in notes.going]
    if not going:
        return _("A run of these tests was interrupted: it goes on. `pcsol test --again` begins anew.")
    text = _(
        "These tests were interrupted during: {tests}. The tests that are left go on. `pcsol test --again` begins anew."
    )
    return text.format(tests=" · ".join(going))


def _gone_through(testing: Testing, left_out: Mapping[str, Reason], *, may_ask: bool) -> tuple[Ended, int | None]:
    """Ctrl-C ends the run; the signals of a tower that is switched off put it off."""
    keys = Keyboard() if may_ask and asking.is_a_person_there() else None
    person = Person(console.aside(), keys) if keys is not None else None
    with signals.heard() as stopping:
        testing.bench = replace(testing.bench, stop=stopping.event, asker=person)
        testing.is_put_off = lambda: stopping.number in _PUT_OFF
        try:
            with Follow(testing.laid.plan.title, keys, stopping.event.set) as follow:
                ended = testing.run(left_out, follow.hear)
        finally:
            if person is not None:
                person.thank()
        number = stopping.number
    for thread in ended.hanging:
        leaving.without(thread)
    return ended, number


def _kept(testing: Testing, ended: Ended, number: int | None, *, may_ask: bool) -> Came:
    """The record and the grade first, then the run is forgotten."""
    journal = testing.journal
    if journal is None:
        raise RuntimeError("it was not run")
    was_stopped = ended.was_stopped
    if testing.home is None:
        now = keeping.moment(testing)
        found = testing.body(journal.notes, now.taken_at, now.clock, was_stopped=was_stopped)
        return Came(found, _("Not saved: this is a recorded machine."), signal=number)
    try:
        record = keeping.kept(testing, journal.notes, was_stopped=was_stopped, may_ask=may_ask)
        graded = grading.kept(record, testing.bench.probe, may_ask=may_ask)
        journal.close()
    except StoreError as err:
        found, saved = keeping.not_kept(testing, journal.notes, err, was_stopped=was_stopped)
        return Came(found, saved, err, number)
    return Came(find.body(record, TestRun), saving.where(record.tower), signal=number, graded=graded)


def _settle_the_clock(testing: Testing, *, may_ask: bool) -> None:
    """Ask now, while a person is there: the answer holds until power-off, and nobody is asked when all is done."""
    assert testing.home is not None  # noqa: S101  # for the type checker
    now = keeping.moment(testing)
    moment.settle(find.everything(testing.home), now.taken_at, now.clock, may_ask=may_ask)
