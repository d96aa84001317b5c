"""A sheet of stickers for towers: A4, three columns of seven, as 63.5 x 38.1 mm labels are sold everywhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import segno
from fpdf import FPDF

from pcsol.i18n import _

COLUMNS, ROWS = 3, 7
PER_SHEET = COLUMNS * ROWS

# Sizes of the label "L7160" in millimetres, from the edge of the paper.
_WIDTH, _HEIGHT = 63.5, 38.1
_LEFT, _TOP = 7.25, 15.15
_STEP_X = 66.0
# Printers are off by a millimetre or two, so nothing is printed near the edge of a label.
_EDGE = 3.0
_QR_SIDE = 23.0
_QUIET_MODULES = 4  # ISO/IEC 18004: a white border of four modules
_BIGGEST_PT = 25.0
_SMALL_PT = 8.0
_MM_PER_PT = 25.4 / 72
_COURIER_EM = 0.6  # every sign of Courier is 0.6 em wide


class Place(NamedTuple):
    """A label's page (from 0) and its upper left corner in millimetres."""

    page: int
    x_mm: float
    y_mm: float


def sheet(codes: Sequence[str], start_at: int, made_at: datetime) -> bytes:
    """Return the PDF. `start_at` is the first free label of a sheet already begun, from 1, row by row."""
    pdf = FPDF(orientation="portrait", unit="mm", format="A4")
    pdf.set_creation_date(made_at)
    pdf.set_title(_("Stickers {first} to {last}").format(first=codes[0], last=codes[-1]))
    pdf.set_creator("PCSol")
    pdf.set_auto_page_break(auto=False)
    pdf.c_margin = 0
    for code, place in zip(codes, places(len(codes), start_at), strict=True):
        while pdf.page <= place.page:
            pdf.add_page()
        _draw(pdf, code, place)
    return bytes(pdf.output())


def places(wanted: int, start_at: int) -> list[Place]:
    """Return where the labels lie, row by row."""
    found = []
    for index in range(start_at - 1, start_at - 1 + wanted):
        page, on_page = divmod(index, PER_SHEET)
        row, column = divmod(on_page, COLUMNS)
        found.append(Place(page, _LEFT + column * _STEP_X, _TOP + row * _HEIGHT))
    return found


def squares(code: str) -> list[str]:
    """Return the QR symbol of the code alone, a string of "0" and "1" per row, quiet zone included."""
    symbol = segno.make_qr(code, error="m", boost_error=True)
    return ["".join("1" if dark else "0" for dark in row) for row in symbol.matrix_iter(border=_QUIET_MODULES)]


def code_pt(code: str) -> float:
    """Return the biggest size at which the code fits beside the label's edges."""
    return min(_BIGGEST_PT, (_WIDTH - 2 * _EDGE) / (len(code) * _COURIER_EM * _MM_PER_PT))


def _draw(pdf: FPDF, code: str, place: Place) -> None:
    left, top = place.x_mm + _EDGE, place.y_mm + _EDGE
    size = code_pt(code)
    line = size * _MM_PER_PT
    pdf.set_font("Courier", "B", size)
    pdf.text(left + (_WIDTH - 2 * _EDGE - len(code) * _COURIER_EM * line) / 2, top + line * 0.75, code)
    qr_top = place.y_mm + _HEIGHT - _EDGE - _QR_SIDE
    _draw_qr(pdf, code, left, qr_top)
    pdf.set_font("Helvetica", "", _SMALL_PT)
    beside = left + _QR_SIDE + 2
    pdf.set_xy(beside, qr_top + 3)
    pdf.multi_cell(
        _WIDTH - 2 * _EDGE - _QR_SIDE - 2, 3.6, _("Leave this sticker on the case: this code never changes."), align="L"
    )
    pdf.set_font("Helvetica", "B", _SMALL_PT)
    pdf.text(beside, qr_top + _QR_SIDE - 2, "PCSol")


def _draw_qr(pdf: FPDF, code: str, left: float, top: float) -> None:
    rows = squares(code)
    side = _QR_SIDE / len(rows)
    pdf.set_fill_color(0)
    for row_index, row in enumerate(rows):
        start = 0
        while (start := row.find("1", start)) >= 0:
            end = row.find("0", start)
            pdf.rect(left + start * side, top + row_index * side, (end - start) * side, side, style="F")
            start = end
