"""Whoever asks a person: shows one screen, and hears one answer. The hall injects it; tests script it."""

from dataclasses import dataclass
from typing import Literal, Protocol

Colour = Literal["white", "black", "red", "green", "blue"]
NEXT, BACK, STOP = "next", "back", "stop"


@dataclass(frozen=True, slots=True)
class Card:
    """One screen: `title`, one idea in `text`, a word in large signs (`shout`), a picture of characters.

    `choices`: answered by their number, from 1; without any, Enter goes on. `number`: a number is typed, and Enter.
    In a picture "[A]" is lit and " A " is not. `fill`: the whole screen in this colour, and no word on it.
    """

    title: str
    text: str
    shout: str = ""
    picture: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    help: str = ""
    number: bool = False
    fill: Colour | None = None


class Asker(Protocol):
    """A person before a screen. `left` is set when they want no more of these tests."""

    left: bool

    def ask(self, card: Card, seconds: float | None = None) -> str | None:
        """Show the card, unless it is the one that is shown, and return the answer; None when so many seconds passed.

        NEXT (Enter), BACK (R), STOP (S), or what the card asks for: "1", "2" … for a choice, the number that was typed.
        A (aide) is answered by the asker itself. Raises EOFError when nobody is there any more.
        """

    def signs(self, card: Card, seconds: float) -> str | None:
        """Show the card and return the signs that came, as they are: every key is one to be tried."""
