"""A room's notebook: what was found, and what could not be, with its reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pcsol.errors import PCSolError
from pcsol.model.reason import Unknown

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Finding(Generic[Found]):
    """What one room found, and what it could not find out."""

    value: Found
    unknown: tuple[Unknown, ...] = ()


@dataclass(slots=True)
class Notebook:
    """Turns a foreseeable failure of one question into an *unknown* and lets the room go on."""

    unknown: list[Unknown] = field(default_factory=list)

    def attempt(self, what: str, question: Callable[[], Found]) -> Found | None:
        """Return the question's answer, or None and a note. `what` is a dotted place: "disks.sda.smart"."""
        try:
            return question()
        except PCSolError as err:
            self.note(what, err.what, err.remedy)
            return None

    def note(self, what: str, why: str, remedy: str = "") -> None:
        """Write down something that stays unknown."""
        self.unknown.append(Unknown(what=what, why=why, remedy=remedy))

    def finding(self, value: Found) -> Finding[Found]:
        """Close the notebook over what was found."""
        return Finding(value, tuple(self.unknown))
