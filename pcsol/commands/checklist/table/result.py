"""After the last step: the looks at the tower before and after are found by its code, compared, and told to redo."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pcsol.checklist import redo
from pcsol.checklist.course import Course
from pcsol.checklist.redo import Redo
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.model.record import Record, TowerRef
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
        table.tell("compared", record=record, found=comparison.state)
        for part in sorted({one.part for one in comparison.differences if one.state == "to-look-at"}):
            table.tell("seen", part=part, found="to-look-at")
        _show(table, comparison, now, shelf)
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


def _show(table: Table, comparison: Comparison, now: Course, shelf: "Shelf") -> None:
    advice = [one for book in shelf.advice.values() for one in redo.advise(comparison, now.seen, book, table.outline)]
    wrong = [one for one in advice if one.state == "to-look-at"]
    unsure = [one for one in advice if one.state == "not-measurable"]
    if comparison.state == "ok":
        table.line(Sheet(_("Comparison"), _("OK. Everything is where it was."), below=[_("Enter: go on")]))
    for one in (*wrong, *unsure):
        table.line(Sheet(_mark(one), one.text, below=[one.subject, *_again(one), _("Enter: next")]))


def _mark(one: Redo) -> str:
    return _("TO LOOK AT") if one.state == "to-look-at" else _("NOT MEASURABLE: look yourselves")


def _again(one: Redo) -> list[str]:
    return [_("Do step {step} again. The drawing is on the paper.").format(step=one.step)] if one.step else []
