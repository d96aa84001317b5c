"""What an adult prints for a workshop: PDF files, A4, black on white."""

from collections.abc import Mapping
from typing import TypeVar

from starlette.exceptions import HTTPException

from pcsol.checklist.outline import Outline
from pcsol.classroom.classroom import Classroom
from pcsol.i18n import N_
from pcsol.model.workshop.room import Plan
from pcsol.report.workshop import attestation, decks, material_list, poster, screw_map
from pcsol.report.workshop.content import Drawings
from pcsol.report.workshop.paper import drawable
from pcsol.report.workshop.sheets import session, steps

_Booklet = TypeVar("_Booklet")
PAPERS: dict[str, str] = {
    "sheet": N_("Step sheets, one for each group"),
    "poster": N_("Poster: the five rules and STOP"),
    "roles": N_("Role cards"),
    "parts": N_("Cards of the parts"),
    "screws": N_("Map of the screws"),
    "cards": N_("Internet cards"),
    "words": N_("Word cards"),
    "material": N_("What must be in the room"),
    "attestation": N_("Certificates of participation (names are written by hand)"),
}


def paper(room: Classroom, plan: Plan, name: str) -> bytes:
    """Return one of PAPERS as PDF, in the language of the moment. Raises HTTPException 404 for what is not on the
    shelf."""
    outline, now, groups = room.outline(plan), room.now(), len(plan.groups)
    drawing = drawable(room.shelf.drawing)
    shelf = room.shelf
    match name:
        case "sheet":
            draw = steps.step_sheet if outline.list.people == "young" else session.session_sheet
            return draw(outline, drawing, now, groups)
        case "poster":
            return poster.poster(drawing, now)
        case "screws":
            return screw_map.screw_map(drawing, now, groups)
        case "material":
            return material_list.material_list(
                _one(shelf.material, outline.list.material or "material"), plan.level, drawing, now
            )
        case "attestation":
            return _attestations(room, plan, outline, drawing)
        case _:
            return decks.cut_out(_deck(room, name), drawing, now, groups if name in ("roles", "parts") else 1)


def _deck(room: Classroom, name: str) -> decks.Deck:
    shelf = room.shelf
    match name:
        case "roles":
            return decks.roles(_one(shelf.roles, "roles"))
        case "cards":
            return decks.internet(_one(shelf.cards, "cards"))
        case "parts":
            return decks.parts(_one(shelf.glossaries, "glossary"))
        case "words":
            return decks.words(_one(shelf.glossaries, "glossary"))
        case _:
            raise HTTPException(404)


def _one(shelf: Mapping[str, _Booklet], name: str) -> _Booklet:
    if name not in shelf:
        raise HTTPException(404)
    return shelf[name]


def _attestations(room: Classroom, plan: Plan, outline: Outline, drawing: Drawings) -> bytes:
    """As many as there are people: who was there when the workshop has ended, else who is expected."""
    ended = room.room.desk(plan.id).closed()
    counted = (ended.present if ended else plan.registered).bands
    people = sum(counted.values()) or sum(group.people for group in plan.groups)
    occasion = attestation.Occasion(room.structure, plan.on, plan.place, "")
    return attestation.attestation(outline, occasion, drawing, room.now(), min(people, 60))
