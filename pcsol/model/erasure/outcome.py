"""What came of an erasure: done, verified and validated, each apart (NIST SP 800-88r2, sections 4.5.1 and 4.5.2)."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.plan import Depth, Level, Plan, Step
from pcsol.model.hardware.disk import Disk
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.reason import Reason, Unknown

Validation = Literal["accepted", "repeat", "escalate", "destroy"]


class SectorRange(Noun):
    """Logical sectors `first` to `last`, both included."""

    first: int
    last: int


class SpeedPoint(Noun):
    """One point of a speed curve: mean bytes per second around this offset."""

    offset_bytes: int
    bytes_per_second: float


class StepOutcome(Noun):
    """How one step ended. `completed`: it was seen to run and to end well; for a firmware command by the disk's own
    status, read from the disk, never by silence. `evidence`: what was seen, raw (status words, sense bytes in hex).
    `error_seconds`: how many of the seconds were lost to bad sectors."""

    step: Step
    started_at: datetime
    seconds: float
    completed: bool
    written_bytes: int | None = None
    unwritten: tuple[SectorRange, ...] = ()
    speed: tuple[SpeedPoint, ...] = ()
    evidence: tuple[str, ...] = ()
    error_seconds: float = 0.0
    fault: str | None = None


class Canaries(Noun):
    """Blocks written under a key before a firmware command, and places of which a keyed hash was taken: what of either
    was still there afterwards. None: not looked for. `unreadable`: places of either that could not be read then."""

    written: int = 0
    survived: int | None = None
    pre_images: int = 0
    pre_images_survived: int | None = None
    unreadable: int = 0


class Verification(Noun):
    """What was read back, and what it showed. `content`: what the medium holds now.

    `mismatched`: sectors that hold something else than they should. `unread`: sectors that could not be read.
    """

    depth: Depth | Literal["none"]
    passed: bool
    read_bytes: int = 0
    of_bytes: int = 0
    places: int = 0
    seconds: float = 0.0
    content: Literal["zeros", "ones", "uniform", "periodic", "keystream", "noise", "mixed"] | None = None
    pattern_hex: str | None = None
    mismatched: tuple[SectorRange, ...] = ()
    unread: tuple[SectorRange, ...] = ()
    canaries: Canaries = Canaries()
    speed: tuple[SpeedPoint, ...] = ()


class Erasure(Noun):
    """One disk, from the first command to the verdict. `plan` is the last one that was tried; `earlier` those before it
    that were not effective. `hidden`: None where the disk could not be asked what it hides. `level` is what may be
    claimed, "none" unless accepted."""

    plan: Plan
    started_at: datetime
    ended_at: datetime
    clock: Clock = Clock()
    steps: tuple[StepOutcome, ...] = ()
    verification: Verification
    validation: Validation
    level: Level
    reasons: tuple[Reason, ...] = ()
    earlier: tuple["Erasure", ...] = ()
    hidden: HiddenAreas | None = None
    resumed: int = 0
    before: Disk | None = None
    after: Disk | None = None
    not_checked: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    interrupted: bool = False


class WipeResult(Noun):
    """One line of `wipe run --json`, as the contract has it.

    `paper`: the signed certificate or *NOT ERASED report* itself, whole and as its file has it, so that a record proves
    by itself what was done, wherever it is carried; None in records of before.
    """

    disk: str
    id: str
    technique: str
    level: Level
    verification: Verification
    validation: Validation
    write_seconds: float
    read_seconds: float
    unerased: tuple[SectorRange, ...] = ()
    unread: tuple[SectorRange, ...] = ()
    certificate: str | None = None
    report: str
    reasons: tuple[Reason, ...] = ()
    paper: dict[str, Any] | None = None


class WipeFault(Noun):
    """A disk to which nothing was done, or of which a paper or the record could not be kept, and why: `code` is the
    exit code of its kind."""

    disk: str
    code: int
    what: str
    remedy: str = ""


class WipeRun(Noun):
    """`pcsol/wipe-run/1`: what `wipe run --json` prints, and the body of a record of kind "wipe".

    `errors`: disks of the same command line to which nothing was done, or whose papers could not be kept.
    """

    schema_: Literal["pcsol/wipe-run/1"] = Field("pcsol/wipe-run/1", alias="schema")
    results: tuple[WipeResult, ...]
    errors: tuple[WipeFault, ...] = ()
