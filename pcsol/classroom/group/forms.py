"""What a form of a group's page says, as events: for browsers that run no script."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast, get_args

from pydantic import ValidationError

from pcsol.checklist import results
from pcsol.checklist.counts import is_recount
from pcsol.checklist.course import Course
from pcsol.classroom.group.place import Place
from pcsol.model.workshop.room import Event, Pot
from pcsol.model.workshop.steps import Part

FACES = (1, 2, 3)
POTS: tuple[Pot, ...] = get_args(Pot)


def events(place: Place, fields: Mapping[str, str], device: str, now: datetime) -> list[Event]:
    """Return the events of a form. Raises ValueError for one that no page of ours has.

    `n` of the form: what the page counted when it was made, so that a form sent twice is one event.
    """
    first = _number(fields.get("n", "")) or place.course.heard + 1
    known = {one.id: one for one in place.course.events}
    found = []
    for more in _meant(place, fields):
        who = "adult" if fields.get("code") or fields.get("who") == "adult" else "group"
        plain = {
            "workshop": place.plan.id, "group": place.group.id, "kind": fields.get("do", ""), "device": device,
            "at": now, "who": who, **more,
        }  # fmt: skip
        event = _event(plain, first)
        kept = known.get(event.id)
        if kept is not None and kept.model_copy(update={"at": now, "adult": None}) != event:
            first = place.course.heard + 1  # another window of this browser counted as far
            event = _event(plain, first)
        found.append(event)
        first += 1
    return found


def _event(plain: Mapping[str, Any], n: int) -> Event:
    try:
        return Event.model_validate({**plain, "id": f"{plain['device']}-{n}", "n": n})
    except ValidationError as err:
        raise ValueError(str(err)) from err


def _meant(place: Place, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    now = place.course
    match fields.get("do", ""):
        case "undo":
            # The form names what it takes back: sent twice, it takes nothing else back as well.
            yield {"of": fields.get("of") or None}
        case "face":
            yield from _faces(now, fields)
        case "count":
            yield from _counts(now, fields)
        case "answer":
            yield {"question": fields.get("question"), "choice": _number(fields.get("choice", ""))}
        case "compared":
            yield from _read_off(place, fields.get("found", ""))
        case "seen":
            yield {"part": fields.get("part"), "found": fields.get("found")}
        case "result":
            yield from ({"kind": "compared", **fact} for fact in place.told(now))
        case _:
            yield {"step": fields.get("step") or None}


def _read_off(place: Place, found: str) -> list[dict[str, Any]]:
    """What an adult read on the tower's screen: the state of the whole, or the part that it names."""
    part = cast("Part", found) if found in get_args(Part) else None
    return results.read_off("to-look-at" if part else found, part, place.books, place.outline)


def _faces(now: Course, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for face in FACES:
        number = _number(fields.get(f"face-{face}", ""))
        if number is not None and number != now.faces.get(face, 0):
            yield {"choice": face, "number": number}


def _counts(now: Course, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    step = fields.get("step") or None
    kept = now.recounts if is_recount(now.outline, step) else now.counts
    for pot in POTS:
        number = _number(fields.get(pot, ""))
        if number is not None and number != kept.get(pot):
            yield {"pot": pot, "number": number, "step": step}


def digits(code: str) -> str:
    """Return what was typed as a code; what could not be one is a wrong one all the same."""
    return code if code.isascii() and code.isdigit() and len(code) == 4 else "-"  # digits of a code


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
