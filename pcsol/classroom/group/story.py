"""Take in what a device says: each event once, where it fits, and only from whom it may come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pcsol.checklist.course import Course, Refusal, course, has_begun, refusal
from pcsol.classroom.group.place import Place
from pcsol.model.workshop.room import Adult, Event

Why = (
    Refusal
    | Literal["taken", "elsewhere", "full", "incomplete", "may-not-enter", "second-adult", "resting", "held-otherwise"]
)
MOST_EVENTS = 3_000
# How far ahead a device may count of what is known here: one that counts to the end would leave no number to others.
_MOST_AHEAD = 1_000
_NEEDED: dict[str, tuple[str, ...]] = {
    "count": ("pot", "number"), "answer": ("question", "choice"), "face": ("choice", "number"),
    "seen": ("part", "found"), "compared": ("found",), "undo": ("of",),
}  # fmt: skip
_RECORD = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Taken:
    """Where the group stands now, and what was refused: the event's id, and why."""

    place: Place
    refused: tuple[tuple[str, Why], ...] = ()


def take(place: Place, sent: Sequence[Event], *, adult: Adult | None) -> Taken:
    """Keep what fits; what is kept already is passed over. `adult`: whose code came along. Raises StoreError.

    Nobody else may write to this group meanwhile.
    """
    known = {one.id: one for one in place.course.events}
    fresh: list[Event] = []
    refused: list[tuple[str, Why]] = []
    which = adult if adult is not None and place.two_codes else None
    for told in sorted(sent, key=lambda event: (event.n, event.device)):
        one = told.model_copy(update={"adult": which if told.who == "adult" else None})
        if one.id in known:
            if not _same(known[one.id], one):
                refused.append((one.id, "taken"))
            continue
        why = _why_not(place, known, one, adult=adult is not None)
        if why is None:
            known[one.id] = one
            fresh.append(one)
            if one.kind == "compared" and one.record is not None and one.part is None:
                place.settle(one.record)
        else:
            refused.append((one.id, why))
    if fresh:
        now = course(place.outline, known.values())
        if now.opened_by != place.course.opened_by:
            place.settle(None)
        place.desk.add(fresh)
        place = replace(place, course=now)
    return Taken(place, tuple(refused))


def _why_not(place: Place, known: dict[str, Event], one: Event, *, adult: bool) -> Why | None:
    if (one.workshop, one.group) != (place.plan.id, place.group.id):
        return "elsewhere"
    if len(known) >= MOST_EVENTS or one.n > max((event.n for event in known.values()), default=0) + _MOST_AHEAD:
        return "full"
    if not _is_whole(place, one):
        return "incomplete"
    if one.who == "adult" and not adult:
        return "only-an-adult"
    if one.kind == "undo":
        # After the end that is the end itself alone, whatever number the undo bears: a phone that was without the
        # network does not open a tower again that an adult closed meanwhile.
        return refusal(course(place.outline, known.values()), one)
    before = [event for event in known.values() if (event.n, event.device) < (one.n, one.device)]
    now = course(place.outline, before)
    why = _unsaid(place, now, one) or refusal(now, one)
    begins = has_begun([one]) and not has_begun(before)
    return "may-not-enter" if why is None and begins and not place.may_enter() else why


def _unsaid(place: Place, now: Course, one: Event) -> Why | None:
    """Say why a comparison that is told is not one that the tower made."""
    if _is_hearsay(place, now, one):
        return "only-an-adult"
    return "held-otherwise" if _is_denied(place, now, one) else None


def _is_denied(place: Place, now: Course, one: Event) -> bool:
    """What an adult says that the tower's screen said, where the tower's own comparison is here and found a fault.

    What people saw denies nothing: an adult looked in their stead.
    """
    if one.kind != "compared" or one.found != "ok" or one.record is not None or one.part is not None:
        return False
    found = place.result(now)
    return found is not None and found.found_a_fault(place.outline)


def _is_hearsay(place: Place, now: Course, one: Event) -> bool:
    """What a group says that its tower said, and no comparison that is held here says: an adult has to have read it."""
    if one.kind != "compared" or one.who == "adult":
        return False
    said = {"record": one.record, "found": one.found, "part": one.part, "change": one.change, "step": one.step}
    return all({"part": None, "change": None, "step": None, **fact} != said for fact in place.told(now))


def _is_whole(place: Place, one: Event) -> bool:
    """Look that it says what it has to, and nothing that somebody could have written: no word but those of lists."""
    if any(getattr(one, name) is None for name in _NEEDED.get(one.kind, ())):
        return False
    if one.kind == "face" and (one.number or 0) > place.group.people:
        return False
    if one.question is not None and one.question not in place.questions:
        return False
    return one.record is None or _RECORD.fullmatch(one.record) is not None


def _same(kept: Event, sent: Event) -> bool:
    """A device that sends again may have looked at its clock again, and no device says whose code it was."""
    return kept == sent.model_copy(update={"at": kept.at, "adult": kept.adult})
