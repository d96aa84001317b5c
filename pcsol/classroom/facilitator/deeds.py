"""What an adult does for a group from the facilitator's page."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from pcsol.checklist.counts import last_recount
from pcsol.classroom.group import forms, story
from pcsol.classroom.group.forms import digits
from pcsol.classroom.group.place import Place
from pcsol.model.workshop.room import Adult, Event

DEEDS = frozenset({"gate", "go-on", "skip", "reader", "close", "compared", "result", "undo"})
# What the sheet's second counting is called in its form.
AGAIN = "again-"

# Whoever has this page is the first of two adults; the second one types the second reader's code.
_OWN: Adult = 1
_OTHER: Adult = 2


def device(secret: str) -> str:
    """Return the number of the facilitator's own device: events are ordered by it."""
    return hashlib.sha256(secret.encode()).hexdigest()[:8]


def done(place: Place, fields: Mapping[str, str], secret: str, now: datetime) -> story.Taken:
    """Do one thing as an adult. Raises ValueError for what no button of ours says."""
    if fields.get("do") not in DEEDS:
        raise ValueError(fields.get("do"))
    sent = {**fields, "who": "adult"}
    events = forms.events(place, sent, device(secret), now)
    if fields.get("do") == "reader" and place.two_codes:
        other = place.desk.adult(digits(fields.get("code", "")), place.group.id)
        if other != _OTHER:
            why: story.Why = "resting" if place.desk.rests(place.group.id) else "second-adult"
            return story.Taken(place, tuple((one.id, why) for one in events))
        return story.take(place, events, adult=other)
    return story.take(place, events, adult=_OWN)


def typed(place: Place, fields: Mapping[str, str], secret: str, now: datetime) -> story.Taken:
    """Take over what a group noted on paper: several steps at once, both countings, faces.

    A step before the last one ticked that is not ticked itself was left out. All that is refused is told: the sheet
    may be thrown away only when nothing was.
    """
    steps = list(_steps(place, {name[5:] for name in fields if name.startswith("tick-")}))
    plain: list[dict[str, str]] = [
        *steps, {**fields, "do": "count"}, *_again(place, fields), {**fields, "do": "face"},
    ]  # fmt: skip
    refused: list[tuple[str, story.Why]] = []
    for one in plain:
        events: list[Event] = forms.events(place, {**one, "who": "adult", "n": ""}, device(secret), now)
        taken = story.take(place, events, adult=_OWN)
        place = taken.place
        refused += taken.refused
    return story.Taken(place, tuple(refused))


def _again(place: Place, fields: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What was counted before the tower was closed."""
    step = last_recount(place.outline)
    if step is not None:
        counts: dict[str, str] = {pot: fields.get(f"{AGAIN}{pot}", "") for pot in forms.POTS}
        yield {"do": "count", "step": step, **counts}


def _steps(place: Place, ticked: set[str]) -> Iterator[dict[str, str]]:
    names = list(place.course.steps)
    last = max((names.index(name) for name in ticked if name in names), default=-1)
    for name in names[: last + 1]:
        standing = place.course.steps[name]
        if standing.state in ("done", "skipped"):
            continue
        if name not in ticked:
            yield {"do": "skip", "step": name}
            continue
        if standing.shut:
            yield {"do": "gate", "step": name}
        yield {"do": "tick", "step": name}
