"""What an adult prints for a workshop: PDF files, A4, black on white."""

from starlette.exceptions import HTTPException

from pcsol.classroom.classroom import Classroom
from pcsol.classroom.papers import NotOnShelfError, Press
from pcsol.classroom.papers import paper as drawn
from pcsol.i18n import N_
from pcsol.model.workshop.room import Plan
from pcsol.report.workshop.attestation import Occasion
from pcsol.report.workshop.paper import drawable

_FOR_EACH_GROUP = ("sheet", "screws", "roles", "parts", "quiz", "quiz-answers", "no-start")
PAPERS: dict[str, str] = {
    "sheet": N_("Step sheets, one for each group"),
    "poster": N_("Poster: the five rules and STOP"),
    "roles": N_("Role cards"),
    "parts": N_("Cards of the parts"),
    "screws": N_("Map of the screws"),
    "cards": N_("Internet cards"),
    "words": N_("Word cards"),
    "quiz": N_("Quiz, one sheet for each group"),
    "quiz-answers": N_("Answers to the quiz, for the adult"),
    "no-start": N_("The tower does not start: what to try, in order"),
    "signals": N_("Beeps and lights, by maker"),
    "material": N_("What must be in the room"),
    "attestation": N_("Certificates of participation (names are written by hand)"),
}


def paper(room: Classroom, plan: Plan, name: str) -> bytes:
    """Return one of PAPERS as PDF, in the language of the moment. Raises HTTPException 404 for what is not on the
    shelf."""
    press = Press(room.shelf, room.outline(plan), drawable(room.shelf.drawing), room.now())
    copies = len(plan.groups) if name in _FOR_EACH_GROUP else 1
    if name == "attestation":
        copies = _people(room, plan)
    try:
        return drawn(press, name, copies, Occasion(room.structure, plan.on, plan.place, ""))
    except NotOnShelfError as err:
        raise HTTPException(404) from err


def _people(room: Classroom, plan: Plan) -> int:
    """As many as there are people: who was there when the workshop has ended, else who is expected."""
    ended = room.room.desk(plan.id).closed()
    counted = (ended.present if ended else plan.registered).bands
    return min(sum(counted.values()) or sum(group.people for group in plan.groups), 60)
