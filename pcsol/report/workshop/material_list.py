"""What must be in the room, with a box to tick for each thing."""

from datetime import datetime

from pcsol.i18n import N_, _
from pcsol.model.workshop.booklets import Item, Material
from pcsol.model.workshop.steps import LEVELS, Level
from pcsol.report.certificate.ink import Style
from pcsol.report.workshop.content import Drawings, said
from pcsol.report.workshop.paper import BIG, EDGE, HEAD, Paper

_PER = (("tower", N_("For each tower")), ("group", N_("For each group")), ("workshop", N_("For the room")))
_TEXT, _ROW = Style(11.5), 8.0


def material_list(found: Material, level: Level, drawings: Drawings, made_at: datetime) -> bytes:
    """Return the list of what this level needs."""
    paper = Paper(said(found.title), made_at, drawings)
    paper.page()
    paper.ink.write(EDGE, EDGE, said(found.title), BIG)
    paper.filled_in(EDGE, EDGE + 12, _("Date:"), paper.width / 2 - 4)
    paper.filled_in(paper.width / 2, EDGE + 12, _("Place:"), paper.width - EDGE)
    y = EDGE + 22
    for per, title in _PER:
        items = [one for one in found.items if one.per == per and wanted(one, level)]
        if items:
            y = _group(paper, _(title), items, y)
    return paper.done()


def wanted(item: Item, level: Level) -> bool:
    """Say whether a level needs a thing."""
    return LEVELS.index(item.level) <= LEVELS.index(level)


def _group(paper: Paper, title: str, items: list[Item], y: float) -> float:
    for number, item in enumerate(items):
        if y + _ROW * (2 if number == 0 else 1) > paper.height - EDGE:
            paper.page()
            y = EDGE
        if number == 0:
            paper.ink.write(EDGE, y, title, HEAD)
            y += _ROW
        paper.square(EDGE, y)
        paper.ink.write(EDGE + 9, y + 0.4, f"{item.count}", Style(11.5, "B"))
        block = paper.text(said(item.text), paper.inner - 18, _TEXT)
        block.draw(EDGE + 18, y + 0.4)
        y += max(_ROW, block.height + 2)
    return y + 3
