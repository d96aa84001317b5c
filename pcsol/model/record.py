"""What is kept: an append-only record of one thing that was done to one tower."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock

KINDS = (
    "intake", "probe", "test", "wipe", "checklist", "compare",
    "grade", "part", "install", "handover", "return", "destruction",
)  # fmt: skip


class TowerRef(Noun):
    """The tower a record is about: the code on its sticker if it has one, and the marks it was seen with."""

    code: str | None = None
    marks: tuple[Mark, ...] = ()


class LetterSignature(Noun):
    """By a station's letter key (`pcsol.judge.letters.signature`). `algorithm`: `Ed25519` (RFC 8032); in lower-case
    hex: `key_id`, the first 16 bytes of the public key's SHA-256, and `value`, 64 bytes."""

    algorithm: str
    key_id: str
    value: str


class Record(Noun):
    """`pcsol/record/1` of the contract; `body` is exactly what that command's `--json` printed.

    `signature`: who kept it; null in records of a PCSol before letters, and where the letter key could not be used."""

    schema_: Literal["pcsol/record/1"] = Field("pcsol/record/1", alias="schema")
    kind: str
    id: str
    tower: TowerRef = TowerRef()
    station: str | None = None
    structure: str | None = None
    operator: str | None = None
    taken_at: datetime
    clock: Clock = Clock()
    body: dict[str, Any]
    signature: LetterSignature | None = None
