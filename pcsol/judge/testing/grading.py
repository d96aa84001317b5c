"""From tests, look and papers to what a tower may be called. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from pcsol.i18n import _
from pcsol.judge.towers.called import called
from pcsol.judge.towers.standing import PARTS, Erased
from pcsol.model.probe import Probe
from pcsol.model.reason import Reason
from pcsol.model.testing.grade import Label, Mark
from pcsol.model.testing.run import Tested, TestRun

# Without these a tower is of no use to anybody; every other fault can be lived with, or mended, by who knows of it.
_VITAL = ("memory", "processor", "machine-checks", "boot-memory-test")
LOOK = "look"


@dataclass(frozen=True, slots=True)
class Graded:
    """What was judged; `grading` of the hall adds when, and of what."""

    function: Mark | None
    look: Mark | None
    label: Label
    destination: str | None
    reasons: tuple[Reason, ...]
    untested: tuple[str, ...]


def grade(probe: Probe, run: TestRun | None, erased: Erased) -> Graded:
    """Return function and look grade, the word that the law allows, the destination, and why.

    `erased`: how many of the disks in the tower have an accepted erasure as their newest paper. A tower without a disk
    holds no data; one whose disks could not be looked at may hold some.
    """
    tests = run.tests if run else ()
    required = [one for one in tests if one.required]
    untested = tuple(one.title for one in required if one.result == "not-tested")
    function = _function(tests, required) if run else None
    vital = [one for one in required if one.result == "failed" and one.id.partition(".")[0] in _VITAL]
    destination = PARTS if vital else probe.verdict.destination
    word = called(function, destination, erased, probe.hidden_storage)
    return Graded(function, _look(tests), word.label, destination, (*_of_tests(run), *word.reasons), untested)


def with_people(run: TestRun, guided: Iterable[Tested]) -> TestRun:
    """Return a run with what people found elsewhere in this visit, for those of its tests that nobody did in it."""
    found = {one.id: one for one in guided}
    tests = tuple(found.get(one.id, one) if one.result == "not-tested" else one for one in run.tests)
    return run.model_copy(update={"tests": tests})


def to_look_at(run: TestRun) -> tuple[Tested, ...]:
    """Return the tests for which somebody must come: those that failed, and those that are required and came to no good
    end. What needs a person and was not done is none of them."""
    unsure = ("to-look-at", "not-testable")
    return tuple(one for one in run.tests if one.result == "failed" or (one.required and one.result in unsure))


def _function(tests: Iterable[Tested], required: list[Tested]) -> Mark | None:
    results = {one.result for one in required}
    if "failed" in results:
        return "D"
    if "not-tested" in results or not required:
        return None
    if results != {"passed"}:
        return "C"
    return "B" if any(one.result in {"failed", "to-look-at"} for one in tests) else "A"


def _look(tests: Iterable[Tested]) -> Mark | None:
    """A person chose one of four, the best first: its number is the evidence."""
    marks: tuple[Mark, ...] = get_args(Mark)
    said = {fact.value for test in tests for fact in test.evidence if fact.code == LOOK}
    return next((mark for number, mark in reversed([*enumerate(marks, 1)]) if number in said), None)


def _of_tests(run: TestRun | None) -> list[Reason]:
    """The worst first; of each test its own reasons, with its name."""
    if run is None:
        return [Reason(code="not-tested", text=_("No test of this tower is kept."))]
    worst = [one for result in ("failed", "to-look-at", "not-testable") for one in run.of(result)]
    found = []
    for test in worst:
        if test.result == "not-testable" and not test.required:
            continue
        why = " ".join(reason.text for reason in test.reasons)
        text = _("{test}: {why}").format(test=test.title, why=why or _WORDS[test.result]())
        found.append(Reason(code=test.result, value=test.id, text=text))
    left = [one.title for one in run.tests if one.required and one.result == "not-tested"]
    if left:
        text = _("Not tested: {tests}.").format(tests=", ".join(left))
        found.append(Reason(code="not-tested", value=len(left), text=text))
    return found


_WORDS = {
    "failed": lambda: _("failed"),
    "to-look-at": lambda: _("to look at"),
    "not-testable": lambda: _("cannot be tested here"),
}
