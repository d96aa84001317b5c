"""What stands beside the symbol of a label: lines that shrink, and then end early, rather than leave the label."""

from typing import TYPE_CHECKING, NamedTuple

from pcsol.report.certificate.ink import MM_PER_PT, printable
from pcsol.report.labels.facts import Facts

if TYPE_CHECKING:
    from fpdf import FPDF

_TITLE_PT, _LINE_PT, _LEAST = 9.0, 7.0, 0.75
_LEADING = 1.18
_USUAL_HEIGHT_MM = 23.0


class Place(NamedTuple):
    """The upper left corner, width and height in millimetres."""

    x: float
    y: float
    width: float
    height: float


def draw(pdf: "FPDF", facts: Facts, place: Place) -> None:
    """Draw the facts; a bigger label gets bigger letters."""
    scale = place.height / _USUAL_HEIGHT_MM
    y = place.y
    y = _line(pdf, facts.label.upper(), place, y, _TITLE_PT * scale, bold=True)
    if facts.warning:
        y = _warned(pdf, facts.warning, place, y, _TITLE_PT * scale)
    for line in facts.lines:
        y = _line(pdf, line, place, y, _LINE_PT * scale)


def _warned(pdf: "FPDF", text: str, place: Place, y: float, size: float) -> float:
    """White on black: it is seen from afar, and no printer loses it for want of a colour."""
    height = size * MM_PER_PT * _LEADING
    pdf.set_fill_color(0)
    pdf.rect(place.x, y, place.width - 0.1, height, style="F")  # a rounded number stays inside, too
    pdf.set_text_color(255)
    _line(pdf, text, place._replace(x=place.x + 1, width=place.width - 2), y, size, bold=True)
    pdf.set_text_color(0)
    return y + height + 0.4


def _line(pdf: "FPDF", text: str, place: Place, y: float, size: float, *, bold: bool = False) -> float:
    """Write one line; return where the next one begins."""
    words = printable(text)
    pdf.set_font("Helvetica", "B" if bold else "", size)
    fits = min(1.0, max(_LEAST, 0.99 * place.width / max(pdf.get_string_width(words), 0.1)))
    pdf.set_font_size(size * fits)
    while pdf.get_string_width(words) > place.width:
        words = f"{words.removesuffix('...')[:-1]}..."
    pdf.text(place.x, y + size * MM_PER_PT * 0.9, words)
    return y + size * MM_PER_PT * _LEADING
