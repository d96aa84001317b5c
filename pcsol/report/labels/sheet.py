"""Draw a sheet of labels: on each a code, the QR symbol that holds the code alone, and what is known of its tower."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import segno

from pcsol.i18n import _
from pcsol.report.blank import blank
from pcsol.report.labels import beside
from pcsol.report.labels.facts import Facts
from pcsol.report.labels.layouts import L7160, Layout, Place

if TYPE_CHECKING:
    from fpdf import FPDF

# Printers are off by a millimetre or two, so nothing is printed near the edge of a label.
EDGE = 3.0
_QUIET_MODULES = 4  # ISO/IEC 18004: a white border of four modules
_SMALL_PT = 8.0
_MM_PER_PT = 25.4 / 72
_COURIER_EM = 0.6  # every sign of Courier is 0.6 em wide
_CUT_GREY = 160


def sheet(
    codes: Sequence[str], start_at: int, made_at: datetime, layout: Layout = L7160,
    facts: Mapping[str, Facts] | None = None,
) -> bytes:  # fmt: skip
    """Return the PDF. `start_at` is the first free label of a sheet already begun, from 1, row by row.

    `facts`: what is printed beside the symbol, by code; a code without any is a sticker for a tower that will come.
    """
    pdf = blank(made_at)
    pdf.set_title(_("Stickers {first} to {last}").format(first=codes[0], last=codes[-1]))
    for code, place in zip(codes, layout.places(len(codes), start_at), strict=True):
        while pdf.page <= place.page:
            pdf.add_page()
        _draw(pdf, code, place, layout)
        _beside(pdf, (facts or {}).get(code), place, layout)
    return bytes(pdf.output())


def squares(code: str) -> list[str]:
    """Return the QR symbol of the code alone, a string of "0" and "1" per row, quiet zone included."""
    symbol = segno.make_qr(code, error="m", boost_error=True)
    return ["".join("1" if dark else "0" for dark in row) for row in symbol.matrix_iter(border=_QUIET_MODULES)]


def code_pt(code: str, layout: Layout = L7160) -> float:
    """Return the biggest size at which the code fits beside the label's edges."""
    return min(layout.code_pt, (layout.width - 2 * EDGE) / (len(code) * _COURIER_EM * _MM_PER_PT))


def _draw(pdf: "FPDF", code: str, place: Place, layout: Layout) -> None:
    left, top, inner = place.x_mm + EDGE, place.y_mm + EDGE, layout.width - 2 * EDGE
    if layout.cut:
        pdf.set_draw_color(_CUT_GREY)
        pdf.rect(place.x_mm, place.y_mm, layout.width, layout.height, style="D")
    size = code_pt(code, layout)
    line = size * _MM_PER_PT
    pdf.set_font("Courier", "B", size)
    pdf.text(left + (inner - len(code) * _COURIER_EM * line) / 2, top + line * 0.75, code)
    qr_top = place.y_mm + layout.height - EDGE - layout.qr
    _draw_qr(pdf, code, (left, qr_top), layout.qr)


def _beside(pdf: "FPDF", facts: Facts | None, place: Place, layout: Layout) -> None:
    left, width = place.x_mm + EDGE + layout.qr + 2, layout.width - 2 * EDGE - layout.qr - 2
    top = place.y_mm + layout.height - EDGE - layout.qr
    if facts is not None:
        beside.draw(pdf, facts, beside.Place(left, top, width, layout.qr))
        return
    pdf.set_font("Helvetica", "", _SMALL_PT)
    pdf.set_xy(left, top + 3)
    pdf.multi_cell(width, 3.6, _("Leave this sticker on the case: this code never changes."), align="L")
    pdf.set_font("Helvetica", "B", _SMALL_PT)
    pdf.text(left, top + layout.qr - 2, "PCSol")


def _draw_qr(pdf: "FPDF", code: str, corner: tuple[float, float], side_mm: float) -> None:
    left, top = corner
    rows = squares(code)
    side = side_mm / len(rows)
    pdf.set_fill_color(0)
    for row_index, row in enumerate(rows):
        start = 0
        while (start := row.find("1", start)) >= 0:
            end = row.find("0", start)
            pdf.rect(left + start * side, top + row_index * side, (end - start) * side, side, style="F")
            start = end
