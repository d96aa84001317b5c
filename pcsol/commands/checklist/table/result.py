"""After the last step: the looks at the tower before and after are found by its code, compared, and told to redo."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from pcsol.checklist import redo
from pcsol.checklist.course import Course
from pcsol.checklist.redo import Redo
from pcsol.commands.dialogue import said
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.model.record import Record, TowerRef
from pcsol.model.workshop.steps import Part
from pcsol.render.workshop.step import Sheet
from pcsol.rounds.workshop.group import Table
from pcsol.store import find

if TYPE_CHECKING:
    from pcsol.store.workshops.shelf import Shelf


def finder(home: Path, shelf: "Shelf") -> Callable[[Table, Course], str]:
    """Return what looks for the comparison, shows the advice, tells the story of it, and says what to do next."""

    def look(table: Table, now: Course) -> str:
        code = table.story.group.tower
        if code is None:
            return _("This tower has no code: an adult looks at its comparison on its own screen.")
        try:
            found = _compared(home, code, now)
        except StoreError as err:
            return f"{err.what} {err.remedy}"
        if found is None:
            return _("No look at {code} after the work is here yet. Start it with its PCSol stick first.").format(
                code=code
            )
        comparison, record = found
        before = _advice(comparison, now, table, shelf)
        _show_wrong(table, before)
        _ask_what_nothing_measured(table, before)
        advice = _advice(comparison, table.now(), table, shelf)
        for part in sorted({one.part for one in advice if one.state == "to-look-at"} & set(get_args(Part))):
            table.tell("compared", record=record, found="to-look-at", part=part)
        state = next((one for one in redo.WORST_FIRST if any(line.state == one for line in advice)), comparison.state)
        table.tell("compared", record=record, found=state)
        if state == "ok":
            table.line(Sheet(_("Comparison"), _("OK. Everything is where it was."), below=[_("Enter: go on")]))
        return ""

    return look


def _compared(home: Path, code: str, now: Course) -> tuple[Comparison, str] | None:
    """The last look before the group began, and the last one since."""
    mine = find.of_tower(find.everything(home), TowerRef(code=code))
    looks = [one for one in mine.records if one.kind == "probe"]
    before = [one for one in looks if now.began and one.taken_at < now.began]
    after = [one for one in looks if now.began and one.taken_at >= now.began]
    if not before or not after:
        return None
    return _between(before[-1], after[-1]), after[-1].id


def _between(before: Record, after: Record) -> Comparison:
    return compare(find.body(before, Probe), find.body(after, Probe), before.id, after.id)


def _advice(comparison: Comparison, now: Course, table: Table, shelf: "Shelf") -> list[Redo]:
    return [one for book in shelf.advice.values() for one in redo.advise(comparison, now.seen, book, table.outline)]


def _show_wrong(table: Table, advice: list[Redo]) -> None:
    for one in advice:
        if one.state == "to-look-at":
            table.line(Sheet(_("LOOK AGAIN"), one.text, below=[one.subject, *_again(one), _("Enter: next")]))


def _ask_what_nothing_measured(table: Table, advice: list[Redo]) -> None:
    """What people see stands for it; what they saw wrong an earlier time is asked again. Enter alone: not known."""
    wrong_before = {part for part, found in table.now().seen.items() if found == "to-look-at"}
    for one in advice:
        if one.part in get_args(Part) and (one.state == "not-measurable" or one.part in wrong_before):
            below = [
                one.subject,
                _("Type YES when you see that it is right, NO when it is not. Enter alone: not known."),
            ]
            answer = said.yes_or_no(table.line(Sheet(_("NOT MEASURABLE: look yourselves"), one.text, below=below)))
            if answer is not None:
                table.tell("seen", part=one.part, found="ok" if answer else "to-look-at")


def _again(one: Redo) -> list[str]:
    return [_("Do step {step} again. The drawing is on the paper.").format(step=one.step)] if one.step else []
