"""The attestation of participation. The name is a dotted line: it is written by hand, and nothing here knows it."""

from dataclasses import dataclass
from datetime import date, datetime

from pcsol.i18n import _
from pcsol.report.certificate.ink import Style
from pcsol.report.workshop.content import Drawings, Outlined, said
from pcsol.report.workshop.paper import EDGE, Paper

_TEXT = Style(15)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when it was. What is not known becomes a dotted line. `tower`: a code."""

    structure: str = ""
    on: date | None = None
    place: str = ""
    tower: str = ""


def attestation(plan: Outlined, occasion: Occasion, drawings: Drawings, made_at: datetime, copies: int = 1) -> bytes:
    """Return a page per copy, all the same."""
    paper = Paper(_("Attestation of participation"), made_at, drawings, wide=True)
    for _copy in range(copies):
        paper.page()
        _draw(paper, plan, occasion)
    return paper.done()


def _draw(paper: Paper, plan: Outlined, occasion: Occasion) -> None:
    left, right, middle = EDGE + 14, paper.width - EDGE - 14, paper.width / 2
    paper.frame(EDGE, EDGE, paper.inner, paper.height - 2 * EDGE, 1.0)
    paper.frame(EDGE + 2, EDGE + 2, paper.inner - 4, paper.height - 2 * EDGE - 4, 0.3)
    y = paper.centred(EDGE + 9, _("Attestation of participation"), Style(32, "B")) + 5
    paper.filled_in(left, y, _("Structure:"), right, occasion.structure, _TEXT)
    y += 14
    paper.filled_in(left, y, _("First name and name:"), right, "", Style(16))
    y += 14
    paper.filled_in(left, y, _("took part in:"), right, said(plan.list.title), _TEXT)
    y += 12
    paper.filled_in(left, y, _("on the"), middle - 6, _day(occasion.on), _TEXT)
    paper.filled_in(middle, y, _("during"), right, _long(plan.minutes), _TEXT)
    y += 12
    paper.filled_in(left, y, _("at (place)"), middle - 6, occasion.place, _TEXT)
    if occasion.tower:
        paper.filled_in(middle, y, _("Tower:"), right, occasion.tower, _TEXT)
    y = _done(paper, plan, left, right, y + 14)
    related = _(
        "Related to competence 5.1 of the CRCN (the French frame of digital skills): solving technical problems."
    )
    paper.text(related, right - left, Style(12)).draw(left, y + 3)
    paper.filled_in(middle, paper.height - EDGE - 20, _("Facilitator’s name and signature:"), right, "", Style(12))


def _done(paper: Paper, plan: Outlined, left: float, right: float, y: float) -> float:
    """What was done: the phases, in two columns."""
    paper.ink.write(left, y, _("Its steps:"), Style(15, "B"))
    y += 8.5
    titles = [said(phase.title) for phase in plan.phases if phase.steps]
    half = -(-len(titles) // 2)
    column = (right - left) / 2
    for place, title in enumerate(titles):
        x, line = left + (place // half) * column, y + (place % half) * 7.5
        paper.pdf.set_fill_color(0)
        paper.pdf.rect(x, line + 1.7, 1.8, 1.8, style="F")
        paper.ink.write(x + 5, line, title, Style(14))
    return y + half * 7.5


def _long(minutes: int) -> str:
    """Return a duration as it is said."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} minutes").format(minutes=minutes)
    return _("{hours} h {minutes}").format(hours=hours, minutes=f"{rest:02}") if rest else f"{hours} h"


def _day(on: date | None) -> str:
    """Return a day the way it is written by hand here."""
    return _("{day}/{month}/{year}").format(day=f"{on.day:02}", month=f"{on.month:02}", year=on.year) if on else ""
