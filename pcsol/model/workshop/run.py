"""What is kept of a tower's workshop: the body of a record of kind "checklist". No person is in it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.workshop.steps import Part


class RunStep(Noun):
    """A step. `seconds`: how long it took, without breaks and waiting; null: not known."""

    id: str
    state: Literal["open", "done", "skipped"]
    seconds: int | None = None


class ChecklistRun(Noun):
    """`pcsol/checklist-run/1`. `compared`: what the comparison found, null where none was made; `reader`: a second
    reader agreed; `one_adult`: one adult only was there, who may have been that reader and have closed it too;
    `two_codes`: the second look and the end were each confirmed with other digits, whoever typed them; `closed`: the
    group is done; `counts`: pieces and screws as they were counted."""

    schema_: Literal["pcsol/checklist-run/1"] = Field("pcsol/checklist-run/1", alias="schema")
    taken_at: datetime
    clock: Clock = Clock()
    pcsol: str
    workshop: str
    checklist: str
    supplements: tuple[str, ...] = ()
    level: str
    school: bool = False
    steps: tuple[RunStep, ...]
    compared: Literal["ok", "to-look-at", "not-measurable"] | None = None
    compared_record: str | None = None
    reader: bool = False
    one_adult: bool = False
    two_codes: bool = False
    closed: bool = False
    faults: tuple[Part, ...] = ()
    counts: dict[str, int] = Field(default_factory=dict)
