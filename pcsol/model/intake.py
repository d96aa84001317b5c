"""A tower that arrives, whether it starts or not."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.noun import Noun
from pcsol.model.probe import Clock


class Intake(Noun):
    """`pcsol/intake/1`: what a person saw and said. Null: nobody looked, or nobody knows."""

    schema_: Literal["pcsol/intake/1"] = Field("pcsol/intake/1", alias="schema")
    taken_at: datetime
    clock: Clock = Clock()
    pcsol: str
    code: str
    lot: str | None = None
    donor_asset_number: str | None = None
    form: str | None = None
    starts: bool | None = None
    drives_counted: int | None = None
    missing: tuple[str, ...] | None = None
    locks_seen: tuple[str, ...] | None = None
    note: str | None = None
