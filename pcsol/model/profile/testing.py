"""Which tests a tower goes through, and for how long: the files of `profiles/tests`."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from pcsol.model.profile.needs import Id, ProfileNoun, Text

# One word per test that PCSol has; those of disks are made once per disk.
TestName = Literal[
    "clock-battery", "sensors", "kernel-log", "machine-checks", "boot-memory-test", "network",
    "memory", "processor", "fans", "benchmark", "disk-self-test", "disk-read",
    "usb-ports", "screen", "keyboard", "sound-out", "sound-in", "optical", "eyes", "power-supply",
]  # fmt: skip


class WantedTest(ProfileNoun):
    """One test. `seconds`: how long it may work (memory, processor, disk-read: "sampled"); null: as long as it needs.

    `depth`: for disk-self-test "short" or "extended", for disk-read "sampled" or "full". `required`: no tower is
    "reconditionné" without it.
    """

    test: TestName
    seconds: Annotated[StrictInt, Field(ge=1, le=86_400)] | None = None
    depth: Literal["short", "extended", "sampled", "full"] | None = None
    required: StrictBool = True

    @model_validator(mode="after")
    def _fits(self) -> "WantedTest":
        depths = {"disk-self-test": ("short", "extended"), "disk-read": ("sampled", "full")}.get(self.test, ())
        if self.depth is not None and self.depth not in depths:
            raise ValueError("`depth` is short or extended for disk-self-test, sampled or full for disk-read")
        return self


class TestProfile(ProfileNoun):
    """`pcsol/test-profile/1`: the tests in order. `budget_minutes`: what the unattended ones may take together."""

    __test__ = False  # for pytest: no test of ours

    schema_: Literal["pcsol/test-profile/1"] = Field(alias="schema")
    id: Id
    title: Text
    text: Text | None = None
    budget_minutes: Annotated[StrictInt, Field(ge=1, le=2_880)] | None = None
    tests: Annotated[tuple[WantedTest, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _once(self) -> "TestProfile":
        names = [one.test for one in self.tests]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"`{twice}` stands in it twice; a test is done once")
        return self
