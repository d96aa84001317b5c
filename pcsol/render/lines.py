"""Facts to lines: a label, its value beside it, reasons below; never wider than the screen."""

import re
import textwrap

from rich.text import Text

from pcsol.render.signs import plain
from pcsol.report.sheet import Row, Section
from pcsol.report.words import Tone

Block = list[Text]

STYLES: dict[Tone, str] = {"good": "green", "look": "yellow", "bad": "bold red", "unknown": "yellow", "plain": ""}
TITLE = "bold"
_WIDEST_LABEL = 20
_GAP = 2


def block(section: Section, columns: int) -> Block:
    """Return a section's title and rows."""
    lines = [title(section.title, columns), *rows(section.rows, columns)]
    return [*lines, *paragraph(section.note, columns)] if section.note else lines


def title(text: str, columns: int) -> Text:
    """Return a heading; the line beside it is for the eye only."""
    words = shortened(text, columns - 4)
    return Text.assemble((words, TITLE), f" {'─' * (columns - len(words) - 1)}")


def rows(found: tuple[Row, ...], columns: int) -> Block:
    """Return all rows, their values one below the other."""
    indent = min(max((len(plain(row.label)) for row in found), default=0), _WIDEST_LABEL) + _GAP
    return [line for one in found for line in row(one, columns, indent)]


def row(one: Row, columns: int, indent: int) -> Block:
    """Return one row; a label that is too long stands on a line of its own."""
    label, values = plain(one.label), wrap(one.value, columns - indent) or [""]
    lines: Block = []
    if len(label) > indent - _GAP:
        lines = [Text(part) for part in wrap(label, columns)]
        label = ""
    first, *more = values
    lines.append(Text.assemble(label.ljust(indent), (first, STYLES[one.tone])))
    lines += [Text.assemble(" " * indent, (part, STYLES[one.tone])) for part in more]
    return [*lines, *notes(one.notes, columns)]


def notes(found: tuple[str, ...], columns: int) -> Block:
    """Return reasons, each with a dash."""
    return [Text(part) for note in found for part in wrap(note, columns, first="  - ", more="    ")]


def paragraph(text: str, columns: int, style: str = "") -> Block:
    """Return a sentence or more, wrapped."""
    return [Text(part, style=style) for part in wrap(text, columns)]


def capped(lines: Block, most: int) -> Block:
    """Return at most so many lines; where there were more, the last one says so."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1].copy()
    last.right_crop(3)
    last.rstrip()
    return [*lines[: most - 1], last.append("...")]


def wrap(text: str, columns: int, first: str = "", more: str = "") -> list[str]:
    """Return plain text in lines; the signs that French sets apart stay with their word."""
    held = re.sub(r" (?=[:;?!»])|(?<=«) ", "\xa0", plain(text))
    lines = textwrap.wrap(held, columns, initial_indent=first, subsequent_indent=more, break_on_hyphens=False)
    return [line.replace("\xa0", " ") for line in lines]


def shortened(text: str, columns: int) -> str:
    """Return text on one line, cut where the line ends."""
    line = " ".join(plain(text).split())
    return line if len(line) <= columns else line[: columns - 3].rstrip() + "..."
