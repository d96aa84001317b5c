"""What an erasure notes while it runs, so that it can go on after a power cut: on the same disk, where it was."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.outcome import Canaries, SectorRange, SpeedPoint, StepOutcome
from pcsol.model.erasure.plan import Plan
from pcsol.model.erasure.progress import Phase
from pcsol.model.hardware.disk import Disk
from pcsol.model.noun import Noun

CipherName = Literal["aes-256-ctr", "chacha20"]


class PreImage(Noun):
    """A keyed hash (BLAKE2b) of one sector as it was before; the data itself is kept nowhere."""

    offset_bytes: int
    digest: str


class CanarySheet(Noun):
    """Where canaries stand (each `unit_bytes` long, seen there after the cache was dropped) and which pre-images were
    taken. The key is not on it: without it neither a canary's bytes nor a hash mean anything."""

    unit_bytes: int
    canaries: tuple[int, ...] = ()
    pre_images: tuple[PreImage, ...] = ()


class DiskIdentity(Noun):
    """What makes a disk this one and no other; for a loop device the file behind it."""

    kind: Literal["disk", "loop"]
    serial: str | None = None
    wwn: str | None = None
    model: str | None = None
    size_bytes: int | None = None
    backing_file: str | None = None

    @classmethod
    def of(cls, candidate: Candidate) -> "DiskIdentity":
        """Take it from a candidate. A loop device has a file, and nothing else that lasts."""
        disk = candidate.disk
        if candidate.kind == "loop":
            return cls(kind="loop", backing_file=candidate.backing_file, size_bytes=disk.size_bytes)
        return cls(kind="disk", serial=disk.serial, wwn=disk.wwn, model=disk.model, size_bytes=disk.size_bytes)


class Entry(Noun):
    """`pcsol/wipe-journal/1`. `step` is the index in `plan.steps` of the one that runs; all before it are `finished`.

    Of that step: before `offset_bytes` all is written and flushed, but `unwritten`; that took `spent_seconds`, of which
    bad sectors took `error_seconds`, at this `speed`, over all runs. `at_work`: the disk took this step's command.
    `key_print` tells whether the key file beside it is the right one. `looked`: what was found of the canaries after
    the last command of the disk's own, so that a read-back that is taken up again knows it. `ata_password`: one that is
    about to be set, or is; never forgotten before the disk has none any more. `resumed`: how often it went on after an
    interruption. `earlier`: the ways that were tried before this one and were not effective, for the papers; a first
    way has none. `before`: the disk's health before the first run. `hidden`: what the runs found hidden, and opened;
    None where nobody asked, and in notes of before 26 November 2026. `read_error_seconds`: what bad sectors cost all
    read-backs of the job.
    """

    schema_: Literal["pcsol/wipe-journal/1"] = Field("pcsol/wipe-journal/1", alias="schema")
    identity: DiskIdentity
    plan: Plan
    key_print: str
    cipher: CipherName
    started_at: datetime
    noted_at: datetime
    step: int = Field(0, ge=0)
    phase: Phase = "prepare"
    offset_bytes: int = Field(0, ge=0, multiple_of=512)
    unwritten: tuple[SectorRange, ...] = ()
    spent_seconds: float = Field(0, ge=0)
    error_seconds: float = Field(0, ge=0)
    speed: tuple[SpeedPoint, ...] = ()
    finished: tuple[StepOutcome, ...] = ()
    canaries: CanarySheet | None = None
    at_work: bool = False
    looked: Canaries | None = None
    ata_password: str | None = None
    resumed: int = 0
    earlier: tuple[Attempt, ...] = ()
    before: Disk | None = None
    hidden: HiddenAreas | None = None
    read_error_seconds: float = Field(0, ge=0)
