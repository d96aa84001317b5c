"""What came of a tower's tests, on a screen: the worst first, and what to do."""

from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import TestRun
from pcsol.render.lines import STYLES, Block, block, paragraph
from pcsol.report.testing import grades, sheets, words


def blocks(run: TestRun, title: str, saved: str, columns: int, graded: Grading | None = None) -> list[Block]:
    """Return the whole in a sentence, what to do next, the grade, then a block per result."""
    sentence, tone = words.summary(run)
    head = [
        *paragraph(title, columns),
        *paragraph(sentence, columns, f"bold {STYLES[tone]}".replace("bold bold", "bold").strip()),
        *(_graded(graded, columns) if graded else ()),
        *paragraph(words.what_to_do(run), columns),
        *paragraph(sheets.times(run), columns),
        *paragraph(saved, columns),
    ]
    return [head, *(block(section, columns) for section in sheets.ended(run))]


def _graded(found: Grading, columns: int) -> Block:
    text, tone = grades.sentence(found)
    return paragraph(text, columns, STYLES[tone])
