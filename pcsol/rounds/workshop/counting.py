"""What some steps ask for: pieces and screws, the quiz, how it was. Numbers only; nobody can type a name."""

from typing import TYPE_CHECKING, get_args

from pcsol.checklist.counts import differing, is_recount
from pcsol.checklist.course import Course
from pcsol.i18n import _
from pcsol.model.workshop.booklets import Question
from pcsol.model.workshop.room import Pot
from pcsol.model.workshop.steps import Step
from pcsol.render.workshop.step import Sheet
from pcsol.rounds.workshop import words

if TYPE_CHECKING:
    from pcsol.rounds.workshop.group import Table

POTS: tuple[Pot, ...] = get_args(Pot)
_MOST = 999


def ask_pots(table: "Table", now: Course, step: Step) -> bool:
    """Ask for each pot; Enter alone: none was used. When they are counted again, what differs is said, all at once."""
    again = is_recount(table.outline, step.id)
    told = dict[Pot, int]()
    for pot in POTS:
        if again and pot not in now.counts:
            continue
        number = _number(table, step, _pot(pot), 0, _MOST)
        if number is None:
            if table.now().stopped is not None:
                return False
            continue
        if not table.tell("count", pot=pot, number=number, step=step.id):
            return False
        told[pot] = number
    differ = differing(now.counts, told) if again else {}
    if differ:
        table.notice = " ".join(_counted_otherwise(pot, now.counts[pot], told[pot]) for pot in differ)
    return not differ


def ask_quiz(table: "Table", now: Course, step: Step, questions: tuple[Question, ...]) -> bool:
    """Ask the team each question that it has not answered yet; why the right answer is right is said each time."""
    for one in questions:
        if one.id in now.answers:
            continue
        answers = [f"{number} = {words.said(answer)}" for number, answer in enumerate(one.answers, 1)]
        choice = _choice(table, Sheet(step.id, words.said(one.question), below=answers), len(one.answers))
        if choice is None or not table.tell("answer", question=one.id, choice=choice):
            return False
        right = _("Yes.") if choice == one.right else _("It is answer {right}.").format(right=one.right)
        table.line(Sheet(step.id, f"{right} {words.said(one.why)}", below=[_("Enter: next")]))
    return True


def ask_faces(table: "Table", step: Step) -> bool:
    """Ask how many chose each of the three faces."""
    for choice, text in ((3, _("It went well")), (2, _("So-so")), (1, _("It did not go well"))):
        number = _number(table, step, _("{face}: how many of you?").format(face=text), 0, table.story.group.people)
        if number is None and table.now().stopped is not None:
            return False
        if number is not None and not table.tell("face", choice=choice, number=number):
            return False
    return True


def _number(table: "Table", step: Step, question: str, least: int, most: int) -> int | None:
    """Ask until there is a number; None for Enter alone, and for STOP."""
    while True:
        sheet = Sheet(step.id, question, below=[_("Type a number, then Enter. Enter alone: nothing to count.")])
        typed = _typed(table, sheet)
        if not typed:
            return None
        if typed.isascii() and typed.isdecimal() and least <= int(typed) <= most:
            return int(typed)
        table.notice = _("A number from {least} to {most}.").format(least=least, most=most)


def _choice(table: "Table", sheet: Sheet, most: int) -> int | None:
    """Ask until there is one of the answers; None for Enter alone: back to the step; and for STOP."""
    while True:
        typed = _typed(table, sheet)
        if not typed:
            return None
        if typed in {str(number) for number in range(1, most + 1)}:
            return int(typed)
        table.notice = _("A number from {least} to {most}.").format(least=1, most=most)


def _typed(table: "Table", sheet: Sheet) -> str:
    """Return what was typed. STOP can be said here as on every screen; nothing is typed then."""
    typed = table.line(sheet, _("S, then Enter: STOP >"))
    if typed.upper() != "S":
        return typed
    table.tell("stop")
    return ""


def _pot(pot: Pot) -> str:
    if pot == "parts":
        return _("Pieces on the mat: how many?")
    if pot == "cells":
        return _("Cells taken out: how many?")
    return _("Pot {number}: how many screws?").format(number=pot.removeprefix("pot-"))


def _counted_otherwise(pot: Pot, before: int, number: int) -> str:
    return _("{what} Counted before: {before}, now left: {number}. Look for what is missing or too many.").format(
        what=_pot(pot), before=before, number=number
    )
