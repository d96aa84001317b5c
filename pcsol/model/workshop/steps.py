"""Guided lists: steps, phases, checklists. These nouns are also the shape of the files of `profiles/workshops`."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StrictInt

from pcsol.model.profile.needs import Id, ProfileNoun, Text

# From the youngest to the technician; each opens all that the ones before it open.
Level = Literal["discovery", "explorer", "expert", "adults", "technician"]
LEVELS: tuple[Level, ...] = get_args(Level)
Role = Literal["pilot", "copilot", "observer", "safety", "everybody"]
# The parts of a comparison (`pcsol.judge.compare`), and what only people see.
Part = Literal[
    "tower", "disk", "memory", "processor", "graphics", "network", "sound", "optical", "usb", "ports", "firmware",
    "fan", "temperature", "clock", "people",
]  # fmt: skip
# What a difference that is to look at says of a part (`pcsol.judge.compare.rows.FINDINGS`).
Change = Literal[
    "missing", "added", "moved", "slower", "worse", "errors", "hotter", "reset", "drifted", "changed", "single-channel",
]  # fmt: skip
# What a page asks for at a step: how many pieces lie in the pots, the quiz, three faces, what the tower says.
Asks = Literal["counts", "quiz", "opinion", "restart"]
StepId = Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")]
Minutes = Annotated[StrictInt, Field(ge=0, le=240)]


class Step(ProfileNoun):
    """One thing to do. `short`: what the screen says, at most 12 words; `detail`: more, on asking.

    `level`: the first that it is open to; `gate` "adult": it begins only when an adult has said so; `checks`: what
    software looks at afterwards ("people": nothing does; people must); `drawing`: a name in `drawings/`; `asks`: what
    a page asks for here ("restart": the tower is started, and says whether all is back); `powered`: the tower is
    plugged in and may run: before any other step is done again, it is shut down and unplugged.
    """

    id: StepId
    short: Text
    detail: Text | None = None
    drawing: Id | None = None
    minutes: Minutes
    level: Level = "discovery"
    role: Role = "everybody"
    gate: Literal["adult"] | None = None
    mistake: Text | None = None
    goal: Text | None = None
    checks: tuple[Part, ...] = ()
    asks: Asks | None = None
    powered: bool = False


class Phase(ProfileNoun):
    """Some steps; roles change between phases. `use`: ids of steps of the `steps_of` file, or `steps` of its own.

    `rest`: a break of so many minutes, with cards and a word of the glossary.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,2}$")]
    title: Text
    use: tuple[StepId, ...] = ()
    steps: tuple[Step, ...] = ()
    rest: Minutes = 0


class StepsFile(ProfileNoun):
    """Steps that several lists share."""

    schema_: Literal["pcsol/workshop/1"] = Field(alias="schema")
    kind: Literal["steps"]
    id: Id
    title: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Checklist(ProfileNoun):
    """A guided list. `level`: whom it is for at least; `people`: who follows it.

    `tower`: "given" (its disks must be erased, or out), "school" (a school tower will do), "none" (it needs no tower);
    `many_towers`: one adult may look after more than two; `closed_by` "comparison": it ends with an accepted comparison
    and a second reader; `expects`: what it changes itself, so that a comparison which finds it finds no fault;
    `supplement_of`: it is no workshop of its own.
    """

    schema_: Literal["pcsol/workshop/1"] = Field(alias="schema")
    kind: Literal["checklist"]
    id: Id
    title: Text
    text: Text
    people: Literal["young", "volunteers", "families", "everybody"]
    level: Level = "discovery"
    tower: Literal["given", "school", "none"] = "given"
    many_towers: bool = False
    closed_by: Literal["comparison", "people"] = "people"
    expects: tuple[Change, ...] = ()
    supplement_of: Id | None = None
    steps_of: Id | None = None
    quiz: Id | None = None
    material: Id | None = None
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]

    @property
    def own_minutes(self) -> int:
        """How long its breaks and its own steps take, without those of another file."""
        return sum(phase.rest + sum(step.minutes for step in phase.steps) for phase in self.phases)
