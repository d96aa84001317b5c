"""What every judge of a test says."""

from collections.abc import Iterable
from typing import NamedTuple

from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result

_WORST_FIRST: tuple[Result, ...] = ("failed", "to-look-at", "not-testable", "not-tested", "passed")


class Weighed(NamedTuple):
    """The result of a test, why it is that, and all that was seen."""

    result: Result
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def worst(results: Iterable[Result]) -> Result:
    """Return the result that weighs most; "passed" where nothing weighs."""
    return min(results, key=_WORST_FIRST.index, default="passed")
