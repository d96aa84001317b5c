"""What is printed of a workshop, by name: for the facilitator's page and for `pcsol checklist print` alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pcsol.checklist.outline import Outline, questions
from pcsol.report.workshop import attestation, decks, material_list, poster, screw_map
from pcsol.report.workshop.content import Drawings, said
from pcsol.report.workshop.sheets import no_start, quiz, session, steps
from pcsol.store.workshops.shelf import Shelf

_Booklet = TypeVar("_Booklet")


class NotOnShelfError(Exception):
    """No file of this id is there, or no paper of this name. `known`: what there is."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@dataclass(frozen=True, slots=True)
class Press:
    """What papers are made of: files, a list at one level, drawings that can stand in a PDF, and the moment."""

    shelf: Shelf
    outline: Outline
    drawings: Drawings
    now: datetime


def paper(press: Press, name: str, copies: int, occasion: attestation.Occasion) -> bytes:
    """Return a paper as PDF, A4, in the language of the moment. `copies`: of each. Raises NotOnShelfError."""
    outline, drawings, now = press.outline, press.drawings, press.now
    match name:
        case "sheet":  # young people have boxes, roles and pots; a session has more words
            draw = steps.step_sheet if outline.list.people == "young" else session.session_sheet
            return draw(outline, drawings, now, copies)
        case "poster":
            return poster.poster(drawings, now)
        case "screws":
            return screw_map.screw_map(drawings, now, copies)
        case "material":
            found = on_shelf(press.shelf.material, outline.list.material or "material")
            return material_list.material_list(found, outline.level, drawings, now)
        case "attestation":
            return attestation.attestation(outline, occasion, drawings, now, copies)
        case _:
            return _where_no_screen_is(press, name, copies)


def _where_no_screen_is(press: Press, name: str, copies: int) -> bytes:
    """What pages and terminals show besides the steps."""
    drawings, now = press.drawings, press.now
    pages = no_start.Pages(drawings, now, press.outline.steps, copies)
    match name:
        case "quiz" | "quiz-answers":
            return _quiz(press, name, copies)
        case "no-start":
            return no_start.no_start(on_shelf(press.shelf.advice, "advice").no_start, pages)
        case "signals":
            return no_start.signals(on_shelf(press.shelf.signals, "signals").makers, pages)
        case _:
            return decks.cut_out(_deck(press.shelf, name), drawings, now, copies)


def on_shelf(found: Mapping[str, _Booklet], name: str) -> _Booklet:
    """Return the file of this id; a centre may have replaced it. Raises NotOnShelfError."""
    if name not in found:
        raise NotOnShelfError(name, sorted(found))
    return found[name]


def _quiz(press: Press, name: str, copies: int) -> bytes:
    """Each sheet has other questions; those of one number are the same whenever they are printed, for the answers."""
    found = on_shelf(press.shelf.quizzes, press.outline.list.quiz or "quiz")
    sheets = [questions(found, press.outline.list.id, f"{number}") for number in range(1, copies + 1)]
    draw = quiz.questions if name == "quiz" else quiz.answers
    return draw(sheets, said(found.title), press.drawings, press.now)


def _deck(shelf: Shelf, name: str) -> decks.Deck:
    match name:
        case "roles":
            return decks.roles(on_shelf(shelf.roles, "roles"))
        case "cards":
            return decks.internet(on_shelf(shelf.cards, "cards"))
        case "parts":
            return decks.parts(on_shelf(shelf.glossaries, "glossary"))
        case "words":
            return decks.words(on_shelf(shelf.glossaries, "glossary"))
        case _:
            raise NotOnShelfError(name, [])
