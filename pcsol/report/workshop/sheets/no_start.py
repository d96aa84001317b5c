"""What to try, in order, when a tower does not start; what its beeps and lights mean, by maker."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from pcsol.i18n import _
from pcsol.model.workshop.booklets import Advice, MakerSignals, Signal
from pcsol.report.certificate.ink import Block, Style
from pcsol.report.workshop.content import Drawings, said
from pcsol.report.workshop.paper import BIG, EDGE, FAINT, SHAPE, STRONG, Paper, white

_PICTURE, _BAND, _ID = 38.0, 8.5, 12.0
_SAYS, _MEANS, _ROOMY = 58.0, 64.0, 46.0
_TEXT, _MEANING = Style(14), Style(11)


@dataclass(frozen=True, slots=True)
class Pages:
    """How they are printed. `steps`: ids of the list's own steps; another list's step is not named on them."""

    drawings: Drawings
    made_at: datetime
    steps: Container[str]
    copies: int = 1


def no_start(tries: Sequence[Advice], pages: Pages) -> bytes:
    """Return a page per copy: each try with its drawing, its step, and a box to tick once it was tried."""
    paper = Paper(_("The tower does not start"), pages.made_at, pages.drawings)
    first = _(
        "Switch it off and unplug it before each try: an adult does that. Try these in order, and switch it on "
        "after each."
    )
    for _copy in range(pages.copies):
        paper.page()
        paper.ink.write(EDGE, EDGE, _("The tower does not start"), BIG)
        block = paper.text(first, paper.inner, Style(12.5, "B"))
        block.draw(EDGE, EDGE + 13)
        y = EDGE + 16 + block.height
        even = (paper.height - EDGE - y) / max(1, len(tries))
        for number, one in enumerate(tries, 1):
            least = _least(paper, one)
            if y + least > paper.height - EDGE:
                paper.page()
                y = EDGE
            high = max(least, min(even, _ROOMY))
            _try(paper, (number, one), (y, high), pages.steps)
            y += high
    return paper.done()


def _least(paper: Paper, one: Advice) -> float:
    return max(_words(paper, one).height + 12, _PICTURE * SHAPE + 4)


def _words(paper: Paper, one: Advice) -> Block:
    return paper.text(said(one.text), paper.inner - 46 - _PICTURE, _TEXT)


def _try(paper: Paper, told: tuple[int, Advice], room: tuple[float, float], steps: Container[str]) -> None:
    (number, one), (y, high) = told, room
    words, right = _words(paper, one), paper.width - EDGE
    paper.frame(EDGE, y, paper.inner, high)
    paper.in_ring(str(number), EDGE + 11, y + high / 2, 7, 22)
    words.draw(EDGE + 22, y + (high - words.height) / 2)
    if one.redo in steps:
        paper.ink.write(EDGE + 22, y + high - 6, _("Step {id}").format(id=one.redo), FAINT)
    if paper.has(one.drawing):
        paper.picture(str(one.drawing), right - 22 - _PICTURE, y + (high - _PICTURE * SHAPE) / 2, _PICTURE)
    paper.square(right - 15, y + high / 2 - 6, 8)
    paper.within(_("tried"), right - 11, y + high / 2 + 5, FAINT)


def signals(makers: Sequence[MakerSignals], pages: Pages) -> bytes:
    """Return the table of each maker: what is heard or seen, what it means, and the step to do again."""
    paper = Paper(_("Beeps and lights"), pages.made_at, pages.drawings)
    for _copy in range(pages.copies):
        _Table(paper, pages.steps).write(makers)
    return paper.done()


class _Table:
    """All makers, one below the other, on as many pages as they need."""

    def __init__(self, paper: Paper, steps: Container[str]) -> None:
        self.paper, self.steps, self.y = paper, steps, 0.0

    def write(self, makers: Sequence[MakerSignals]) -> None:
        """Begin with a page of its own."""
        paper = self.paper
        paper.page()
        paper.ink.write(EDGE, EDGE, _("Beeps and lights"), BIG)
        told = _("They differ from maker to maker. Many towers say nothing at all: then go by the list of what to try.")
        block = paper.text(told, paper.inner, Style(11.5))
        block.draw(EDGE, EDGE + 12)
        self.y = EDGE + 15 + block.height
        for maker in makers:
            self._maker(maker)

    def _maker(self, maker: MakerSignals) -> None:
        paper = self.paper
        source = paper.text(" ".join((_("Source:"), said(maker.source))), paper.inner, FAINT)
        rows = [self._height(one) for one in maker.signals]
        whole = _BAND + sum(rows) + source.height
        self._room(whole if whole <= paper.height - 2 * EDGE - 8 else _BAND + sum(rows[:3]))
        self._band(maker)
        for one, high in zip(maker.signals, rows, strict=True):
            if self._room(high):
                self._band(maker)
            self._signal(one, high)
        source.draw(EDGE, self.y + 1)
        self.y += source.height + 6

    def _room(self, high: float) -> bool:
        """Say whether another page was begun."""
        if self.y + high <= self.paper.height - EDGE:
            return False
        self.paper.page()
        self.paper.ink.write(EDGE, EDGE, _("Beeps and lights"), STRONG)  # a page that got loose
        self.y = EDGE + 8
        return True

    def _band(self, maker: MakerSignals) -> None:
        paper = self.paper
        paper.band(EDGE, self.y, paper.inner, _BAND)
        name = " ".join(filter(None, (maker.maker, maker.family)))
        paper.ink.write(EDGE + 3, self.y + 1.4, name, paper.fitting(name, paper.inner - 6, white(Style(14, "B"))))
        self.y += _BAND

    def _signal(self, one: Signal, high: float) -> None:
        paper, y = self.paper, self.y
        paper.frame(EDGE, y, paper.inner, high)
        self._pattern(one).draw(EDGE + 3, y + 1.8)
        paper.text(said(one.meaning), self._wide(), _MEANING).draw(EDGE + _MEANS, y + 1.8)
        if one.redo in self.steps:
            paper.within(str(one.redo), paper.width - EDGE - _ID / 2, y + high / 2, Style(11, "B"))
        self.y += high

    def _pattern(self, one: Signal) -> Block:
        kind = _("Beeps:") if one.by == "beeps" else _("Light:")
        return self.paper.text(f"{kind} {said(one.pattern)}", _SAYS, Style(11, "B"))

    def _wide(self) -> float:
        return self.paper.inner - _MEANS - _ID - 2

    def _height(self, one: Signal) -> float:
        meaning = self.paper.text(said(one.meaning), self._wide(), _MEANING)
        return max(meaning.height, self._pattern(one).height) + 3.6
