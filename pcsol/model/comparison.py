"""What differs between two records of one tower."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.noun import Noun

State = Literal["ok", "to-look-at", "not-measurable"]


class Difference(Noun):
    """One thing that was compared.

    part: "disk", "memory", "processor", "graphics", "network", "optical", "fan", "temperature", "clock", "firmware" …
    change: null (as before), "missing", "added", "moved", "slower", "worse", "errors" (on its cable), "hotter",
    "reset", "drifted", "changed", "single-channel".
    """

    part: str
    subject: str
    change: str | None = None
    state: State
    before: str | None = None
    after: str | None = None
    text: str


class Comparison(Noun):
    """`state` is the worst of its differences; `same_tower` null: the marks do not tell."""

    schema_: Literal["pcsol/compare/1"] = Field("pcsol/compare/1", alias="schema")
    before_id: str | None = None
    before_at: datetime | None = None
    after_id: str | None = None
    after_at: datetime | None = None
    same_tower: bool | None = None
    state: State
    differences: tuple[Difference, ...] = ()
