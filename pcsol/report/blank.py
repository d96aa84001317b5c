"""A blank A4 document to draw on, the same for labels, papers, proofs and workshop prints."""

from datetime import datetime
from typing import TYPE_CHECKING

from pcsol.report.certificate.ink import ENCODING

if TYPE_CHECKING:
    from fpdf import FPDF


def blank(made_at: datetime, *, wide: bool = False) -> "FPDF":
    """Return a document without a page and without margins. `wide`: landscape."""
    found = untouched(wide=wide)
    found.core_fonts_encoding = ENCODING
    found.set_creation_date(made_at)
    found.set_creator("PCSol")
    found.set_auto_page_break(auto=False)
    found.c_margin = 0
    return found


def untouched(*, wide: bool = False) -> "FPDF":
    """Return a document as the library makes it."""
    # It loads fontTools, 29 MB and half a second: a hub pays that with its first PDF, and a bench not without one.
    from fpdf import FPDF  # noqa: PLC0415

    return FPDF(orientation="landscape" if wide else "portrait", unit="mm", format="A4")
