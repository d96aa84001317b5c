"""Where a batch is with one tower: what it writes down before and after each step."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun
from pcsol.model.profile.batch import BatchStep
from pcsol.model.profile.needs import Id

StepState = Literal["to-do", "doing", "done", "left-out", "failed"]


class StepNote(Noun):
    """One step. `text`: what came of it, for people; `record`: the id of what it kept.

    `keeping`: a record that is made and perhaps not on the medium yet; it is kept under this id, however often that is
    tried, so that an interruption makes no second one.
    """

    step: BatchStep
    state: StepState = "to-do"
    text: str = ""
    record: str | None = None
    keeping: dict[str, Any] | None = None
    took_seconds: float | None = None


class Armed(Noun):
    """Leave to erase, by a person: these disks of this tower, until then. It is no warrant yet.

    `by`: who, as the hub or the operator's name says; `lot`: the open donation lot; `at_tower`: typed at its keyboard.
    `begun`: something was written on its leave; after a power cut the erasure goes on, unless it was taken back.
    """

    disks: tuple[str, ...]
    until: datetime
    by: str = ""
    lot: str = ""
    at_tower: bool = False
    begun: bool = False


class BatchNotes(Noun):
    """`pcsol/batch-notes/1`: one batch of one tower. `starts`: how often it was begun or gone on with; `disks`: the
    identities of those that were in it.
    """

    schema_: Literal["pcsol/batch-notes/1"] = Field("pcsol/batch-notes/1", alias="schema")
    id: str
    profile: Id
    marks: tuple[Mark, ...] = ()
    disks: tuple[str, ...] = ()
    code: str | None = None
    started_at: datetime
    starts: int = 1
    armed: Armed | None = None
    steps: tuple[StepNote, ...]

    def of(self, step: BatchStep) -> StepNote:
        """Return what is noted of a step."""
        return next(one for one in self.steps if one.step == step)


class BatchRun(Noun):
    """`pcsol/batch-run/1`: what `pcsol batch --json` prints. `to_look_at`: the ids of tests that failed, or that are
    required and came to no good end; null: not known, for their record is gone. `unerased`: disks in it without an
    accepted erasure; null: not known."""

    schema_: Literal["pcsol/batch-run/1"] = Field("pcsol/batch-run/1", alias="schema")
    id: str
    profile: Id
    code: str | None = None
    starts: int = 1
    label: str | None = None
    function: str | None = None
    look: str | None = None
    destination: str | None = None
    to_look_at: tuple[str, ...] | None = ()
    unerased: int | None = None
    steps: tuple[StepNote, ...]


class PlannedStep(Noun):
    """A step as planned; `seconds` null: nobody can say beforehand (a person is waited for, a disk does not tell)."""

    step: BatchStep
    seconds: int | None = None
    text: str = ""


class Offer(Noun):
    """What would end in time, and when it would (seconds from now)."""

    code: Literal["without-erasing", "look-only", "overnight"]
    text: str
    seconds: int | None = None


class BatchPlan(Noun):
    """`pcsol/batch-plan/1`: what `batch --plan` says. `late`: it will not end by `until`; null: nobody asked."""

    schema_: Literal["pcsol/batch-plan/1"] = Field("pcsol/batch-plan/1", alias="schema")
    profile: Id
    title: str
    seconds: int
    steps: tuple[PlannedStep, ...]
    until: datetime | None = None
    late: bool | None = None
    offers: tuple[Offer, ...] = ()
