"""The quiz on paper: questions with boxes for a team, and, on a paper of its own, the answers for the adult."""

from collections.abc import Sequence
from datetime import datetime

from pcsol.i18n import _
from pcsol.model.workshop.booklets import Question
from pcsol.report.certificate.ink import Block, Style
from pcsol.report.workshop.content import Drawings, said
from pcsol.report.workshop.paper import BIG, EDGE, Paper

_LETTERS = "ABCD"
_NUMBER_MM, _BOX_MM, _LETTER_MM, _LEAST_PT = 11.0, 5.0, 6.0, 7.0
# The questions of each sheet, in order: sheet 1 first.
Sheets = Sequence[Sequence[Question]]


def questions(sheets: Sheets, title: str, drawings: Drawings, made_at: datetime) -> bytes:
    """Return a page for each sheet: every answer has its box and its letter; nothing says which one is right."""
    paper = Paper(title, made_at, drawings)
    for number, asked in enumerate(sheets, 1):
        paper.page()
        paper.ink.write(EDGE, EDGE, title, BIG)
        _sheet_number(paper, number)
        # A team has a nickname: nobody's own name stands here.
        paper.filled_in(EDGE, EDGE + 13, _("Nickname of the group:"), paper.width / 2 - 4)
        told = _("Right answers of the team, of {count}:").format(count=len(asked))
        paper.filled_in(paper.width / 2, EDGE + 13, told, paper.width - EDGE)
        _fill(paper, [_Asked(paper, place, one) for place, one in enumerate(asked, 1)], EDGE + 24)
    return paper.done()


def answers(sheets: Sheets, title: str, drawings: Drawings, made_at: datetime) -> bytes:
    """Return a page for each sheet of the same number: the right answer of each question, and why."""
    heading = _("{quiz}: the answers").format(quiz=title)
    paper = Paper(heading, made_at, drawings)
    for number, asked in enumerate(sheets, 1):
        paper.page()
        paper.ink.write(EDGE, EDGE, heading, paper.fitting(heading, paper.inner - 34, BIG))
        _sheet_number(paper, number)
        told = _("For the adult. Read the reason aloud, whatever the team ticked. Nobody’s own score is noted.")
        block = paper.text(told, paper.inner, Style(11.5))
        block.draw(EDGE, EDGE + 13)
        _fill(paper, [_Answered(paper, place, one) for place, one in enumerate(asked, 1)], EDGE + 17 + block.height)
    return paper.done()


def _sheet_number(paper: Paper, number: int) -> None:
    """The adult finds the answers of a sheet by it: each team has other questions."""
    text = _("Sheet {number}").format(number=number)
    style = Style(16, "B")
    paper.ink.use(style)
    wide = paper.pdf.get_string_width(text) + 6
    paper.frame(paper.width - EDGE - wide, EDGE - 1, wide, 10, 0.6)
    paper.within(text, paper.width - EDGE - wide / 2, EDGE + 4, style)


class _Asked:
    """One question with its boxes."""

    def __init__(self, paper: Paper, place: int, question: Question) -> None:
        self.paper, self.place, self.question = paper, place, question

    def blocks(self, size: float) -> tuple[Block, list[Block]]:
        """Return the question and its answers, set in a size."""
        wide = self.paper.inner - _NUMBER_MM
        answers = [
            self.paper.text(said(one), wide - _BOX_MM - _LETTER_MM - 3, Style(size)) for one in self.question.answers
        ]
        return self.paper.text(said(self.question.question), wide, Style(size * 1.1, "B")), answers

    def height(self, size: float) -> float:
        """Return what it needs in this size, in mm."""
        question, answers = self.blocks(size)
        return question.height + 1.5 + sum(_row(one) for one in answers)

    def draw(self, y: float, size: float) -> None:
        """Set it at a height."""
        question, answers = self.blocks(size)
        self.paper.ink.write(EDGE, y, f"{self.place}", Style(size * 1.1, "B"))
        question.draw(EDGE + _NUMBER_MM, y)
        y += question.height + 1.5
        for letter, one in zip(_LETTERS, answers, strict=False):
            x = EDGE + _NUMBER_MM
            self.paper.square(x, y, _BOX_MM)
            self.paper.ink.write(x + _BOX_MM + 2, y + 0.5, letter, Style(size, "B"))
            one.draw(x + _BOX_MM + 2 + _LETTER_MM, y + 0.5)
            y += _row(one)


class _Answered:
    """One question with what is right, and why."""

    def __init__(self, paper: Paper, place: int, question: Question) -> None:
        self.paper, self.place, self.question = paper, place, question

    def blocks(self, size: float) -> list[Block]:
        """Return question, answer and reason, set in a size."""
        right, wide = self.question.right, self.paper.inner - _NUMBER_MM
        answer = f"{_LETTERS[right - 1]}   {said(self.question.answers[right - 1])}"
        return [
            self.paper.text(said(self.question.question), wide, Style(size)),
            self.paper.text(answer, wide, Style(size * 1.1, "B")),
            self.paper.text(said(self.question.why), wide, Style(size)),
        ]

    def height(self, size: float) -> float:
        """Return what it needs in this size, in mm."""
        return sum(block.height + 0.8 for block in self.blocks(size))

    def draw(self, y: float, size: float) -> None:
        """Set it at a height."""
        self.paper.ink.write(EDGE, y, f"{self.place}", Style(size * 1.1, "B"))
        for block in self.blocks(size):
            block.draw(EDGE + _NUMBER_MM, y)
            y += block.height + 0.8


def _row(answer: Block) -> float:
    return max(_BOX_MM, answer.height) + 1.4


def _fill(paper: Paper, asked: Sequence[_Asked] | Sequence[_Answered], top: float) -> None:
    """Set all of it on this page, smaller if it must be; a centre's own quiz may need another page all the same."""
    size, room = 12.5, paper.height - EDGE - top
    while size > _LEAST_PT and sum(one.height(size) + 3 for one in asked) > room:
        size -= 0.5
    left = room - sum(one.height(size) for one in asked)
    gap = min(9.0, max(3.0, left / len(asked)))
    y = top
    for one in asked:
        if y > top and y + one.height(size) > paper.height - EDGE:
            paper.page()
            y = EDGE
        one.draw(y, size)
        y += one.height(size) + gap
