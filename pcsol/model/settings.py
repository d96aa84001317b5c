"""What a station has settled for itself."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from pcsol.model.noun import Noun


def _as_text(value: object) -> object:
    """`station: 2` is a name that looks like a number; nothing but blanks is nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) or None if isinstance(value, str) else value


def _in_small_letters(value: object) -> object:
    return value.strip().lower() or None if isinstance(value, str) else value


Text = Annotated[Annotated[str, Field(max_length=600)] | None, BeforeValidator(_as_text)]
Language = Annotated[Literal["fr", "en"] | None, BeforeValidator(_in_small_letters)]


class Settings(Noun):
    """`settings.yaml` in the home.

    `station` and `structure` stand on every record, `prefix` opens every code printed here, `language` is spoken where
    nobody chose another one.
    """

    model_config = ConfigDict(extra="forbid")

    language: Language = None
    structure: Text = None
    station: Text = None
    prefix: Text = None
