"""How a disk is overwritten when a centre wants it in a way of its own: the files of `profiles/wipes`."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pcsol.model.erasure.plan import Depth, WrittenTechnique
from pcsol.model.profile.needs import Id, ProfileNoun, Text


class Pass(ProfileNoun):
    """One pass over the whole disk; `pattern`: for "pattern" only, 1 to 512 bytes in hexadecimal, repeated."""

    write: WrittenTechnique
    pattern: Annotated[str, Field(pattern=r"^([0-9A-Fa-f]{2}){1,512}$")] | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Pass":
        if (self.write == "pattern") != (self.pattern is not None):
            raise ValueError("`pattern` goes with `write: pattern`, and only with it")
        return self


class WipeProfile(ProfileNoun):
    """`pcsol/wipe-profile/1`: passes in order, and how the last one is read back. Never more than "clear"."""

    schema_: Literal["pcsol/wipe-profile/1"] = Field(alias="schema")
    id: Id
    title: Text
    text: Text | None = None
    passes: Annotated[tuple[Pass, ...], Field(min_length=1, max_length=35)]
    verify: Depth = "full"
