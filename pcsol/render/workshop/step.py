"""The screen of a step: where we are, the one thing to do in a frame, who does what, and the keys below."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from pcsol.render import frame
from pcsol.render.console import Screen
from pcsol.render.frame import Foot
from pcsol.render.lines import Block, capped, paragraph, shortened, wrap
from pcsol.render.workshop.large import large

_SIDES = 4  # columns for the frame and the space inside it


@dataclass(frozen=True, slots=True)
class Sheet:
    """One screen. `top`: where we are; `say`: the one idea, framed; `below`: the rest, of which the last lines go first
    where the screen is small; `shout`: a word in large signs, where all the rest leaves a place for it."""

    top: str
    say: str
    shout: str = ""
    below: Sequence[str] = ()
    style: str = "bold"


def show(screen: Screen, sheet: Sheet, foot: Foot) -> None:
    """Show it; the cursor stays behind the keys."""
    frame.page(screen, lines(sheet, screen.columns, frame.room(screen, foot)), foot)


def lines(sheet: Sheet, columns: int, most: int) -> Block:
    """Return at most so many lines; the framed idea is never cut while there is any place for it."""
    head: Block = [Text(shortened(sheet.top, columns))]
    said = _framed(sheet.say, columns, sheet.style)
    rest = [line for text in sheet.below for line in paragraph(text, columns)]
    spare = most - len(head) - len(said)
    shout = large(sheet.shout, columns, sheet.style) if sheet.shout else []
    if shout and len(shout) + len(rest) <= spare:
        gap = [Text("")] if len(shout) + len(rest) + 2 <= spare else []
        head = [*head, *gap, *shout, *gap]
    return capped([*head, *said, *rest[: max(spare, 0)]], most)


def _framed(text: str, columns: int, style: str) -> Block:
    if not text:
        return []
    wide = columns - _SIDES
    inside = [part for line in text.splitlines() for part in wrap(line, wide)]
    return [
        Text(f"┌{'─' * (columns - 2)}┐"),
        *(Text.assemble("│ ", (part.ljust(wide), style), " │") for part in inside),
        Text(f"└{'─' * (columns - 2)}┘"),
    ]
