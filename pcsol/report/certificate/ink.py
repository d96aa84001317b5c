"""Blocks of text for a PDF: each knows its height before it is drawn, so that none is torn by the end of a page."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

FONT, FIXED = "Helvetica", "Courier"
ENCODING = "cp1252"  # the core fonts of PDF (WinAnsiEncoding) have these signs and no others
MM_PER_PT = 25.4 / 72
_LEADING = 1.22
_GREY = 95


@dataclass(frozen=True, slots=True)
class Style:
    """A font's face, size in points, and grey level."""

    size: float = 8.2
    face: str = ""
    grey: int = 0
    font: str = FONT

    @property
    def line_mm(self) -> float:
        """The height of a line."""
        return self.size * MM_PER_PT * _LEADING


PLAIN, LABEL, BOLD = Style(), Style(grey=_GREY), Style(face="B")
TITLE = Style(9.6, "B")
SMALL, FINE = Style(7.2, grey=60), Style(6.2, "I", 60)
CODE = Style(6.6, font=FIXED)


@dataclass(frozen=True, slots=True)
class Block:
    """Something of this height in mm that draws itself with its upper left corner at (x, y)."""

    height: float
    draw: Callable[[float, float], None]


class Ink:
    """Makes blocks for one document."""

    def __init__(self, pdf: "FPDF") -> None:
        """Write into this document."""
        self.pdf = pdf

    def use(self, style: Style) -> None:
        """Take up a pen."""
        self.pdf.set_font(style.font, style.face, style.size)
        self.pdf.set_text_color(style.grey)

    def write(self, x: float, y: float, text: str, style: Style) -> None:
        """Write one line with its upper left corner at (x, y)."""
        self.use(style)
        self.pdf.text(x, y + style.size * MM_PER_PT * 0.92, printable(text))

    def wrapped(self, text: str, width: float, style: Style) -> list[str]:
        """Return the lines of a text; a word that is too long is broken."""
        self.use(style)
        lines, line = [], ""
        for word in printable(text).split(" "):
            rest = word
            longer = f"{line} {rest}" if line else rest
            if self.pdf.get_string_width(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while self.pdf.get_string_width(rest) > width and len(rest) > 1:
                cut = next(
                    n for n in range(len(rest) - 1, 0, -1) if n == 1 or self.pdf.get_string_width(rest[:n]) <= width
                )
                lines.append(rest[:cut])
                rest = rest[cut:]
            line = rest
        return [*lines, line]

    def text(self, text: str, width: float, style: Style = PLAIN) -> Block:
        """Return a paragraph."""
        lines = self.wrapped(text, width, style)

        def draw(x: float, y: float) -> None:
            for number, line in enumerate(lines):
                self.write(x, y + number * style.line_mm, line, style)

        return Block(len(lines) * style.line_mm, draw)

    def title(self, text: str, width: float) -> Block:
        """Return the title of a part, with a line under it."""
        block = self.text(text, width, TITLE)

        def draw(x: float, y: float) -> None:
            block.draw(x, y)
            self.pdf.set_draw_color(0)
            self.pdf.set_line_width(0.25)
            self.pdf.line(x, y + block.height + 0.4, x + width, y + block.height + 0.4)

        return Block(block.height + 1.6, draw)

    def rows(self, rows: Sequence[tuple[str, str]], width: float, label_mm: float) -> list[Block]:
        """Return a block for each label and its value."""
        return [
            beside((self.text(label, label_mm - 1.5, LABEL), 0), (self.text(value, width - label_mm), label_mm))
            for label, value in rows
        ]

    def points(self, lines: Sequence[str], width: float, style: Style = PLAIN) -> list[Block]:
        """Return a block for each sentence, behind a small square that prints in black and white."""
        return [self._point(line, width, style) for line in lines]

    def _point(self, line: str, width: float, style: Style) -> Block:
        block = self.text(line, width - 3.2, style)

        def draw(x: float, y: float) -> None:
            self.pdf.set_fill_color(0)
            self.pdf.rect(x + 0.4, y + style.line_mm * 0.34, 1.1, 1.1, style="F")
            block.draw(x + 3.2, y)

        return Block(block.height + 0.4, draw)

    def table(self, table: Sequence[Sequence[str]], widths: Sequence[float]) -> list[Block]:
        """Return a block for each line of a table, its head first, thin rules between."""
        found = []
        for number, cells in enumerate(table):
            style = SMALL if number == 0 else PLAIN
            places = [sum(widths[:n]) for n in range(len(widths))]
            cells_of_line = [
                (self.text(cell, width - 1.5, style), place)
                for cell, width, place in zip(cells, widths, places, strict=True)
            ]
            found.append(self._ruled(beside(*cells_of_line), sum(widths)))
        return found

    def _ruled(self, block: Block, width: float) -> Block:
        def draw(x: float, y: float) -> None:
            block.draw(x, y)
            self.pdf.set_draw_color(190)
            self.pdf.set_line_width(0.15)
            self.pdf.line(x, y + block.height + 0.3, x + width, y + block.height + 0.3)

        return Block(block.height + 0.7, draw)


def beside(*blocks: tuple[Block, float]) -> Block:
    """Return blocks side by side, each so many mm from the left."""

    def draw(x: float, y: float) -> None:
        for block, right in blocks:
            block.draw(x + right, y)

    return Block(max((block.height for block, _right in blocks), default=0), draw)


def stacked(blocks: Sequence[Block]) -> Block:
    """Return blocks below one another, as one that is not torn."""

    def draw(x: float, y: float) -> None:
        for block in blocks:
            block.draw(x, y)
            y += block.height

    return Block(sum(block.height for block in blocks), draw)


def printable(text: str) -> str:
    """Return a text in the signs that the fonts have; any other one loses its accents, or becomes a question mark."""
    return "".join(sign if _has(sign) else _nearest(sign) for sign in text)


def _has(sign: str) -> bool:
    try:
        sign.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def _nearest(sign: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    return bare if bare and all(map(_has, bare)) else "?"
