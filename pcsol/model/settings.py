"""What a station has settled for itself."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool

from pcsol.model.noun import Noun


def _as_text(value: object) -> object:
    """`station: 2` is a name that looks like a number; nothing but blanks is nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) or None if isinstance(value, str) else value


def _in_small_letters(value: object) -> object:
    return value.strip().lower() or None if isinstance(value, str) else value


def _as_switch(value: object) -> object:
    """`oui` and `non` are what a French volunteer writes; YAML 1.2 knows true and false alone."""
    word = value.strip().lower() if isinstance(value, str) else value
    return {"oui": True, "yes": True, "non": False, "no": False}.get(word, value) if isinstance(word, str) else value


Text = Annotated[Annotated[str, Field(max_length=600)] | None, BeforeValidator(_as_text)]
Language = Annotated[Literal["fr", "en"] | None, BeforeValidator(_in_small_letters)]
Switch = Annotated[StrictBool | None, BeforeValidator(_as_switch)]


class Settings(Noun):
    """`settings.yaml` in the home.

    `station` and `structure` stand on every record, `prefix` opens every code printed here, `language` is spoken where
    nobody chose another one. `workshop`: the menu of the live medium is the one for a workshop. `batch`: it begins with
    this batch (an id of profiles/batches), and shows its menu when that has ended or was stopped.
    """

    model_config = ConfigDict(extra="forbid")

    language: Language = None
    structure: Text = None
    station: Text = None
    prefix: Text = None
    workshop: Switch = None
    batch: Text = None
