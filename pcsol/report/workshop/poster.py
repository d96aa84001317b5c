"""The poster: five rules with their drawings, and the words that stop everything."""

from datetime import datetime

from pcsol.i18n import _
from pcsol.report.certificate.ink import Style
from pcsol.report.workshop import safety
from pcsol.report.workshop.content import Drawings
from pcsol.report.workshop.paper import EDGE, SHAPE, Paper, white

_RULE = Style(21, "B")
_ROW, _PICTURE = 31.0, 46.0
_STOP_TOP = 197.0


def poster(drawings: Drawings, made_at: datetime) -> bytes:
    """Return one page, to be read from two metres away."""
    paper = Paper(_("The five rules"), made_at, drawings)
    paper.page()
    paper.centred(EDGE, _("The five rules"), Style(38, "B"))
    for number, (rule, drawing) in enumerate(safety.RULES, 1):
        _rule(paper, number, _(rule), drawing)
    _stop(paper)
    return paper.done()


def _rule(paper: Paper, number: int, rule: str, drawing: str) -> None:
    y = 31 + (number - 1) * (_ROW + 1.6)
    paper.frame(EDGE, y, paper.inner, _ROW, 0.6)
    paper.in_ring(str(number), EDGE + 13, y + _ROW / 2, 9, 32)
    block = paper.text(rule, paper.inner - 30 - _PICTURE - 4, _RULE)
    block.draw(EDGE + 28, y + (_ROW - block.height) / 2)
    paper.picture(drawing, EDGE + paper.inner - _PICTURE - 2, y + (_ROW - _PICTURE * SHAPE) / 2, _PICTURE)


def _stop(paper: Paper) -> None:
    """Black with white words: it says STOP without a colour."""
    paper.band(EDGE, _STOP_TOP, paper.inner, paper.height - EDGE - _STOP_TOP)
    paper.picture("stop", EDGE + 4, _STOP_TOP + 24, 62)
    paper.ink.write(EDGE + 6, _STOP_TOP + 3, "STOP", white(Style(52, "B")))
    for row, word in enumerate(safety.STOP):
        paper.ink.write(EDGE + 76, _STOP_TOP + 5 + row * 11.3, _(word), white(Style(25, "B")))
    then = paper.text(_(safety.THEN), paper.inner - 80, white(Style(22, "B")))
    then.draw(EDGE + 76, paper.height - EDGE - then.height - 3)
