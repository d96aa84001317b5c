"""One card of a guided test on the screen: one idea, its picture, the answers by number, and the keys below."""

import os
import re

from rich.text import Text

from pcsol.diagnostics.guided.asker import Card, Colour
from pcsol.i18n import _
from pcsol.render import frame
from pcsol.render.console import Screen
from pcsol.render.frame import Foot
from pcsol.render.lines import Block, paragraph, title, wrap
from pcsol.render.signs import plain
from pcsol.render.workshop.large import large

_LIT = re.compile(r"\[[^\[\]]+\]")
# ECMA-48 background colours, and what they are made of: a Linux console's own are dim (console_codes(4), ESC ] P).
_NUMBERS: dict[Colour, int] = {"black": 0, "red": 1, "green": 2, "blue": 4, "white": 7}
_PURE: dict[Colour, str] = {
    "black": "000000", "red": "ff0000", "green": "00ff00", "blue": "0000ff", "white": "ffffff",
}  # fmt: skip


def show(screen: Screen, card: Card, notice: str = "") -> None:
    """Show the card; the cursor stays behind the keys."""
    foot = Foot(_keys(card), "", is_saved=True, notice=notice)
    frame.page(screen, lines(card, screen.columns, frame.room(screen, foot)), foot)


def lines(card: Card, columns: int, most: int) -> Block:
    """Return at most so many lines; picture and large word stay out where words and answers need the place."""
    words = [line for text in card.text.splitlines() for line in paragraph(text, columns, "bold")]
    answers = [
        Text(part)
        for number, choice in enumerate(card.choices, 1)
        for part in wrap(choice, columns, first=f"  {number}  ", more="     ")
    ]
    parts = [[title(card.title, columns)], words]
    room = most - sum(map(len, (*parts, answers)))
    for more in (_picture(card.picture), large(card.shout, columns) if card.shout else []):
        if more and len(more) <= room:
            parts.append(more)
            room -= len(more)
    parts.append(answers)
    return _spaced([part for part in parts if part], room)[:most]


def _spaced(parts: list[Block], room: int) -> Block:
    """Put an empty line between parts while there is room for it."""
    found: Block = []
    for part in parts:
        if found and room > 0:
            found.append(Text(""))
            room -= 1
        found += part
    return found


def _picture(rows: tuple[str, ...]) -> Block:
    block: Block = []
    for row in rows:
        text = Text(plain(row))
        for lit in _LIT.finditer(row):
            text.stylize("bold reverse", lit.start(), lit.end())
        block.append(text)
    return block


def _keys(card: Card) -> str:
    if card.choices:
        return _("The number of your answer  A: help  R: back  S: stop >")
    if card.number:
        return _("A number, then Enter  A: help  R: back  S: stop >")
    return _("Enter: next  A: help  R: back  S: stop >")


def show_signs(screen: Screen, card: Card) -> None:
    """Show a card that listens to every key: none of them is a command."""
    foot = Foot(_("Enter twice: done >"), "", is_saved=True)
    frame.page(screen, lines(card, screen.columns, frame.room(screen, foot)), foot)


def fill(screen: Screen, colour: Colour) -> None:
    """Fill the whole screen with one colour, without a word and without a cursor."""
    number = _NUMBERS[colour]
    out = screen.rich.file
    if _is_console():
        out.write(f"\x1b]P{number:x}{_PURE[colour]}")
    blank = " " * screen.rich.width
    out.write(f"\x1b[?25l\x1b[0;4{number}m\x1b[2J\x1b[H" + blank * screen.lines)
    out.flush()


def unfill(screen: Screen) -> None:
    """Take the colour away again."""
    screen.rich.file.write(("\x1b]R" if _is_console() else "") + "\x1b[0m\x1b[?25h\x1b[2J\x1b[H")
    screen.rich.file.flush()


def _is_console() -> bool:
    return os.environ.get("TERM") == "linux"
