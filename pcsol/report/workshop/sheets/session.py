"""The sheet of a volunteers' or families' session, and of what is done at home: more words, no pots, no roles."""

from datetime import datetime

from pcsol.i18n import _
from pcsol.model.workshop.steps import Step
from pcsol.report.certificate.ink import Block, Style, beside, stacked
from pcsol.report.workshop.content import Chapter, Drawings, Outlined, said
from pcsol.report.workshop.paper import BIG, BODY, EDGE, FAINT, SHAPE, STRONG, Paper

_PICTURE = 28.0


def session_sheet(plan: Outlined, drawings: Drawings, made_at: datetime, copies: int = 1) -> bytes:
    """Return the sheet; each copy begins on a page of its own."""
    paper = Paper(said(plan.list.title), made_at, drawings)
    for _copy in range(copies):
        _write(paper, plan)
    return paper.done()


def _write(paper: Paper, plan: Outlined) -> None:
    paper.page()
    first = paper.pdf.page_no()
    y = EDGE
    for block in _head(paper, plan):
        block.draw(EDGE, y)
        y += block.height + 1.5
    for phase in plan.phases:
        title = _title(paper, phase)
        for number, step in enumerate(phase.steps):
            whole = _step(paper, step) if number else stacked([title, _step(paper, step)])
            if y + whole.height > paper.height - EDGE:
                y = _again(paper, plan, first)
            whole.draw(EDGE, y)
            y += whole.height
        if not phase.steps:
            title.draw(EDGE, y)
            y += title.height


def _again(paper: Paper, plan: Outlined, first: int) -> float:
    """Begin the next page: one that got loose says what it belongs to. Return where its first step stands."""
    paper.page()
    title = f"{said(plan.list.title)} ({paper.pdf.page_no() - first + 1})"
    paper.ink.write(EDGE, EDGE, title, paper.fitting(title, paper.inner, STRONG))
    return EDGE + 9


def _head(paper: Paper, plan: Outlined) -> list[Block]:
    def where(x: float, y: float) -> None:
        third = paper.inner / 3
        # People are counted; no list of names hangs on the sheet.
        for place, label in enumerate((_("Date:"), _("Place:"), _("People there:"))):
            paper.filled_in(x + place * third, y + 1, label, x + (place + 1) * third - 4)

    minutes = _("{minutes} minutes").format(minutes=plan.minutes)
    blocks = [
        paper.text(said(plan.list.title), paper.inner, BIG),
        paper.text(f"{said(plan.list.text)} ({minutes})", paper.inner, Style(11.5)),
    ]
    return blocks if plan.list.tower == "none" and plan.list.people == "young" else [*blocks, Block(9, where)]


def _title(paper: Paper, phase: Chapter) -> Block:
    minutes = _("{minutes} minutes").format(minutes=phase.minutes)
    return stacked(
        [Block(2, _nothing), paper.ink.title(f"{said(phase.title)} ({minutes})", paper.inner), Block(2, _nothing)]
    )


def _step(paper: Paper, step: Step) -> Block:
    drawn = paper.has(step.drawing)
    width = paper.inner - 20 - (_PICTURE + 4 if drawn else 0)
    gate = f"{_('ADULT')} - " if step.gate else ""
    lines = [paper.text(gate + said(step.short), width, Style(11.5, "B"))]
    if step.detail:
        lines.append(paper.text(said(step.detail), width, BODY))
    if step.mistake:
        lines.append(paper.text(_("Common mistake: {mistake}").format(mistake=said(step.mistake)), width, FAINT))
    words = beside((Block(6, paper.square), 0), (paper.text(step.id, 10, STRONG), 8), (stacked(lines), 20))
    if not drawn:
        return stacked([words, Block(3, _nothing)])

    def draw(x: float, y: float) -> None:
        words.draw(x, y)
        paper.picture(str(step.drawing), x + paper.inner - _PICTURE, y, _PICTURE)

    return Block(max(words.height + 3, _PICTURE * SHAPE + 2), draw)


def _nothing(_x: float, _y: float) -> None:
    """Room."""
