"""The PDF of a paper: French, then English, each begun on a page of its own. Made of the signed paper alone.

The same paper gives the same bytes. The signed JSON is attached inside, so that a page that was filed alone can still
be checked (`pdfdetach -saveall`).
"""

from typing import TYPE_CHECKING

from pcsol.i18n import _, speaking
from pcsol.judge.certificate import content, digest
from pcsol.model.papers.certificate import Paper
from pcsol.report.blank import blank
from pcsol.report.certificate import figures
from pcsol.report.certificate.ink import (
    BOLD,
    CODE,
    FINE,
    FONT,
    LABEL,
    SMALL,
    Block,
    Ink,
    Style,
    beside,
    stacked,
)
from pcsol.report.certificate.page import Page, Part, page

if TYPE_CHECKING:
    from fpdf import FPDF

_WIDTH, _HEIGHT, _EDGE = 210.0, 297.0, 14.0
_INNER = _WIDTH - 2 * _EDGE
_GAP, _BETWEEN = 7.0, 2.2
_COLUMN = (_INNER - _GAP) / 2
_TOP, _BOTTOM = 11.5, 14.0
_HANDS_MM = 23.0
_QR_MM = 31.0
_MOST_WHOLE_MM = 120.0
_LABEL_MM = 27.0
_WIDE = {2: (1, 1), 3: (4, 2, 2), 4: (4, 5, 2.2, 4.6)}


def pdf(paper: Paper) -> bytes:
    """Return the document."""
    found = blank(paper.made_at)
    said = digest(paper)
    for language in ("fr", "en"):
        with speaking(language):
            told = page(paper, said)
            if language == "fr":
                found.set_title(f"{told.title} - {paper.device.id or paper.id}")
                found.set_lang("fr")
            _Document(found, told, paper, figures.code(paper, said)).write()
    found.embed_file(bytes=content(paper), basename=f"{paper.id}.json", modification_date=paper.made_at, compress=True)
    return bytes(found.output())


class _Document:
    """One language of one paper: parts from top to bottom, on as many pages as they need."""

    def __init__(self, pdf: "FPDF", told: Page, paper: Paper, code: str) -> None:
        self.pdf, self.told, self.paper, self.code = pdf, told, paper, code
        self.ink = Ink(pdf)
        self.y = 0.0
        self.lowest = 0.0
        self.first = pdf.page

    def write(self) -> None:
        """Draw everything; the boxes to sign stand at the foot of the first page."""
        self._begin_page()
        self._head()
        self._verdict()
        self.lowest -= _HANDS_MM
        hands_at = self.lowest + 1
        for left, right in self.told.pairs:
            self._pair(left, right)
        for part in self.told.parts:
            self._part(part)
        self._hands(hands_at)
        self._annex()
        self._feet()

    def _annex(self) -> None:
        self._figures()
        why = self._blocks(self.told.why, _COLUMN) if self.told.why else []
        left = [*why, *([Block(1.5, lambda _x, _y: None)] if why else []), *self._law()]
        right = self._blocks(self.told.health, _COLUMN) if self.told.health else []
        self._place(beside((stacked(left), 0), (stacked(right), _COLUMN + _GAP)))
        for part in self.told.annex:
            self._part(part)

    def _law(self) -> list[Block]:
        law = self.told.law
        return (
            [
                self.ink.title(law.title, _COLUMN),
                *self.ink.points(law.lines, _COLUMN, FINE),
            ]
            if law
            else []
        )

    def _begin_page(self) -> None:
        self.pdf.add_page()
        if self.told.kind == "not-erased":
            self._frame()
        self.y, self.lowest = _TOP, _HEIGHT - _BOTTOM

    def _frame(self) -> None:
        """A report is told from a certificate across the room, on any printer."""
        for x, y, width, height in (
            (4.0, 4.0, _WIDTH - 8, 3.0),
            (4.0, _HEIGHT - 7, _WIDTH - 8, 3.0),
            (4.0, 7.0, 3.0, _HEIGHT - 14),
            (_WIDTH - 7, 7.0, 3.0, _HEIGHT - 14),
        ):
            figures.hatched(self.pdf, x, y, width, height, step=2.2)

    def _head(self) -> None:
        ink, told = self.ink, self.told
        ink.write(_EDGE, self.y, "PCSol", Style(9, "B", 90))
        title = ink.text(told.title, _INNER - _QR_MM - 4, Style(23, "B"))
        title.draw(_EDGE, self.y + 6)
        under = ink.text(told.subtitle, _INNER - _QR_MM - 4, Style(11, grey=60))
        under.draw(_EDGE, self.y + 7 + title.height)
        marks = stacked(
            [ink.text(line, _INNER - _QR_MM - 4, CODE if ":" in line[:40] else SMALL) for line in told.marks[:2]]
        )
        marks.draw(_EDGE, self.y + 9.5 + title.height + under.height)
        figures.qr(self.pdf, self.code, _WIDTH - _EDGE - _QR_MM + 3, self.y - 2, _QR_MM)
        self.y += _QR_MM

    def _verdict(self) -> None:
        """White on black says no; black on white says yes."""
        pdf, told, ink = self.pdf, self.told, self.ink
        height, no = 20.0, told.kind == "not-erased"
        grey = 255 if no else 0
        pdf.set_fill_color(0 if no else 255 if told.kind == "destruction" else 244)
        pdf.set_dash_pattern(*((3, 1.5) if told.kind == "destruction" else (0, 0)))
        pdf.set_draw_color(0)
        pdf.set_line_width(0.9)
        pdf.rect(_EDGE, self.y, _INNER, height, style="DF", round_corners=not no, corner_radius=2.5)
        pdf.set_dash_pattern()
        draw = figures.cross if no else figures.tick
        if told.kind != "destruction":
            draw(pdf, _EDGE + 5, self.y + 3, 14, **({"grey": 255} if no else {}))
        left = _EDGE + (25 if told.kind != "destruction" else 7)
        big = Style(25, "B", grey)
        ink.write(left, self.y + 5.4, told.verdict, big)
        ink.use(big)
        right = left + pdf.get_string_width(told.verdict) + 6
        if told.level:
            ink.write(right, self.y + 5.4, told.level, Style(25, "", grey))
            ink.use(Style(25, "", grey))
            right += pdf.get_string_width(told.level) + 6
        summary = ink.text(told.summary, _WIDTH - _EDGE - 4 - right, Style(8.4, "", grey))
        summary.draw(right, self.y + (height - summary.height) / 2)
        self.y += height + _BETWEEN + 1

    def _pair(self, left: Part, right: Part) -> None:
        blocks = [stacked(self._blocks(part, _COLUMN)) for part in (left, right)]
        self._place(beside((blocks[0], 0), (blocks[1], _COLUMN + _GAP)))

    def _part(self, part: Part) -> None:
        """Draw a part whole; one that is long begins with its title and a block, and goes over to the next page."""
        blocks = self._blocks(part, _INNER)
        whole = stacked(blocks)
        if whole.height <= _MOST_WHOLE_MM:
            self._place(whole)
            return
        self._place(stacked(blocks[:2]), gap=0 if blocks[2:] else _BETWEEN)
        for number, block in enumerate(blocks[2:], 3):
            self._place(block, gap=_BETWEEN if number == len(blocks) else 0)

    def _blocks(self, part: Part, width: float) -> list[Block]:
        ink = self.ink
        blocks = [ink.title(part.title, width), *ink.rows(part.rows, width, _LABEL_MM)]
        if part.table:
            shares = _WIDE[len(part.table[0])]
            blocks += ink.table(part.table, [width * share / sum(shares) for share in shares])
        return blocks + ink.points(part.lines, width)

    def _figures(self) -> None:
        """The curve beside the map; one alone takes its half."""
        told, ink = self.told, self.ink
        blocks = []
        if told.curves and self.paper.device.size_bytes:
            drawn = figures.curves(ink, told.curves, self.paper.device.size_bytes, _COLUMN)
            blocks.append(stacked([ink.title(_("Speed over the disk"), _COLUMN), drawn]))
        if told.map is not None and told.sectors:
            drawn = figures.sectors(ink, told.map, told.sectors, _COLUMN)
            blocks.append(stacked([ink.title(_("Map of the sectors"), _COLUMN), drawn]))
        if blocks:
            self._place(beside(*((block, number * (_COLUMN + _GAP)) for number, block in enumerate(blocks))))

    def _place(self, block: Block, gap: float = _BETWEEN) -> None:
        if self.y + block.height > self.lowest:
            self._begin_page()
            self.ink.write(_EDGE, self.y, self._again(), BOLD)
            self.ink.write(_EDGE, self.y + 4, self.told.marks[0], CODE)
            self.y += 10
        block.draw(_EDGE, self.y)
        self.y += block.height + gap

    def _again(self) -> str:
        """A page that got loose says what it belongs to."""
        told = self.told
        return f"{told.title} - {told.level}" if told.level else told.title

    def _hands(self, y: float) -> None:
        """Draw on the first page of this language, wherever the pen is now."""
        here, self.pdf.page = self.pdf.page, self.first + 1
        for number, (title, lines) in enumerate(self.told.hands):
            x = _EDGE + number * (_COLUMN + _GAP)
            self.pdf.set_draw_color(0)
            self.pdf.set_line_width(0.25)
            self.pdf.rect(x, y, _COLUMN, _HANDS_MM - 3, style="D")
            self.ink.write(x + 2, y + 1.5, title, BOLD)
            *left, sign = lines
            for row, line in enumerate(left):
                self.ink.write(x + 2, y + 6.2 + row * 4.4, self.ink.wrapped(line, _COLUMN * 0.57, LABEL)[0], LABEL)
            self.ink.write(x + _COLUMN * 0.6, y + 1.5, sign, LABEL)
        self.pdf.page = here

    def _feet(self) -> None:
        last = self.pdf.page
        for number in range(self.first + 1, last + 1):
            self.pdf.page = number
            y = _HEIGHT - _BOTTOM + 1
            for row, line in enumerate(self.told.marks[2:]):
                self.ink.write(_EDGE, y + row * 2.7, line, CODE)
            of = f"{number - self.first}/{last - self.first}"
            self.ink.use(Style(8, font=FONT))
            self.ink.write(_WIDTH - _EDGE - self.pdf.get_string_width(of), y + 1, of, Style(8))
        self.pdf.page = last
