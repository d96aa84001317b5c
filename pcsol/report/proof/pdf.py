"""A donor's proof as a document: A4, as many pages as it needs, no line torn by the end of one."""

from datetime import datetime
from typing import TYPE_CHECKING

from pcsol.i18n import language
from pcsol.report.blank import blank
from pcsol.report.certificate.ink import BOLD, LABEL, SMALL, Block, Ink, Style
from pcsol.report.proof.page import ProofPage, TowerPart

if TYPE_CHECKING:
    from fpdf import FPDF

_WIDTH, _HEIGHT, _EDGE = 210.0, 297.0, 14.0
_INNER = _WIDTH - 2 * _EDGE
_TOP, _BOTTOM = 13.0, 16.0
_COLUMNS = (26.0, 38.0, 40.0, 54.0, 24.0)
_GAP = 3.0


def pdf(told: ProofPage, made_at: datetime) -> bytes:
    """Return the document; the same proof gives the same bytes."""
    found = blank(made_at)
    found.set_title(told.title)
    found.set_lang(language())
    _Document(found, told).write()
    return bytes(found.output())


class _Document:
    """A pen that goes down the pages."""

    def __init__(self, pdf: "FPDF", told: ProofPage) -> None:
        self.pdf, self.told, self.ink, self.y = pdf, told, Ink(pdf), _TOP

    def write(self) -> None:
        """Draw everything from top to bottom."""
        ink, told = self.ink, self.told
        self.pdf.add_page()
        self._place(ink.text("PCSol", _INNER, Style(9, "B", 90)))
        self._place(ink.text(told.title, _INNER, Style(20, "B")), _GAP)
        for row in ink.rows(told.facts, _INNER, 34):
            self._place(row)
        self.y += _GAP
        for point in ink.points(told.summary, _INNER, Style(9.5)):
            self._place(point)
        self.y += _GAP
        self._place(ink.title(told.open_title, _INNER))
        for point in ink.points(told.open, _INNER):
            self._place(point)
        self.y += _GAP
        self._head()
        for tower in told.towers:
            for line in ink.table(_cells(tower), _COLUMNS)[1:]:
                self._place(line, again=True)
        self._feet()

    def _head(self) -> None:
        self._place(self.ink.table([self.told.head], _COLUMNS)[0])

    def _place(self, block: Block, gap: float = 0.6, *, again: bool = False) -> None:
        """Draw a block, on the next page where this one is full; `again`: below the head of the table."""
        if self.y + block.height > _HEIGHT - _BOTTOM:
            self.pdf.add_page()
            self.y = _TOP
            self.ink.write(_EDGE, self.y, f"{self.told.title} - {self.told.facts[1][1]}", BOLD)
            self.y += 6
            if again:
                self._head()
        block.draw(_EDGE, self.y)
        self.y += block.height + gap

    def _feet(self) -> None:
        last = self.pdf.page
        for number in range(1, last + 1):
            self.pdf.page = number
            self.ink.write(_EDGE, _HEIGHT - 10, " · ".join(value for _label, value in self.told.facts[3:]), SMALL)
            self.ink.write(_WIDTH - _EDGE - 8, _HEIGHT - 10, f"{number}/{last}", LABEL)
        self.pdf.page = last


def _cells(tower: TowerPart) -> list[tuple[str, ...]]:
    """Return the head's place, then a line for each disk; number and tower stand on the first of them."""
    found: list[tuple[str, ...]] = [("",) * len(_COLUMNS)]
    for number, disk in enumerate(tower.disks):
        named = (tower.asset, tower.tower) if number == 0 else ("", "")
        found.append((*named, disk.disk, disk.done, disk.paper))
    return found
