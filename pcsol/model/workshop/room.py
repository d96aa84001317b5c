"""What happens in a room: a workshop as planned, its groups, each thing that they do, and how it ended.

Nothing here has a place for a name, a face, a date of birth or a score of one person: people are numbers by age band.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field, StrictInt

from pcsol.model.noun import Noun
from pcsol.model.profile.needs import Id
from pcsol.model.workshop.steps import Change, Level, Part, StepId

Band = Literal["8-10", "11-14", "15-17", "adults"]
# Adults may be counted further, never named: those who look for work, those who receive the RSA.
Counted = Literal["job-seekers", "rsa"]
Count = Annotated[StrictInt, Field(ge=0, le=200)]
GroupId = Annotated[str, Field(pattern=r"^g[1-9][0-9]?$")]
# Whose code it was: of two adults the first, or the second reader.
Adult = Literal[1, 2]
# Who says of a tower that it is a school tower: a task, never a name.
Voucher = Literal["facilitator", "coordinator", "technician"]
Device = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
Pot = Literal["pot-1", "pot-2", "pot-3", "pot-4", "pot-5", "pot-6", "parts", "cells"]


class People(Noun):
    """How many, by age band. `of_adults`: how many of the adults, counted only."""

    bands: dict[Band, Count] = Field(default_factory=dict)
    of_adults: dict[Counted, Count] = Field(default_factory=dict)


class Group(Noun):
    """Three or four people at one tower. `nickname`: from the list; `people`: how many, so that roles go round.

    `vouched`: who says that the tower is a school tower.
    """

    id: GroupId
    nickname: str
    tower: str | None = None
    school: bool = False
    vouched: Voucher | None = None
    people: Annotated[StrictInt, Field(ge=1, le=6)] = 4

    @property
    def known_school(self) -> bool:
        """Whether somebody stands for it that this is a school tower: a tick alone may be a slip."""
        return self.school and self.vouched is not None


class Plan(Noun):
    """A workshop. `tower` of a group: its code; `school`: a school tower, which never leaves and holds no donor's data.

    `id`: 12 signs of hex; `registered`: who is expected; `place`: new ones have 40 signs at most, earlier ones had 80.
    """

    schema_: Literal["pcsol/workshop-plan/1"] = Field("pcsol/workshop-plan/1", alias="schema")
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    checklist: Id
    supplements: tuple[Id, ...] = ()
    level: Level
    on: date
    place: Annotated[str, Field(max_length=80)] = ""
    adults: Annotated[StrictInt, Field(ge=1, le=20)] = 1
    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=12)]
    registered: People = People()
    material: tuple[Id, ...] = ()
    made_at: datetime


class Event(Noun):
    """One thing that a group, or an adult for it, did. Nothing in it can be typed freely.

    `n`: one more than the highest that this device has seen (Lamport, 1978): ordered by (n, device), every copy reads
    the same story, whichever way and however late its parts arrived. `of`: the event that is undone. `who`: "adult"
    where an adult said it (gates, second reader), "group" else. `adult`: which of two, by the code; null: one is there
    only, or nobody can tell. A device cannot say it.

    kind: `tick` a step is done · `undo` · `call` an adult is wanted for a step · `gate` an adult lets a step begin ·
    `stop`, `go-on` (with a `step` that is to be done again: the tower is off and unplugged) · `help` · `skip` (an adult
    leaves a step out) · `count` (`pot`, `number`, at a `step`) · `answer` (`question`, `choice`) · `face` (`choice` 1
    not well, 2 so-so, 3 well; `number` of people) · `seen` (`part`, `found`: what people or a test stick saw) ·
    `compared` (`record`, `found` of the whole; then of each `part`, with its `change`; `step`: what is done again
    inside the tower, which holds the group) · `reader` a second reader agrees · `close` a group is done.
    """

    model_config = ConfigDict(extra="forbid")

    schema_: Literal["pcsol/workshop-event/1"] = Field("pcsol/workshop-event/1", alias="schema")
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[1-9][0-9]{0,8}$")]
    workshop: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    group: GroupId
    kind: Literal[
        "tick", "undo", "call", "gate", "stop", "go-on", "help", "skip", "count", "answer", "face", "seen", "compared",
        "reader", "close",
    ]  # fmt: skip
    device: Device
    n: Annotated[StrictInt, Field(ge=1, le=10_000_000)]
    at: AwareDatetime
    who: Literal["group", "adult"] = "group"
    adult: Adult | None = None
    step: StepId | None = None
    of: Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[1-9][0-9]{0,8}$")] | None = None
    pot: Pot | None = None
    number: Annotated[StrictInt, Field(ge=0, le=999)] | None = None
    question: Id | None = None
    choice: Annotated[StrictInt, Field(ge=1, le=4)] | None = None
    part: Part | None = None
    change: Change | None = None
    found: Literal["ok", "to-look-at", "not-measurable"] | None = None
    record: Annotated[str, Field(max_length=60)] | None = None


class StepTime(Noun):
    """How long a step took: the middle one (median) of all groups, in seconds, and of how many."""

    step: StepId
    seconds: int
    groups: int


class Closing(Noun):
    """How a workshop ended: counts alone. `one_adult`: whoever closed a tower may have been its second reader too;
    `two_codes`: towers of which the second look and the end were each confirmed with other digits, whoever typed them;
    `heard`: how many events of each group that was done were here at the end. What came later changes neither this nor
    the tower's record, which is kept once.
    """

    schema_: Literal["pcsol/workshop-closing/1"] = Field("pcsol/workshop-closing/1", alias="schema")
    workshop: str
    checklist: Id
    on: date
    level: Level
    registered: People = People()
    present: People = People()
    towers_done: tuple[str, ...] = ()
    towers_left: tuple[str, ...] = ()
    faults: tuple[Part, ...] = ()
    times: tuple[StepTime, ...] = ()
    faces: dict[Literal["1", "2", "3"], Count] = Field(default_factory=dict)
    one_adult: bool = False
    two_codes: tuple[str, ...] = ()
    heard: dict[GroupId, Annotated[StrictInt, Field(ge=0)]] = Field(default_factory=dict)
    closed_at: datetime
