"""What is done with a tower without a question, and in which order: the files of `profiles/batches`."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StrictBool, model_validator

from pcsol.model.erasure.plan import Depth
from pcsol.model.profile.needs import Id, ProfileNoun, Text

# The order is fixed: nothing is erased before it was looked at and tested, nothing is sent before it is kept.
# `grade` says what it is worth, so that people see it; `record` keeps that once it is known what is erased.
# Certificates are made within `erase`: no erasure ends without its papers.
BatchStep = Literal["inventory", "tests", "grade", "erase", "record", "push", "label"]
ORDER: tuple[BatchStep, ...] = get_args(BatchStep)


class BatchErase(ProfileNoun):
    """How an *armed* tower's disks are erased. No profile arms a tower: a person does.

    `method`: auto, zero, random, firmware, or a profile of profiles/wipes; `verify`: full or sample.
    """

    method: Id = "auto"
    verify: Depth = "full"


class BatchProfile(ProfileNoun):
    """`pcsol/batch-profile/1`: which steps, in PCSol's own order.

    `tests`: the list of tests; `erase`: null, no disk is erased, armed or not; `wait_for_arming`: wait for a person
    who arms the tower, else end without erasing. `end`: what the tower does when all is done.
    """

    schema_: Literal["pcsol/batch-profile/1"] = Field(alias="schema")
    id: Id
    title: Text
    text: Text | None = None
    steps: Annotated[tuple[BatchStep, ...], Field(min_length=1, max_length=7)]
    tests: Id = "quick"
    erase: BatchErase | None = None
    wait_for_arming: StrictBool = True
    end: Literal["stay", "beep", "power-off"] = "beep"

    @model_validator(mode="after")
    def _fits(self) -> "BatchProfile":
        if len(set(self.steps)) != len(self.steps):
            raise ValueError("a step stands there once")
        if ("erase" in self.steps) != (self.erase is not None):
            raise ValueError("the step `erase` and what `erase:` says of it go together")
        if "inventory" not in self.steps:
            raise ValueError("without `inventory` nothing tells which tower it is")
        return self

    @property
    def in_order(self) -> tuple[BatchStep, ...]:
        """The steps in the order in which they are done, whichever way the file names them."""
        return tuple(step for step in ORDER if step in self.steps)
