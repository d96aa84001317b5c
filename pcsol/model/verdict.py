"""What a tower is good for."""

from typing import Literal

from pcsol.model.noun import Noun
from pcsol.model.reason import Reason


class CriterionResult(Reason):
    """One criterion of a destination against this tower. `fits` null: not known. `source`: where the limit is from."""

    fits: bool | None = None
    source: str = ""


class Upgrade(Noun):
    """One change that would make the destination fit. kind: "memory", "disk", "graphics" …; bytes gained or wanted."""

    kind: str
    text: str
    value: int | float | str | bool | None = None


class ProfileResult(Noun):
    """A destination, judged. `fits` true: every criterion met; false: one is not; null: not known enough."""

    id: str
    title: str = ""
    fits: bool | None = None
    reasons: tuple[CriterionResult, ...] = ()
    upgrades: tuple[Upgrade, ...] = ()


class SystemChoice(Noun):
    """An operating system that this tower can run, and until when it is maintained (ISO 8601)."""

    id: str
    title: str
    fits: bool | None = None
    until: str | None = None
    text: str = ""


class Verdict(Noun):
    """The best destination that fits (null: none is sure), and every destination with its reasons, best first."""

    destination: str | None = None
    title: str = ""
    text: str = ""
    profiles: tuple[ProfileResult, ...] = ()
    systems: tuple[SystemChoice, ...] = ()
    confidence: Literal["sure", "incomplete"] = "incomplete"
