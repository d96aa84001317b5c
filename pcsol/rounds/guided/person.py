"""The person at this terminal: shows a card, hears a key, helps with A."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from pcsol.diagnostics.guided.asker import BACK, NEXT, STOP, Card
from pcsol.i18n import _
from pcsol.render.console import Screen
from pcsol.render.guided import card as cards
from pcsol.render.keys import Keys, digits

_WORDS = {"": NEXT, "R": BACK, "S": STOP}
_HELP = ("A", "H", "?")


class AllKeys(Keys, Protocol):
    """Keys that can also be heard one by one, Enter and Tab like all others."""

    def signs(self, seconds: float) -> str:
        """Return what was typed within so many seconds, as it came; nothing when nothing did."""


@dataclass(slots=True)
class Person:
    """An asker (`pcsol.diagnostics.guided.asker`): one card at a time on this screen."""

    screen: Screen
    keys: AllKeys
    left: bool = field(default=False, init=False)
    _shown: Card | None = field(default=None, init=False)
    _helped: Card | None = field(default=None, init=False)
    _filled: bool = field(default=False, init=False)

    def ask(self, card: Card, seconds: float | None = None) -> str | None:
        """Show it and wait for an answer. While help is shown, any key but S brings the card back."""
        while True:
            if self._helped != card:
                self._helped = None
            shown = _help(card) if self._helped else card
            self._show(shown)
            pressed = self._heard(shown, seconds)
            if pressed is None:
                return None
            if self._helped is not None:
                self._helped = None
                if pressed.upper() == "S":
                    return STOP
                continue
            if pressed.upper() in _HELP:
                self._helped = card
                continue
            answer = _answer(card, pressed)
            if answer is not None:
                return answer
            self._wrong(card)

    def signs(self, card: Card, seconds: float) -> str | None:
        """Show it and return the signs that came."""
        if card != self._shown:
            self._clear()
            cards.show_signs(self.screen, card)
            self._shown = card
        return self.keys.signs(seconds)

    def thank(self) -> None:
        """Give the screen back, empty: what is shown next is none of the tests'. Nothing to do where none was asked."""
        if self._shown is None:
            return
        self._clear()
        self.screen.rich.clear()
        self._shown = None

    def _show(self, card: Card) -> None:
        """What was typed before a card is there is no answer to it."""
        if card == self._shown:
            return
        self._clear()
        if card.fill is not None:
            cards.fill(self.screen, card.fill)
            self._filled = True
        else:
            cards.show(self.screen, card)
        self._shown = card
        self.keys.forget()

    def _heard(self, card: Card, seconds: float | None) -> str | None:
        try:
            return self.keys.line(seconds) if card.number else self.keys.key(seconds)
        except EOFError:
            self._clear()
            raise

    def _wrong(self, card: Card) -> None:
        self._clear()
        cards.show(self.screen, card, _("This is no answer here. The keys are below; A explains them."))

    def _clear(self) -> None:
        if self._filled:
            cards.unfill(self.screen)
            self._filled = False


def _help(card: Card) -> Card:
    text = card.help or _("Do what stands on the screen, then answer. Nothing can break by it.")
    keys = _("R goes back one screen. S stops this test: it then counts as not tested.")
    return replace(card, text=f"{text}\n{keys}", choices=(), number=False, shout="", fill=None)


def _answer(card: Card, pressed: str) -> str | None:
    """Return what this key means on this card; None: nothing."""
    word = pressed.strip().upper()
    if word in ("R", "S"):
        return _WORDS[word]
    typed = digits(pressed)
    if card.number:
        return typed if typed.isdecimal() and len(typed) <= 2 else None  # 0 to 99
    if card.choices:
        return typed if typed.isdecimal() and 1 <= int(typed) <= len(card.choices) else None
    return _WORDS.get(word)
