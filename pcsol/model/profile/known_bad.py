"""Models whose firmware is known to erase badly: the file `profiles/known-bad-firmware.yaml`."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pcsol.model.erasure.plan import FirmwareTechnique
from pcsol.model.profile.needs import ProfileNoun, Text


def _an_expression(told: str) -> str:
    try:
        re.compile(told)
    except re.error as err:
        raise ValueError("no regular expression") from err
    return told


Expression = Annotated[str, Field(min_length=3), AfterValidator(_an_expression)]


class KnownBad(ProfileNoun):
    """`models`: regular expressions found anywhere in the model's name, whatever its case; `firmware`: one that the
    whole version must match, where only some are bad. effect: "never" is not to be sent; "clear" proves no more than
    clear; "sleep-first" is refused until the machine has slept."""

    models: Annotated[tuple[Expression, ...], Field(min_length=1)]
    firmware: Expression | None = None
    techniques: Annotated[tuple[FirmwareTechnique, ...], Field(min_length=1)]
    effect: Literal["never", "clear", "sleep-first"]
    why: Text
    source: Annotated[str, Field(min_length=3)]


class KnownBadFirmware(ProfileNoun):
    """`pcsol/known-bad-firmware/1`: all that is known, newest knowledge first."""

    schema_: Literal["pcsol/known-bad-firmware/1"] = Field(alias="schema")
    known: tuple[KnownBad, ...]
