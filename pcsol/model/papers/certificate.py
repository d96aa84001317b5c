"""What a certificate says, and what a *NOT ERASED report* says: the facts of one erasure, ready to be signed.

Every number is a whole one, so that the canonical form (RFC 8785) of a paper has one spelling only. The fields are
those of NIST SP 800-88r2, section 4.6 (800-88r1, appendix G), and what a donor's town hall asks besides.
"""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.erasure.outcome import Canaries, SectorRange, Validation
from pcsol.model.erasure.plan import Depth, Level, Technique
from pcsol.model.hardware.disk import Bus, Medium
from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock

Content = Literal["zeros", "ones", "uniform", "periodic", "keystream", "noise", "mixed"]
Became = Literal["erased", "not-erased", "not-asked", "refused", "own-medium"]


class Told(Noun):
    """One sentence in both languages; the same words twice where it was only said in one."""

    fr: str
    en: str


class Because(Noun):
    """One reason of the verdict."""

    code: str
    text: Told


class Device(Noun):
    """The medium that was erased. `id`: what had to be typed to say this one. `sectors` are logical sectors."""

    id: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    serial: str | None = None
    wwn: str | None = None
    firmware: str | None = None
    media: Medium | None = None
    bus: Bus | None = None
    size_bytes: int | None = None
    sectors: int | None = None
    sector_bytes: int | None = None


class Source(Noun):
    """The tower that it came from. `asset_number` is the donor's: the *organizational property number* of NIST."""

    tower_code: str | None = None
    tower_manufacturer: str | None = None
    tower_model: str | None = None
    marks: tuple[Mark, ...] = ()
    lot: str | None = None
    asset_number: str | None = None


class SpeedAt(Noun):
    """One point of a speed curve: mean bytes per second around this offset."""

    offset_bytes: int
    bytes_per_second: int


class Deed(Noun):
    """One technique that was used, and how it ended. `evidence` is raw: status words, sense bytes in hex."""

    technique: Technique
    pattern_hex: str | None = None
    started_at: datetime
    seconds: int
    completed: bool
    written_bytes: int | None = None
    speed: tuple[SpeedAt, ...] = ()
    evidence: tuple[str, ...] = ()
    fault: str | None = None


class Proof(Noun):
    """What was read back, and what it showed. `places`: how many places a sample looked at."""

    depth: Depth | Literal["none"]
    passed: bool
    read_bytes: int = 0
    of_bytes: int = 0
    places: int = 0
    seconds: int = 0
    content: Content | None = None
    pattern_hex: str | None = None
    canaries: Canaries = Canaries()
    speed: tuple[SpeedAt, ...] = ()


class SectorMap(Noun):
    """Sectors that could not be written or read, or that hold something else. The first ranges of each kind are listed;
    the numbers count all. None of either is what a certificate shows."""

    unwritten: tuple[SectorRange, ...] = ()
    unread: tuple[SectorRange, ...] = ()
    mismatched: tuple[SectorRange, ...] = ()
    unwritten_sectors: int = 0
    unread_sectors: int = 0
    mismatched_sectors: int = 0
    ranges_left_out: int = 0


class HiddenFound(Noun):
    """A way to hide sectors that the disk has, and what was found and done before it was erased (`HiddenArea`)."""

    kind: Literal["hpa", "dco", "amax"]
    state: Literal["none", "opened", "kept", "unknown"]
    visible_sectors: int | None = None
    whole_sectors: int | None = None


class SmartFacts(Noun):
    """The few facts of SMART that matter here; None is *not known*."""

    passed: bool | None = None
    power_on_hours: int | None = None
    reallocated_sectors: int | None = None
    pending_sectors: int | None = None
    uncorrectable: int | None = None
    crc_errors: int | None = None
    wear_percent_used: int | None = None
    media_errors: int | None = None
    temperature_celsius: int | None = None


class SeenDisk(Noun):
    """One disk that PCSol saw in that tower, and what became of it. Never "all disks": some may be hidden."""

    id: str | None = None
    model: str | None = None
    media: Medium | None = None
    size_bytes: int | None = None
    became: Became
    level: Level = "none"


class Storage(Noun):
    """All storage of that tower, as far as it was seen. `drives_counted`: by a person's eye, at intake; `drives_seen`:
    by PCSol, its own stick left out. `hidden`: what the kernel does not show as a disk."""

    disks_seen: tuple[SeenDisk, ...] | None = None
    drives_counted: int | None = None
    drives_seen: int | None = None
    hidden: tuple[str, ...] | None = None


class Signature(Noun):
    """Ed25519 (RFC 8032) over the RFC 8785 form of everything but this block. All in lower-case hex: `public_key` 32
    bytes, `key_id` the first 16 bytes of its SHA-256, `value` 64 bytes."""

    algorithm: Literal["Ed25519"] = "Ed25519"
    public_key: str
    key_id: str
    value: str


class Paper(Noun):
    """What every signed paper says of itself. `place`: where it was done, when somebody said so."""

    id: str
    made_at: datetime
    clock: Clock
    structure: str | None = None
    station: str | None = None
    operator: str | None = None
    place: str | None = None
    tool: Literal["PCSol"] = "PCSol"
    tool_version: str
    device: Device
    source: Source = Source()
    law: tuple[str, ...] = ()
    signature: Signature | None = None


class ErasurePaper(Paper):
    """An erasure on paper. `not_checked` are codes that the report puts into words; `remarks` are sentences of the
    engine's own. `attempts`: how many ways were tried before. `hidden_areas`: None where the disk could not be asked.
    `destination`: what the disk is meant for."""

    started_at: datetime
    ended_at: datetime
    validation: Validation
    level: Level
    reasons: tuple[Because, ...] = ()
    deeds: tuple[Deed, ...] = ()
    attempts: tuple[tuple[Deed, ...], ...] = ()
    hidden_areas: tuple[HiddenFound, ...] | None = None
    proof: Proof
    map: SectorMap = SectorMap()
    smart_before: SmartFacts | None = None
    smart_after: SmartFacts | None = None
    resumed: int = 0
    not_checked: tuple[str, ...] = ()
    remarks: tuple[Told, ...] = ()
    storage: Storage = Storage()
    destination: str | None = None


class Certificate(ErasurePaper):
    """`pcsol/certificate/1`: there is one for an accepted erasure, and for nothing else."""

    schema_: Literal["pcsol/certificate/1"] = Field("pcsol/certificate/1", alias="schema")
    validation: Literal["accepted"]
    level: Literal["clear", "purge"]


class NotErased(ErasurePaper):
    """`pcsol/not-erased/1`: every other end. `next`: what to do with the disk now."""

    schema_: Literal["pcsol/not-erased/1"] = Field("pcsol/not-erased/1", alias="schema")
    validation: Literal["repeat", "escalate", "destroy"]
    level: Literal["none"]
    interrupted: bool = False
    next: Literal["resume", "repeat", "escalate", "destroy"]
