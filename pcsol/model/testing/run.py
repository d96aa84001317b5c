"""A run of hardware tests: what was planned, and what came of each test, with its evidence."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.profile.needs import Id
from pcsol.model.reason import Reason

Kind = Literal["unattended", "guided"]
# *Not testable*: this machine or this place does not let it be tested; *not tested*: it could have been, and was not.
Result = Literal["passed", "failed", "to-look-at", "not-testable", "not-tested"]
# What a test is about: the disk's kernel name where there are several of a kind ("disk-self-test.sda").
TestId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}(\.[A-Za-z0-9_-]{1,40})?$")]


class Planned(Noun):
    """One test as planned. `seconds`: how long it takes here; `needs`: programs, rights or things, by name.

    `required`: no tower is "reconditionné" without it.
    """

    id: TestId
    kind: Kind
    title: str
    seconds: int
    needs: tuple[str, ...] = ()
    required: bool = True


class Plan(Noun):
    """`pcsol/test-plan/1`. `seconds`: from the beginning to the end, with what runs side by side; guided tests apart.

    `guided_seconds`: what a person is needed for. `budget_seconds`: the profile's; `over_budget`: it will not do.
    """

    schema_: Literal["pcsol/test-plan/1"] = Field("pcsol/test-plan/1", alias="schema")
    profile: Id
    title: str
    budget_seconds: int | None = None
    seconds: int
    guided_seconds: int = 0
    tests: tuple[Planned, ...]

    @property
    def over_budget(self) -> bool:
        """Tell whether it takes longer than the profile allows."""
        return self.budget_seconds is not None and self.seconds > self.budget_seconds


class Evidence(Reason):
    """One fact that a test saw. `unit`: of `value` and `limit` ("celsius", "mhz", "bytes", "seconds" …), "" for none.

    `series`: (seconds since the test began, value), where one number would not tell.
    """

    unit: str = ""
    series: tuple[tuple[float, float], ...] = ()

    def as_reason(self) -> Reason:
        """Return the fact as what weighed."""
        return Reason(code=self.code, value=self.value, limit=self.limit, text=self.text)


class Tested(Planned):
    """One test and what came of it. `reasons`: why it is this result; `evidence`: all that was seen.

    `took_seconds`: null when it was never begun, or was cut off; `interrupted`: it was going on when the tower went
    down, or PCSol ended.
    """

    __test__ = False  # for pytest: no test of ours

    result: Result = "not-tested"
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    took_seconds: float | None = None
    interrupted: bool = False


class TestRun(Noun):
    """`pcsol/test-run/1`: the body of a `test` record.

    `planned_seconds`, `seconds`: the unattended part as planned and as it was (interruptions taken out); `resumed`:
    how often it went on after one; `stopped`: a person ended it before its end.
    """

    __test__ = False  # for pytest: no test of ours

    schema_: Literal["pcsol/test-run/1"] = Field("pcsol/test-run/1", alias="schema")
    id: str
    profile: Id
    taken_at: datetime
    clock: Clock = Clock()
    pcsol: str
    source: Literal["live", "album"]
    planned_seconds: int
    seconds: float
    resumed: int = 0
    stopped: bool = False
    tests: tuple[Tested, ...]

    def of(self, result: Result) -> tuple[Tested, ...]:
        """Return the tests with this result, in order."""
        return tuple(one for one in self.tests if one.result == result)
