"""Where a tower may go and what can run on it: the files of `profiles/destinations` and `profiles/systems`.

These nouns are also the shape of the files: the published JSON Schema is made from them (`mode="validation"`), and a
key that it does not know is refused.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from pcsol.model.profile.needs import DestinationNeeds, Id, Needs, ProfileNoun, Source, Text


class Destination(ProfileNoun):
    """`pcsol/destination/1`: where a tower may go. The smaller `rank`, the better; `systems` best first."""

    schema_: Literal["pcsol/destination/1"] = Field(alias="schema")
    id: Id
    rank: Annotated[StrictInt, Field(ge=1, le=1000)]
    title: Text
    text: Text
    needs: DestinationNeeds = DestinationNeeds()
    systems: tuple[Id, ...] = ()


class System(ProfileNoun):
    """`pcsol/system/1`: an operating system, what it needs and until when it is maintained (YYYY-MM or YYYY-MM-DD)."""

    schema_: Literal["pcsol/system/1"] = Field(alias="schema")
    id: Id
    title: Text
    text: Text | None = None
    until: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$")] | None = None
    until_source: Source | None = None
    needs: Needs
