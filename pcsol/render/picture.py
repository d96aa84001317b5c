"""A picture (SVG) of what the terminal shows, made by the program itself; it asks nothing of the network."""

from html import escape
from itertools import pairwise

from rich.style import Style
from rich.text import Text

from pcsol.render.lines import Block

COLUMNS = 60
_COLUMN_PX, _LINE_PX, _MARGIN_PX, _BAR_PX = 10, 22, 20, 36
_COLOURS = {"red": "#ef7d74", "green": "#8fd6a0", "yellow": "#eec36a"}
_INK, _PAPER, _BAR = "#e4e9ed", "#1c242b", "#2a343d"


def picture(lines: Block, title: str) -> str:
    """Return an SVG of these lines, in a window that is 60 columns wide. The same lines give the same picture."""
    width, height = COLUMNS * _COLUMN_PX + 2 * _MARGIN_PX, len(lines) * _LINE_PX + _BAR_PX + 2 * _MARGIN_PX
    words = "\n".join(part for number, line in enumerate(lines) for part in _line(line, number))
    spoken = escape("\n".join(line.plain.rstrip() for line in lines))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{escape(title)}</title>
<desc>{spoken}</desc>
<rect width="{width}" height="{height}" rx="8" fill="{_PAPER}"/>
<path d="M0 {_BAR_PX}V8a8 8 0 0 1 8-8H{width - 8}a8 8 0 0 1 8 8V{_BAR_PX}z" fill="{_BAR}"/>
<g font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="16.6" fill="{_INK}">
<text x="{_MARGIN_PX}" y="24" font-weight="bold">$ {escape(title)}</text>
{words}
</g>
</svg>
"""


def _line(line: Text, number: int) -> list[str]:
    """Place every run of words where its column is; fonts differ in width, textLength holds them to the grid."""
    middle_y = _BAR_PX + _MARGIN_PX + number * _LINE_PX + _LINE_PX // 2
    parts = []
    for start, words, style in _runs(line):
        x = _MARGIN_PX + start * _COLUMN_PX
        length = len(words) * _COLUMN_PX
        if set(words) == {"─"}:
            parts.append(f'<path d="M{x} {middle_y}h{length}" stroke="{_INK}" stroke-opacity=".45"/>')
            continue
        weight = ' font-weight="bold"' if style.bold else ""
        ink = f' fill="{_COLOURS[style.color.name]}"' if style.color and style.color.name in _COLOURS else ""
        place = f'x="{x}" y="{middle_y + 6}" textLength="{length}" lengthAdjust="spacingAndGlyphs"'
        parts.append(f"<text {place}{weight}{ink}>{escape(words)}</text>")
    return parts


def _runs(line: Text) -> list[tuple[int, str, Style]]:
    """Return each word with its column and style; words of one style beside each other stay together."""
    runs: list[tuple[int, str, Style]] = []
    whole = Style.parse(str(line.style)) if line.style else Style()
    edges = sorted({0, len(line.plain), *(edge for span in line.spans for edge in (span.start, span.end))})
    for start, end in pairwise(edges):
        words = line.plain[start:end]
        found = [Style.parse(str(span.style)) for span in line.spans if span.start <= start < span.end]
        if words.strip():
            left = len(words) - len(words.lstrip())
            runs += _parted(start + left, words.strip(), Style.combine([whole, *found]))
    return runs


def _parted(start: int, words: str, style: Style) -> list[tuple[int, str, Style]]:
    """Cut at wide gaps: a label and its value are two texts, whatever a reader does with repeated spaces."""
    parts: list[tuple[int, str, Style]] = []
    at = 0
    for piece in words.split("  "):
        if piece.strip():
            left = len(piece) - len(piece.lstrip())
            parts.append((start + at + left, piece.strip(), style))
        at += len(piece) + 2
    return parts
