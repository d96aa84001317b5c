"""After the last step: the tower's own comparison is found by its code, and told to redo."""

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from pcsol.checklist import results
from pcsol.checklist.course import Course
from pcsol.checklist.redo import Redo, opened
from pcsol.checklist.results import Result, Results
from pcsol.commands.dialogue import said
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.model.workshop.steps import Part
from pcsol.render.workshop.step import Sheet
from pcsol.report.quantities import look
from pcsol.rounds.workshop import words
from pcsol.rounds.workshop.group import Table

if TYPE_CHECKING:
    from pcsol.store.workshops.shelf import Shelf


def finder(held: Results, shelf: "Shelf") -> Callable[[Table, Course], str]:
    """Return what looks for the comparison, shows the advice, tells the story of it, and says what to do next."""

    def find(table: Table, now: Course) -> str:
        code = table.story.group.tower
        if code is None:
            return _("This tower has no code: an adult looks at its comparison on its own screen.")
        try:
            found = _newest(held, table, now)
        except StoreError as err:
            return f"{err.what} {err.remedy}"
        if found is None:
            return _of_the_server(table, shelf, code)
        advice = _advice(found, table, shelf)
        shown = _show_wrong(table, advice, _with(found))
        _ask_what_nothing_measured(table, advice)
        for fact in results.facts(found, _advice(found, table, shelf)):
            if not table.tell("compared", **fact):
                return table.notice
        return _show_right(table, _with(found), "" if shown else _said(table.now(), code))

    return find


def denier(held: Results) -> Callable[[Table, Course], bool]:
    """Return what says whether the tower's comparison is here and found a fault: then no adult says OK in its stead."""

    def is_denied(table: Table, now: Course) -> bool:
        try:
            found = held.result(table.story.plan, table.story.group, now)
        except StoreError:
            return False
        return found is not None and found.found_a_fault(now.outline)

    return is_denied


def opener(held: Results) -> Callable[[Table], str]:
    """Return what lets no comparison from before the tower was opened again count, and says why it cannot."""

    def settle(table: Table) -> str:
        try:
            held.settle(table.story.plan, table.story.group, None)
        except StoreError as err:
            return f"{err.what} {err.remedy}"
        return ""

    return settle


def _of_the_server(table: Table, shelf: "Shelf", code: str) -> str:
    """Show what lies at the room's server, or what another device had told of it, as the group's pages do."""
    if table.story.arrived and not table.story.fetch():
        return _(
            "The tower’s result is at the room’s server. The group’s phone shows it, or the facilitator takes it over."
        )
    now = table.now()
    if now.compared is None:
        return _none_here(code)
    advice = results.advice_told(now, shelf.advice.values())
    was = [table.story.compared_with] if table.story.compared_with else []
    shown = _show_wrong(table, advice, was)
    # A tower that is to be unplugged first answers no question meanwhile. One that another device had accepted while
    # this one asked is told no more: that would undo a second reading.
    if now.held is None and _ask_what_nothing_measured(table, advice) and not table.now().accepted:
        table.story.fetch()
    return _show_right(table, was, "" if shown else _said(table.now(), code))


def _none_here(code: str) -> str:
    return _(
        "No comparison of {code} after the work is here yet. Start it with its PCSol stick, and press P there."
    ).format(code=code)


def _newest(held: Results, table: Table, now: Course) -> Result | None:
    """Return the comparison that is told now: those that came before it are no news afterwards."""
    found = held.result(table.story.plan, table.story.group, now)
    if found is not None:
        held.settle(table.story.plan, table.story.group, found.record)
    return found


def _advice(found: Result, table: Table, shelf: "Shelf") -> tuple[Redo, ...]:
    return results.advice(found, table.now(), shelf.advice.values())


def _show_wrong(table: Table, advice: tuple[Redo, ...], was: list[str]) -> bool:
    """Show what is to be done again; return whether there was anything."""
    wrong = [one for one in advice if one.state == "to-look-at"]
    for one in wrong:
        below = [*_subject(one), *opened(one), *words.again(one), *was, _("Enter: next")]
        table.line(Sheet(_("LOOK AGAIN"), one.text, below=below))
    return bool(wrong)


def _show_right(table: Table, was: list[str], otherwise: str) -> str:
    """Show that it is right; else return what is said below."""
    if not table.now().accepted:
        return otherwise
    table.line(Sheet(_("Comparison"), _("OK. Everything is where it was."), below=[*was, _("Enter: go on")]))
    return ""


def _said(now: Course, code: str) -> str:
    """Say what the tower said where no line of it says what to do, as the group's page does."""
    if now.compared is None:
        return _none_here(code)
    if now.compared[1] == "not-measurable":
        return _("The tower cannot tell by itself. Look with your own eyes, with an adult.")
    if now.compared[1] == "ok":
        return _("Every part is back, but you saw something that does not work. Call an adult.")
    return _("Something is not as before. Switch the tower off, and call an adult before you open it.")


def _subject(one: Redo) -> list[str]:
    return [one.subject] if one.subject else []


def _with(found: Result) -> list[str]:
    was = found.comparison.before_at
    return [_("Compared with the look of {day}.").format(day=look(was))] if was else []


def _ask_what_nothing_measured(table: Table, advice: tuple[Redo, ...]) -> bool:
    """What people see stands for it; what they saw wrong an earlier time is asked again. Enter alone: not known.

    Return whether they told anything.
    """
    before = len(table.story.events())
    wrong_before = {part for part, found in table.now().seen.items() if found == "to-look-at"}
    for one in advice:
        if one.part in get_args(Part) and (one.state == "not-measurable" or one.part in wrong_before):
            below = [
                *_subject(one),
                _("Type YES when you see that it is right, NO when it is not. Enter alone: not known."),
            ]
            answer = said.yes_or_no(table.line(Sheet(_("NOT MEASURABLE: look yourselves"), one.text, below=below)))
            if answer is not None:
                table.tell("seen", part=one.part, found="ok" if answer else "to-look-at")
    return len(table.story.events()) > before
