"""What is drawn on a paper: the QR code, a tick or a cross, the speed curve, the map of sectors."""

from typing import TYPE_CHECKING

import segno

from pcsol.i18n import _
from pcsol.model.erasure.outcome import SectorRange
from pcsol.model.papers.certificate import Paper, SectorMap
from pcsol.report.certificate.ink import LABEL, SMALL, Block, Ink
from pcsol.report.certificate.page import Curve
from pcsol.report.quantities import disk_size, number

if TYPE_CHECKING:
    from fpdf import FPDF

_QUIET_MODULES = 4  # ISO/IEC 18004
_DASHES = ((0.0, 0.0), (1.2, 0.9))
_LEAST_MM = 0.35  # of a range on the map, so that one bad sector of a billion is seen
_HATCH_MM = 1.1


def code(paper: Paper, digest: str) -> str:
    """Return what the QR code says, in the signs that take least room: number, key, SHA-256 of what is signed."""
    key = paper.signature.key_id if paper.signature else "-"
    return f"PCSOL:{paper.id}:{key}:{digest}".upper()


def qr(pdf: "FPDF", text: str, x: float, y: float, side: float) -> None:
    """Draw the symbol, its white border included."""
    rows = [list(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix_iter(border=_QUIET_MODULES)]
    module = side / len(rows)
    pdf.set_fill_color(0)
    for row_number, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                pdf.rect(x + start * module, y + row_number * module, (end - start) * module, module, style="F")
            start = end + 1


def tick(pdf: "FPDF", x: float, y: float, side: float) -> None:
    """Draw a tick in a circle."""
    _circle(pdf, x, y, side)
    pdf.set_line_width(side / 9)
    pdf.line(x + side * 0.26, y + side * 0.52, x + side * 0.44, y + side * 0.7)
    pdf.line(x + side * 0.44, y + side * 0.7, x + side * 0.75, y + side * 0.32)


def cross(pdf: "FPDF", x: float, y: float, side: float, grey: int = 0) -> None:
    """Draw a cross in a circle."""
    _circle(pdf, x, y, side, grey)
    pdf.set_line_width(side / 9)
    pdf.line(x + side * 0.31, y + side * 0.31, x + side * 0.69, y + side * 0.69)
    pdf.line(x + side * 0.69, y + side * 0.31, x + side * 0.31, y + side * 0.69)


def _circle(pdf: "FPDF", x: float, y: float, side: float, grey: int = 0) -> None:
    pdf.set_draw_color(grey)
    pdf.set_line_width(side / 14)
    pdf.ellipse(x, y, side, side, style="D")


def hatched(pdf: "FPDF", x: float, y: float, width: float, height: float, step: float = _HATCH_MM) -> None:
    """Fill a rectangle with slanted lines: black and white printers tell it from grey."""
    with pdf.rect_clip(x, y, width, height):
        pdf.set_draw_color(0)
        pdf.set_line_width(0.3)
        place = x - height
        while place < x + width:
            pdf.line(place, y + height, place + height, y)
            place += step
    pdf.set_line_width(0.2)
    pdf.rect(x, y, width, height, style="D")


def curves(ink: Ink, found: tuple[Curve, ...], size_bytes: int, width: float, height: float = 23) -> Block:
    """Return the speed over the place on the disk: the write in a full line, the read in dashes."""
    pdf = ink.pdf
    most = max((point.bytes_per_second for curve in found for point in curve.points), default=0) or 1
    left, foot = 13.0, 8.0

    def draw(x: float, y: float) -> None:
        area = (x + left, y + 1.5, width - left - 1, height - foot - 1.5)
        _frame(ink, area, most, size_bytes)
        for curve, dash in zip(found, _DASHES, strict=False):
            _line(pdf, curve, area, most, size_bytes, dash)
        _legend(ink, found, x + left, y + height - 3.6)

    return Block(height + 1, draw)


def _frame(ink: Ink, area: tuple[float, float, float, float], most: int, size_bytes: int) -> None:
    x, y, width, height = area
    pdf = ink.pdf
    pdf.set_dash_pattern()
    pdf.set_draw_color(160)
    pdf.set_line_width(0.15)
    for part in (0.0, 0.5, 1.0):
        pdf.line(x, y + height * part, x + width, y + height * part)
        speed = _("{speed} MB/s").format(speed=number(most * (1 - part) / 1e6, 0))
        ink.use(SMALL)
        ink.write(x - 1 - pdf.get_string_width(speed), y + height * part - 1.4, speed, SMALL)
    end = disk_size(size_bytes)
    ink.write(x, y + height + 0.4, "0", SMALL)
    ink.write(x + width - pdf.get_string_width(end), y + height + 0.4, end, SMALL)


def _line(
    pdf: "FPDF",
    curve: Curve,
    area: tuple[float, float, float, float],
    most: int,
    size_bytes: int,
    dash: tuple[float, float],
) -> None:
    x, y, width, height = area
    places = [
        (
            x + width * min(1.0, point.offset_bytes / size_bytes),
            y + height * (1 - point.bytes_per_second / most),
        )
        for point in sorted(curve.points, key=lambda point: point.offset_bytes)
    ]
    pdf.set_draw_color(0)
    pdf.set_line_width(0.4)
    pdf.set_dash_pattern(*dash)
    if len(places) > 1:
        pdf.polyline(places)
    pdf.set_dash_pattern()


def _legend(ink: Ink, found: tuple[Curve, ...], x: float, y: float) -> None:
    for curve, dash in zip(found, _DASHES, strict=False):
        ink.pdf.set_draw_color(0)
        ink.pdf.set_line_width(0.4)
        ink.pdf.set_dash_pattern(*dash)
        ink.pdf.line(x, y + 1.5, x + 7, y + 1.5)
        ink.pdf.set_dash_pattern()
        ink.write(x + 8.5, y, curve.name, SMALL)
        x += 32


def sectors(ink: Ink, found: SectorMap, count: int, width: float) -> Block:
    """Return the disk as a bar: white erased and read back, black (above) not written, hatched (below) not proven."""
    pdf, bar = ink.pdf, 7.0

    def draw(x: float, y: float) -> None:
        pdf.set_fill_color(255)
        pdf.set_draw_color(0)
        pdf.set_line_width(0.25)
        pdf.rect(x, y + 1, width, bar, style="D")
        for one in (*found.unread, *found.mismatched):
            place, wide = _span(one, count, width)
            hatched(pdf, x + place, y + 1 + bar / 2, wide, bar / 2, step=0.7)
        pdf.set_fill_color(0)
        for one in found.unwritten:
            place, wide = _span(one, count, width)
            pdf.rect(x + place, y + 1, wide, bar / 2, style="F")
        ink.write(x, y + bar + 1.6, "0", LABEL)
        last = _("sector {number}").format(number=count - 1)
        ink.use(LABEL)
        ink.write(x + width - pdf.get_string_width(last), y + bar + 1.6, last, LABEL)
        _key(ink, x, y + bar + 6.4, width)

    return Block(bar + 14.5, draw)


def _key(ink: Ink, x: float, y: float, width: float) -> None:
    pdf = ink.pdf
    pdf.set_fill_color(0)
    for number_of, text in enumerate(
        (_("erased and read back"), _("above: not written"), _("below: not read back, or something else"))
    ):
        left, top = x + (number_of % 2) * width / 2, y + (number_of // 2) * 4.2
        if number_of == 1:
            pdf.rect(left, top + 0.2, 4, 2.4, style="F")
        elif number_of == 2:
            hatched(pdf, left, top + 0.2, 4, 2.4, step=0.8)
        else:
            pdf.rect(left, top + 0.2, 4, 2.4, style="D")
        ink.write(left + 5.5, top, text, SMALL)


def _span(one: SectorRange, count: int, width: float) -> tuple[float, float]:
    wide = max(_LEAST_MM, (one.last - one.first + 1) / count * width)
    return min(one.first / count * width, width - wide), wide
