"""The map of screws: a place per pot, large enough for the pot itself to stand on."""

from datetime import datetime

from pcsol.i18n import N_, _
from pcsol.report.certificate.ink import Style
from pcsol.report.workshop.content import Drawings
from pcsol.report.workshop.paper import BODY, EDGE, Paper

# What the steps put where (`profiles/workshops/tower-steps.yaml`).
POTS = (
    (N_("Tower"), "case-back"),
    (N_("Disk"), "drive"),
    (N_("CD drive"), "optical-drive"),
    (N_("Cards"), "card-slot"),
    (N_("Heatsink"), "heatsink"),
    (N_("Others"), None),
)
_TOP, _ROWS = 32.0, 3
_PICTURE = 26.0


def screw_map(drawings: Drawings, made_at: datetime, copies: int = 1) -> bytes:
    """Return a page per copy: six numbered places, each with a line for how many screws lie there."""
    paper = Paper(_("Map of the screws"), made_at, drawings)
    wide, high = paper.inner / 2, (paper.height - EDGE - _TOP) / _ROWS
    for _copy in range(copies):
        paper.page()
        paper.centred(EDGE, _("One screw, one pot."), Style(26, "B"))
        paper.centred(EDGE + 11, _("Put each pot, or the screws themselves, on their number."), BODY)
        for place, (name, drawing) in enumerate(POTS):
            row, column = divmod(place, 2)
            _pot(paper, place + 1, (_(name), drawing), (EDGE + column * wide, _TOP + row * high, wide, high))
    return paper.done()


def _pot(paper: Paper, number: int, told: tuple[str, str | None], room: tuple[float, float, float, float]) -> None:
    (name, drawing), (x, y, width, height) = told, room
    paper.frame(x, y, width, height, 0.6)
    paper.in_ring(str(number), x + 12, y + 12, 8, 26)
    # A picture lies on whatever runs under it.
    paper.ink.write(x + 24, y + 8, name, paper.fitting(name, width - 24 - _PICTURE - 5, Style(18, "B")))
    if drawing:
        paper.picture(drawing, x + width - _PICTURE - 3, y + 3, _PICTURE)
    radius = (height - 42) / 2
    paper.pdf.set_dash_pattern(2, 2)
    paper.pdf.ellipse(x + width / 2 - radius, y + 26, 2 * radius, 2 * radius, style="D")
    paper.pdf.set_dash_pattern()
    paper.filled_in(x + 5, y + height - 10, _("How many screws:"), x + width - 5)
