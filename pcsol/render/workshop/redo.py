"""What to do again, large: the state, then a sentence for each cause, its step, and where its picture is."""

from collections.abc import Sequence
from datetime import datetime

from pcsol.checklist.redo import Redo, opened, worst
from pcsol.i18n import N_, _
from pcsol.model.comparison import State
from pcsol.render.lines import STYLES, Block, paragraph
from pcsol.render.workshop.large import large
from pcsol.report.quantities import look
from pcsol.report.words import Tone, told

_WORDS: dict[State, tuple[str, Tone]] = {
    "to-look-at": (N_("LOOK AGAIN"), "bad"),
    "not-measurable": (N_("NOT MEASURABLE"), "unknown"),
    "ok": (N_("OK"), "good"),
}


def blocks(lines: Sequence[Redo], columns: int, before: datetime | None = None) -> list[Block]:
    """Return the state of the whole in large signs, a block per thing to do, and what is right in one line.

    `before`: when the look was taken that it was compared with.
    """
    word, tone = _WORDS[worst(lines)]
    head = large(_(word), columns, f"bold {STYLES[tone]}")
    right = [line.subject for line in lines if line.state == "ok"]
    found = [head, *(_one(line, columns) for line in lines if line.state != "ok")]
    if right:
        found.append(paragraph(f"{_('OK')} : {told(', '.join(right))}", columns, STYLES["good"]))
    if before is not None:
        found.append(paragraph(_("Compared with the look of {day}.").format(day=look(before)), columns))
    return found


def _one(line: Redo, columns: int) -> Block:
    word, tone = _WORDS[line.state]
    told_lines = [
        *paragraph(f"{_(word)} · {told(line.subject)}", columns, f"bold {STYLES[tone]}"),
        *(row for text in opened(line) for row in paragraph(text, columns, "bold")),
        *paragraph(told(line.text), columns),
    ]
    if line.step:
        told_lines += paragraph(_again(line), columns, "bold")
    return told_lines


def _again(line: Redo) -> str:
    """The picture is where the steps are: a terminal has none."""
    step = _("Step {step}. Its picture is on the sheet, or on the phone.").format(step=line.step)
    return " ".join((step, _("With an adult."))) if line.adult else step
