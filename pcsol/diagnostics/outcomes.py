"""What becomes of a test that was not brought to its own end, and of the run as a whole. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pcsol import __version__
from pcsol.diagnostics.bench import Found, StoppedError
from pcsol.diagnostics.interrupted.resuming import with_downs
from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.model.probe import Clock
from pcsol.model.reason import Reason
from pcsol.model.testing.notes import Notes
from pcsol.model.testing.run import Planned, Result, Tested, TestRun


def of(planned: Planned, end: Found | BaseException, took_seconds: float) -> Tested:
    """Return what came of a test that was begun: what it found, or what it raised."""
    facts = planned.model_dump()
    if isinstance(end, Found):
        return Tested(
            **facts, result=end.result, reasons=end.reasons, evidence=end.evidence, took_seconds=took_seconds
        )  # fmt: skip
    if isinstance(end, StoppedError):
        return Tested(**facts, reasons=(stopped(),), took_seconds=took_seconds)
    if isinstance(end, PCSolError):
        why = Reason(code="fault", text=" ".join(filter(None, (end.what, end.remedy))))
    else:
        why = faulty(f"{type(end).__name__}: {end}")
    return Tested(**facts, result="not-testable", reasons=(why,), took_seconds=took_seconds)


def left_out(planned: Planned, why: Reason, result: Result = "not-tested") -> Tested:
    """Return a test that was not done, with its reason."""
    return Tested(**planned.model_dump(), result=result, reasons=(why,))


def stopped() -> Reason:
    """A person ended the run."""
    return Reason(code="stopped", text=_("The tests were ended before this one was done."))


def nobody() -> Reason:
    """A guided test without a person."""
    return Reason(code="nobody", text=_("A person at the tower is needed, and none was there."))


def not_wanted() -> Reason:
    """The person at the tower said no to the guided tests."""
    return Reason(code="not-wanted", text=_("The tests with a person were left out."))


def over_budget(minutes: int) -> Reason:
    """It would have ended after the time that the list of tests allows."""
    text = _("It would not have ended within the {minutes} minutes that this list of tests allows.")
    return Reason(code="over-budget", limit=minutes, text=text.format(minutes=minutes))


def in_the_way(title: str) -> Reason:
    """What it needs is still in the hands of a test that does not end."""
    text = _("It could not begin: the test “{title}” does not let go of what it needs.")
    return Reason(code="in-the-way", text=text.format(title=title))


def not_noted(fault: str) -> Reason:
    """If the tower went down now, nobody would know why."""
    text = _("It did not begin, because that could not be noted: {fault}")
    return Reason(code="not-noted", text=text.format(fault=fault))


def not_there() -> Reason:
    """A disk that was planned for and has gone since."""
    text = _("It was planned before the interruption, and what it tests is not seen any more.")
    return Reason(code="not-there-any-more", text=text)


def too_long(took: float, planned: int) -> Reason:
    """It hangs, or is far slower than anything of its kind."""
    text = _("It did not end: {planned} seconds were planned, and PCSol gave it up after {took}.")
    return Reason(
        code="too-long", value=round(took), limit=planned, text=text.format(planned=planned, took=round(took))
    )


def faulty(fault: str) -> Reason:
    """The test itself is wrong."""
    text = _("The test itself failed. This is a fault of PCSol, not of the tower: {fault}")
    return Reason(code="faulty-test", value=fault, text=text.format(fault=fault))


def done(notes: Notes) -> tuple[Tested, ...]:
    """Return the tests that are done, in the order in which they ended."""
    return tuple(with_downs(one, notes) for one in notes.done)


def in_order(notes: Notes) -> tuple[Tested, ...]:
    """Return every test of the plan in its order; what was not done is not tested."""
    known = {one.id: one for one in notes.done}
    return tuple(with_downs(known.get(one.id) or left_out(one, stopped()), notes) for one in notes.plan.tests)


def run(
    notes: Notes, taken_at: datetime, clock: Clock, source: Literal["live", "album"], *, was_stopped: bool
) -> TestRun:
    """Return the body of the `test` record."""
    return TestRun(
        id=notes.id,
        profile=notes.profile.id,
        taken_at=taken_at,
        clock=clock,
        pcsol=__version__,
        source=source,
        planned_seconds=notes.plan.seconds,
        seconds=round(notes.seconds, 1),
        resumed=notes.resumed,
        stopped=was_stopped,
        tests=in_order(notes),
    )


def is_as_wanted(tests: Iterable[Tested]) -> bool:
    """Tell whether every required test passed, and none found anything."""
    return all(
        one.result == "passed" or (not one.required and one.result not in {"failed", "to-look-at"}) for one in tests
    )
