"""What results and grades are called on pages: a sign, a word, a tone; what a test saw, as lines."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from pcsol.i18n import N_, _
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result, Tested, TestRun
from pcsol.report import words as plain
from pcsol.report.testing.grades import function, label, look, sign
from pcsol.report.testing.titles import title

__all__ = ["PAST", "function", "label", "look", "result", "saw", "sign", "sorted_tests", "title", "why"]

PAST = {
    "left": N_("It was with somebody since this grade: test it again."),
    "changed": N_("A part of it is another since this grade: test it again."),
    "tested": N_("It was tested since this grade, and not graded by that: test it again."),
}
# A record is as long as its sender likes; a page is not. The record itself is kept whole.
_MOST_TESTS, _MOST_FACTS, _MOST_REASONS = 80, 40, 30


class Said(NamedTuple):
    """`sign` says the same as `word` without a colour."""

    sign: str
    word: str
    tone: str


# What needs a hand first.
_RESULTS: dict[Result, Said] = {
    "failed": Said("✕", N_("test failed"), "bad"),
    "to-look-at": Said("!", N_("to look at"), "look"),
    "not-testable": Said("–", N_("not testable"), "quiet"),
    "not-tested": Said("○", N_("not tested"), "quiet"),
    "passed": Said("✓", N_("test passed"), "good"),
}


def result(name: Result) -> Said:
    """Return a result in words."""
    found = _RESULTS[name]
    return found._replace(word=_(found.word))


def sorted_tests(run: TestRun) -> list[Tested]:
    """Return its tests, those that need a hand first."""
    return [one for name in _RESULTS for one in run.of(name)][:_MOST_TESTS]


def why(reasons: Iterable[Reason]) -> list[str]:
    """Return reasons as lines."""
    return [plain.told(one.text) for one in islice(reasons, _MOST_REASONS)]


def saw(test: Tested) -> list[str]:
    """Return what it saw, a line per fact; what stands among its reasons already is not told twice."""
    known = {one.text for one in test.reasons}
    return list(dict.fromkeys(line for line in _lines(test.evidence) if line and line not in known))[:_MOST_FACTS]


def _lines(evidence: tuple[Evidence, ...]) -> Iterator[str]:
    for one in evidence:
        fact = one.text or f"{one.code} {'' if one.value is None else one.value} {one.unit}"
        yield plain.told(fact)
