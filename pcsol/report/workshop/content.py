"""What printed things are made of: a list with its steps, drawings by name, and words in the language of the moment."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from pcsol.i18n import language
from pcsol.model.profile.needs import Words
from pcsol.model.workshop.steps import Checklist, Level, Step

# The name of a drawing -> its SVG; None: there is none.
Drawings = Callable[[str], str | None]


class Chapter(Protocol):
    """A phase with its steps; `rest`: minutes of a break."""

    @property
    def id(self) -> str:
        """Return its letter."""
        ...

    @property
    def title(self) -> Words:
        """Return what it is called."""
        ...

    @property
    def steps(self) -> Sequence[Step]:
        """Return what is done."""
        ...

    @property
    def rest(self) -> int:
        """Return how long its break is, in minutes."""
        ...

    @property
    def minutes(self) -> int:
        """Return how long it takes, in minutes."""
        ...


class Outlined(Protocol):
    """A list whose steps were looked up at one level (`pcsol.checklist.outline.Outline` is one)."""

    @property
    def list(self) -> Checklist:
        """Return the list itself."""
        ...

    @property
    def level(self) -> Level:
        """Return whom it was looked up for."""
        ...

    @property
    def phases(self) -> Sequence[Chapter]:
        """Return its phases, in order."""
        ...

    @property
    def minutes(self) -> int:
        """Return how long the whole takes, in minutes."""
        ...


def said(words: Words | None) -> str:
    """Return a text in the language of the moment; nothing for nothing."""
    return together(words.said(language())) if words else ""


def together(text: str) -> str:
    """Keep signs that French sets apart with their word; the fonts of a PDF have no narrow space, but a fixed one."""
    return re.sub(r"[ \u202f](?=[:;?!»])|(?<=«)[ \u202f]", "\xa0", text).replace("\u202f", "\xa0")
