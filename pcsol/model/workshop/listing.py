"""What `pcsol checklist list`, `show` and `validate` say, in the language of the moment."""

from typing import Literal

from pydantic import Field

from pcsol.model.noun import Noun
from pcsol.model.profile.needs import Id
from pcsol.model.workshop.steps import Level, Part, Role


class Listed(Noun):
    """A list. `minutes`: at its own level; `supplement_of`: it is added to that list, and no workshop of its own."""

    id: Id
    title: str
    minutes: int
    level: Level
    text: str
    people: str
    supplement_of: Id | None = None


class Checklists(Noun):
    """Every list that can be used."""

    schema_: Literal["pcsol/checklist-list/1"] = Field("pcsol/checklist-list/1", alias="schema")
    checklists: tuple[Listed, ...] = ()


class ShownStep(Noun):
    """A step, as people read it."""

    id: str
    short: str
    detail: str | None = None
    minutes: int
    level: Level
    role: Role
    gate: Literal["adult"] | None = None
    drawing: str | None = None
    mistake: str | None = None
    goal: str | None = None
    checks: tuple[Part, ...] = ()


class ShownPhase(Noun):
    """A phase; `rest`: minutes of a break."""

    id: str
    title: str
    minutes: int
    rest: int = 0
    steps: tuple[ShownStep, ...] = ()


class ShownChecklist(Noun):
    """A list with its steps, at one level."""

    schema_: Literal["pcsol/checklist/1"] = Field("pcsol/checklist/1", alias="schema")
    id: Id
    title: str
    text: str
    level: Level
    minutes: int
    people: str
    tower: str
    phases: tuple[ShownPhase, ...] = ()


class Remarked(Noun):
    """Something to look at in a file: where, what, and what to write instead."""

    line: int
    key: str
    language: Literal["fr", "en"]
    what: str
    remedy: str


class Faulty(Noun):
    """A fault, as any other error of PCSol says it; `details` has file, line and key."""

    what: str
    remedy: str | None = None
    details: str = ""


class CheckedWorkshop(Noun):
    """A file of `profiles/workshops`. `kind`, `id` null: it cannot be read."""

    schema_: Literal["pcsol/checklist-check/1"] = Field("pcsol/checklist-check/1", alias="schema")
    file: str
    kind: str | None = None
    id: str | None = None
    faults: tuple[Faulty, ...] = ()
    remarks: tuple[Remarked, ...] = ()
