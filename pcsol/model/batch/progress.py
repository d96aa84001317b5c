"""`pcsol/progress/1`: what a tower in a batch says of itself every few seconds, and the hub's orders in the answer.

Lists and texts are bounded: the hub shows them as they come.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from pcsol.model.batch.notes import StepState
from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun

# looks: at itself; waits: for an order or a place; hand: somebody must come; fails: it went wrong.
Word = Literal["looks", "tests", "waits", "erases", "done", "hand", "fails"]
Id = Annotated[str, Field(min_length=1, max_length=60)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
DiskId = Annotated[str, Field(max_length=200)]
Seconds = Annotated[float, Field(ge=0, le=1e8)]
Bytes = Annotated[int, Field(ge=0, lt=2**63)]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Step(Noun):
    """A step of the batch, by the id that its profile gives it."""

    id: Id
    state: StepState


class Doing(Noun):
    """One thing that is being done, to a disk (its id) or as a test (as the tower calls it).

    `phase`: a word of `wipe`'s progress or of a test. Bytes (`done_bytes` of `of_bytes`) or a `share` from 0 to 1 say
    how far it is; None where it cannot be known honestly.
    """

    disk: DiskId | None = None
    test: Id | None = None
    phase: Annotated[str, Field(max_length=60)] = ""
    done_bytes: Bytes | None = None
    of_bytes: Bytes | None = None
    share: Annotated[float, Field(ge=0, le=1)] | None = None
    seconds_left: Seconds | None = None
    errors: Annotated[int, Field(ge=0, lt=2**53)] = 0


class Need(Noun):
    """What needs a hand: a code, a sentence for people, and since when by the tower's clock."""

    code: Id
    text: Line
    since: AwareDatetime


class BatchProgress(Noun):
    """What a tower says. `tower`: the code of its sticker; `batch`: the profile's id; `burn`: it wants to load the
    machine, or does so. `disks`: the ids by which an order may name them (serial, else WWN), "" for one that has none.
    """

    schema_: Literal["pcsol/progress/1"] = Field("pcsol/progress/1", alias="schema")
    tower: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    marks: Annotated[tuple[Mark, ...], Field(max_length=64)] = ()
    disks: Annotated[tuple[DiskId, ...], Field(max_length=64)] = ()
    batch: Id | None = None
    word: Word
    step: Id | None = None
    steps: Annotated[tuple[Step, ...], Field(max_length=30)] = ()
    doing: Annotated[tuple[Doing, ...], Field(max_length=64)] = ()
    seconds_left: Seconds | None = None
    needs: Annotated[tuple[Need, ...], Field(max_length=20)] = ()
    burn: Literal["wants", "burns"] | None = None


class ArmedOrder(Noun):
    """These disks of this tower, and no others, may be erased until then; `by`: the person, `lot`: its name."""

    until: datetime
    disks: tuple[str, ...]
    by: str
    lot: str


class Orders(Noun):
    """What the hub wants of the tower that asked: show yourself, you may load the machine, you are armed, and when the
    room closes ("HH:MM", in the house's own time), and in how many seconds: a tower's clock may be years wrong.

    `lapsed`: nothing but its hours ended the leave that this tower heard of; None: a hub that does not tell.
    """

    show: bool = False
    burn: bool = False
    armed: ArmedOrder | None = None
    lapsed: bool | None = None
    until: Hour | None = None
    closes_in: Seconds | None = None


class Answered(Noun):
    """The whole answer of the hub to a progress."""

    orders: Orders = Orders()
