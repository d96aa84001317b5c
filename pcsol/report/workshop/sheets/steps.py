"""The paper twin of a list: numbered boxes with the ids of the steps, so that a sheet can be typed in later."""

from collections.abc import Sequence
from datetime import datetime

from pcsol.i18n import N_, _
from pcsol.model.workshop.steps import Role, Step
from pcsol.report.certificate.ink import Style
from pcsol.report.workshop import safety
from pcsol.report.workshop.content import Chapter, Drawings, Outlined, said
from pcsol.report.workshop.paper import BIG, BODY, EDGE, FAINT, HEAD, SHAPE, STRONG, Paper, white

_PICTURE, _LABEL, _LEAST_PICTURE, _GAP = 46.0, 7.0, 22.0, 1.5
_BAND, _LEAST = 8.0, 7.6
_FOOT = 10.0
_MOST_IDS = 3
ROLES: dict[Role, str] = {
    "pilot": N_("Pilot"), "copilot": N_("Copilot"), "observer": N_("Observer"), "safety": N_("Safety"),
    "everybody": N_("Everybody"),
}  # fmt: skip
_COUNTED = (
    N_("Pot 1"), N_("Pot 2"), N_("Pot 3"), N_("Pot 4"), N_("Pot 5"), N_("Pot 6"), N_("Parts on the mat"),
    N_("Batteries"),
)  # fmt: skip


def step_sheet(plan: Outlined, drawings: Drawings, made_at: datetime, copies: int = 1) -> bytes:
    """Return the sheet of a group, each copy begun on a page of its own."""
    paper = Paper(said(plan.list.title), made_at, drawings)
    for _copy in range(copies):
        _Sheet(paper, plan).write()
    return paper.done()


class _Sheet:
    """One copy, from top to bottom, on as many pages as it needs."""

    def __init__(self, paper: Paper, plan: Outlined) -> None:
        self.paper, self.plan = paper, plan
        self.y = 0.0
        self.number = 0
        self.lowest = paper.height - EDGE - _FOOT

    def write(self) -> None:
        self._page()
        for phase in self.plan.phases:
            self._phase(phase)
        if self.plan.list.people == "young":
            self._counts()

    def _page(self) -> None:
        self.paper.page()
        self.number += 1
        self.y = EDGE
        self._head() if self.number == 1 else self._again()
        self._foot()

    def _head(self) -> None:
        paper, minutes = self.paper, self.plan.minutes
        title = said(self.plan.list.title)
        paper.ink.write(EDGE, self.y, title, paper.fitting(title, paper.inner - 36, BIG))
        paper.within(_("{minutes} minutes").format(minutes=minutes), paper.width - EDGE - 16, self.y + 5, HEAD)
        self.y += 12
        middle = paper.width / 2
        for left, right in ((_("Tower:"), _("Date:")), (_("Nickname of the group:"), _("Adult:"))):
            paper.filled_in(EDGE, self.y, left, middle - 4)
            # Only adults sign: a young person's name never stands on the sheet.
            paper.filled_in(middle, self.y, right, paper.width - EDGE)
            self.y += 8

    def _again(self) -> None:
        """A page that got loose says what it belongs to."""
        title = f"{said(self.plan.list.title)} ({self.number})"
        self.paper.ink.write(EDGE, self.y, title, self.paper.fitting(title, self.paper.inner / 2 - 4, STRONG))
        self.paper.filled_in(self.paper.width / 2, self.y, _("Tower:"), self.paper.width - EDGE)
        self.y += 8

    def _foot(self) -> None:
        paper = self.paper
        y = paper.height - EDGE - 8
        legend = " · ".join(f"{_(name)[0]} = {_(name)}" for name in ROLES.values())
        paper.ink.write(EDGE, y, legend, FAINT)
        signs = " / ".join(_(word).rstrip(".") for word in safety.STOP)
        words = _("STOP: {signs}. {then}").format(signs=signs, then=_(safety.THEN))
        paper.text(words, paper.inner, Style(8.5, "B")).draw(EDGE, y + 4)

    def _phase(self, phase: Chapter) -> None:
        rows = [_Row(self.paper, step, self._text_mm()) for step in phase.steps]
        needed = _BAND + 1 + sum(row.height for row in rows[:3])
        if self.y + needed > self.lowest:
            self._page()
        self._band(phase)
        top, began_on = self.y, self.number
        for row in rows:
            if self.y + row.height > self.lowest:
                self._page()
                top = self.y
            row.draw(EDGE, self.y)
            self.y += row.height
        if rows:
            first = 0 if self.number == began_on else 1
            self._pictures(phase.steps[first:], top)
        self.y += _GAP

    def _text_mm(self) -> float:
        return self.paper.inner - _PICTURE - 4

    def _band(self, phase: Chapter) -> None:
        paper, y = self.paper, self.y
        paper.band(EDGE, y, paper.inner, _BAND)
        title = f"{phase.id}   {said(phase.title)}   ({_('{minutes} minutes').format(minutes=phase.minutes)})"
        paper.ink.write(EDGE + 3, y + 1.6, title, paper.fitting(title, paper.inner - 55, white(HEAD)))
        hours = _("From ........ to ........")
        paper.ink.use(BODY)
        wide = paper.pdf.get_string_width(hours)
        paper.ink.write(paper.width - EDGE - wide - 3, y + 2, hours, white(BODY))
        self.y += _BAND + (1.5 if phase.steps else 0)

    def _pictures(self, steps: Sequence[Step], top: float) -> None:
        """Set as many drawings of the phase beside its steps as there is room for, each with the ids of its steps."""
        shown: dict[str, list[str]] = {}
        for step in steps:
            if step.drawing is not None and self.paper.has(step.drawing):
                shown.setdefault(step.drawing, []).append(step.id)
        drawn = list(shown.items())
        drawn = drawn[: int((self.y - top) / (_LEAST_PICTURE * SHAPE + 1))]
        for place, (name, ids) in enumerate(drawn):
            high = (self.y - top) / len(drawn)
            wide = min(_PICTURE - _LABEL, (high - 1) / SHAPE)
            y = top + place * high
            x = self.paper.width - EDGE - (_PICTURE - _LABEL + wide) / 2
            few = ids if len(ids) <= _MOST_IDS else [ids[0], "…", ids[-1]]
            self.paper.text(" ".join(few), _LABEL, FAINT).draw(self.paper.width - EDGE - _PICTURE, y + 1)
            self.paper.picture(name, x, y, wide)

    def _counts(self) -> None:
        """Screws and parts, counted twice: what came out goes in again."""
        paper, row, wide = self.paper, 6.0, 44.0
        cell = (paper.inner - wide) / len(_COUNTED)
        names = [paper.text(_(name), cell - 1.5, Style(7.5, "B")) for name in _COUNTED]
        top = max(row, *(name.height + 1.6 for name in names))
        if self.y + top + 2 * row > self.lowest:
            self._page()
        for high, label, style in (
            (top, _("We count"), HEAD), (row, _("After taking apart"), STRONG), (row, _("Before closing"), STRONG)
        ):  # fmt: skip
            paper.frame(EDGE, self.y, wide, high)
            paper.ink.write(EDGE + 2, self.y + 1.0, label, style)
            for place in range(len(names)):
                paper.frame(EDGE + wide + place * cell, self.y, cell, high)
            self.y += high
        for place, name in enumerate(names):
            name.draw(EDGE + wide + place * cell + 1, self.y - top - 2 * row + 0.8)
        self.y += _GAP


class _Row:
    """One step: a box, its id, what to do, whose hands, and a box for the adult at a gate."""

    def __init__(self, paper: Paper, step: Step, width: float) -> None:
        self.paper, self.step, self.width = paper, step, width
        self.gate = 27.0 if step.gate == "adult" else 0.0
        self.text = paper.text(said(step.short), width - 31 - self.gate, BODY)
        self.height = max(_LEAST, self.text.height + 3)

    def draw(self, x: float, y: float) -> None:
        paper, right = self.paper, x + self.width
        paper.square(x, y + 0.6)
        paper.ink.write(x + 7.5, y + 1.2, self.step.id, STRONG)
        self.text.draw(x + 17, y + 1.2)
        if self.gate:
            paper.frame(right - 37, y, 26, 6.4, 0.7)
            paper.square(right - 35.5, y + 1, 4.4)
            paper.within(_("ADULT"), right - 20.5, y + 3.2, Style(9.5, "B"))
        paper.in_ring(_(ROLES[self.step.role])[0], right - 5, y + 3.2, 3, 8.5)
