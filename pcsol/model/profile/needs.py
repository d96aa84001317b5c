"""What can be needed of a tower, each with the source of its limit."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictInt

from pcsol.model.hardware.disk import Grade
from pcsol.model.noun import Noun
from pcsol.model.profile.quantity import DiskBytes, MemoryBytes

LOCAL_CHOICE = ("local choice", "choix local")


class ProfileNoun(Noun):
    """A part of a profile: unlike a record, it takes no key that it does not know."""

    model_config = ConfigDict(extra="forbid")


Phrase = Annotated[str, Field(min_length=1, max_length=600, pattern=r"\S")]


class Words(ProfileNoun):
    """A text in French and, in what PCSol ships, in English. A centre may write French only."""

    fr: Phrase
    en: Phrase | None = None

    def said(self, language: str) -> str:
        """Return the text in that language ("fr", "en"), else in French."""
        return (self.en if language == "en" else None) or self.fr


def _french(plain: object) -> object:
    return {"fr": plain} if isinstance(plain, str) else plain


def _origin(plain: object) -> object:
    if isinstance(plain, str) and plain.strip().lower() in LOCAL_CHOICE:
        return {"fr": "choix local", "en": "local choice"}
    return _french(plain)


def _version(plain: object) -> object:
    """YAML reads 2.0 as a number."""
    return str(plain) if isinstance(plain, float) else plain


Text = Annotated[Words, BeforeValidator(_french, json_schema_input_type=str | Words)]
Source = Annotated[Words, BeforeValidator(_origin, json_schema_input_type=str | Words)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
TpmVersion = Annotated[Literal["1.2", "2.0"], BeforeValidator(_version)]


class Criterion(ProfileNoun):
    """One thing that is needed. `source` says where the limit comes from, or "local choice"."""

    source: Source


class AtLeastBits(Criterion):
    """Width of the processor, whatever the system on it."""

    at_least: Literal[32, 64]


class AtLeastLevel(Criterion):
    """Level of the x86-64 psABI: 1 every 64-bit processor, 2 about 2009 and later, 3 about 2013 and later."""

    at_least: Literal[1, 2, 3, 4]


class AtLeastCount(Criterion):
    """A number of things, such as cores."""

    at_least: Annotated[StrictInt, Field(ge=1, le=1024)]


class AtLeastMemory(Criterion):
    """Memory as written on the sticks: "8 GB" is 8 times 2^30 bytes."""

    at_least: MemoryBytes


class AtLeastYear(Criterion):
    """The year of the firmware's date."""

    at_least: Annotated[StrictInt, Field(ge=1980, le=2100)]


class AtLeastTpm(Criterion):
    """Version of the Trusted Platform Module."""

    at_least: TpmVersion


class AtLeastGeneration(Criterion):
    """Generation of an Intel Core ("i5-8500" is of the 8th), thousand of an AMD Ryzen ("Ryzen 5 2600" is of 2000)."""

    intel_core: Annotated[StrictInt, Field(ge=1, le=14)]
    amd_ryzen: Annotated[StrictInt, Field(ge=1000, le=9000)]


class DiskChoice(ProfileNoun):
    """A disk that would do. `size` as on its label ("120 GB"); `grade` B means B or better; left out: any."""

    kind: Literal["hdd", "ssd"] | None = None
    size: DiskBytes
    grade: Grade | None = None


class DiskNeed(Criterion):
    """Any one disk inside the tower that is one of these. The first one is what PCSol advises to put in."""

    any_of: Annotated[tuple[DiskChoice, ...], Field(min_length=1, max_length=8)]


class GraphicsNeed(Criterion):
    """driver "native": the kernel drives the card itself, not by the firmware's picture. `not_driven_by`: excluded."""

    driver: Literal["native"] | None = None
    not_driven_by: tuple[str, ...] = ()


class FirmwareNeed(Criterion):
    """How the tower starts."""

    mode: Literal["uefi"]


class NothingBetter(Criterion):
    """No better destination fits, and no upgrade can make one fit."""


class Needs(ProfileNoun):
    """What is needed, all of it. What is left out does not matter."""

    bits: AtLeastBits | None = None
    psabi_level: AtLeastLevel | None = None
    generation: AtLeastGeneration | None = None
    cores: AtLeastCount | None = None
    memory: AtLeastMemory | None = None
    disk: DiskNeed | None = None
    graphics: GraphicsNeed | None = None
    firmware: FirmwareNeed | None = None
    firmware_year: AtLeastYear | None = None
    tpm: AtLeastTpm | None = None

    def stated(self) -> Iterable[tuple[str, Any]]:
        """Return each need that is stated, with its name, in the order above."""
        return ((name, need) for name, need in self if need is not None)


class DestinationNeeds(Needs):
    """What a destination needs; the last resort also says that nothing better is left."""

    nothing_better: NothingBetter | None = None
