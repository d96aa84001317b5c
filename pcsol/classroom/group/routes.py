"""The addresses of a group's pages."""

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pcsol.classroom import classroom, live, words
from pcsol.classroom.classroom import Classroom, LinkEndedError
from pcsol.classroom.frame import MOST_BYTES, body, form, go, language_of, page
from pcsol.classroom.group import forms, story, view
from pcsol.classroom.group.place import Place
from pcsol.i18n import _, speaking
from pcsol.model.workshop.room import Event
from pcsol.report import quantities

_MOST_AT_ONCE = 100
_EVENTS = TypeAdapter(list[Event])
_DEVICE = "device"
# What the server says in a group's story by itself bears the number of no device.
_HUB = "00000000"
# More than a story can hold: a page that hears of so many fetches the story, and sees that the tower's result is here.
_ARRIVED = 1_000_000


def group_page(request: Request) -> Response:
    """The step where the group stands."""
    return _shown(request, _place(request))


def no_start(request: Request) -> Response:
    """What to try when the tower does not start, in order; what beeps and lights mean, by maker."""
    place = _place(request)
    shelf = classroom.of(request).shelf
    tries = [one for book in shelf.advice.values() for one in book.no_start]
    return page(request, "group/no-start.html", place=place, link=_link(request), tries=tries, makers=shelf.makers())


async def do(request: Request) -> Response:
    """Take what a form says, for browsers that run no script."""
    fields = await form(request)
    known = request.cookies.get(_DEVICE, "")
    device = known if len(known) == 8 and set(known) <= set("0123456789abcdef") else secrets.token_hex(4)
    refused = await run_in_threadpool(_done, request, fields, device)
    passed = request.query_params.get("passed", "")
    if refused:
        answer = await run_in_threadpool(_shown, request, await run_in_threadpool(_place, request), refused)
    else:
        answer = go(f"/g/{_link(request)}" + (f"?passed={passed}" if passed.isalnum() else ""))
    answer.set_cookie(_DEVICE, device, samesite="strict", httponly=True)
    return answer


def the_story(request: Request) -> Response:
    """The story so far."""
    place = _place(request)
    return JSONResponse(_told(request, place))


async def more(request: Request) -> Response:
    """Take what a device has to say, and tell it the story as it is; after the end, what it could not say before."""
    raw = await body(request, MOST_BYTES)
    try:
        sent = json.loads(raw)
        events = _EVENTS.validate_python(sent["events"])
        code = sent.get("adult")
        late = _late(sent.get("now"), classroom.of(request).now())
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError, RecursionError, OverflowError) as err:
        raise HTTPException(400) from err
    if len(events) > _MOST_AT_ONCE or not isinstance(code, str | None):
        raise HTTPException(400)
    return await run_in_threadpool(_taken, request, events, code, late)


def listen(request: Request) -> Response:
    """Say each time that the story goes on, until the link ends."""
    place, room = _place(request), classroom.of(request)

    def version() -> int | None:
        if place.desk.ended():
            return None
        now = room.place(place.desk, place.group.id)
        return -2 if now is None else len(now.course.events) + _ARRIVED * now.arrived

    return live.stream(lambda: room.rings[place.plan.id], version)


ROUTES = [
    Route("/g/{link}", group_page),
    Route("/g/{link}/no-start", no_start),
    Route("/g/{link}/do", do, methods=["POST"]),
    Route("/g/{link}/story", the_story),
    Route("/g/{link}/events", more, methods=["POST"]),
    Route("/g/{link}/live", listen),
]


def _link(request: Request) -> str:
    return str(request.path_params["link"])


def _place(request: Request, *, late: bool = False) -> Place:
    """Raises HTTPException: 410 for a link that has ended, on which alone an open page gives up; 404 for another."""
    try:
        place = classroom.of(request).at(_link(request), late=late)
    except LinkEndedError as err:
        raise HTTPException(410) from err
    if place is None:
        raise HTTPException(404)
    return place


def _shown(request: Request, place: Place, refused: str = "") -> Response:
    room = classroom.of(request)
    passed = request.query_params.get("passed", "")
    with speaking(language_of(request)):
        facts = view.facts(place, room.shelf, _link(request), passed, room.now())
        facts["told"] = room.words.accepted(place.plan.id)
    return page(request, "group/group.html", 409 if refused else 200, refused=refused, **facts)


def _done(request: Request, fields: dict[str, str], device: str) -> str:
    room = classroom.of(request)
    with room.alone:
        place = _place(request)
        try:
            events = forms.events(place, fields, device, room.now())
        except ValueError as err:
            raise HTTPException(400) from err
        if fields.get("do") == "result" and not events:
            return "not-compared"
        taken = _take(room, place, events, fields.get("code"))
    return taken.refused[0][1] if taken.refused else ""


def _taken(request: Request, events: list[Event], code: str | None, late: timedelta) -> Response:
    room = classroom.of(request)
    now = room.now()
    try:
        told = [one.model_copy(update={"at": min(one.at + late, now)}) for one in events]
    except OverflowError as err:
        raise HTTPException(400) from err
    with room.alone:
        place = _place(request, late=bool(events))
        over = place.desk.ended()
        # A clock that went wrong and was put right meanwhile makes no group begin before its workshop was planned.
        told = [one.model_copy(update={"at": max(one.at, place.plan.made_at)}) for one in told]
        taken = _take(room, place, told, None if over else code)
    story_so_far = _late_ones(taken, told) if over else _told(request, taken.place)
    return JSONResponse({**story_so_far, "refused": [{"id": name, "why": why} for name, why in taken.refused]})


def _late_ones(taken: story.Taken, told: list[Event]) -> dict[str, Any]:
    """What is answered after the end: what of it is kept, and nothing else."""
    sent = {one.id for one in told} - {name for name, _why in taken.refused}
    return {"events": [one.to_json() for one in taken.place.course.events if one.id in sent], "over": True}


def _take(room: Classroom, place: Place, events: list[Event], code: str | None) -> story.Taken:
    """Look at the code only where one is needed: a wrong one counts."""
    room.begin(place)
    wants = any(one.who == "adult" for one in events)
    adult = place.desk.adult(forms.digits(code), place.group.id) if wants and code else None
    taken = story.take(place, events, adult=adult)
    if any(why == "may-not-enter" for _name, why in taken.refused):
        taken = replace(taken, place=_call_for(taken.place, room))
    room.ring(place.plan.id)
    if not (wants and code) or adult is not None or not place.desk.rests(place.group.id):
        return taken
    # Whoever types the right digits now would look for a fault in them.
    resting: tuple[tuple[str, story.Why], ...] = tuple(
        (name, "resting" if why == "only-an-adult" else why) for name, why in taken.refused
    )
    return replace(taken, refused=resting)


def _call_for(place: Place, room: Classroom) -> Place:
    """Let an adult know of a group whose tower may not be opened, whoever looks at the board and whenever."""
    if place.course.helps is not None:
        return place
    n = place.course.heard + 1
    call = Event(
        id=f"{_HUB}-{n}", workshop=place.plan.id, group=place.group.id, kind="help", device=_HUB, n=n, at=room.now()
    )
    return story.take(place, [call], adult=None).place


def _told(request: Request, place: Place) -> dict[str, Any]:
    events = [one.to_json() for one in place.course.events]
    plan, was = place.own_plan.to_json(), place.compared_with
    with speaking(language_of(request)):
        said = words.tied(_("Compared with the look of {day}.").format(day=quantities.look(was))) if was else ""
    return {"plan": plan, "events": events, "arrived": place.arrived, "compared_with": said}


def _late(clock: object, now: datetime) -> timedelta:
    """Return by how much a device's clock is behind ours: phones that were in a drawer live in another year."""
    if clock is None:
        return timedelta()
    shown = datetime.fromisoformat(str(clock))
    return now - (shown if shown.tzinfo else shown.replace(tzinfo=UTC))
