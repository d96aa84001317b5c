"""The addresses of the facilitator's pages, behind the secret of this classroom."""

from collections.abc import Callable
from hmac import compare_digest
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pcsol.checklist.counts import last_recount
from pcsol.checklist.desk import Desk
from pcsol.classroom import classroom, live
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.facilitator import board, deeds, ending, glossary, plan_form, symbol
from pcsol.classroom.facilitator import prints as papers
from pcsol.classroom.frame import form, go, language_of, page
from pcsol.classroom.group.place import Place
from pcsol.i18n import speaking

# More than there are events: what an open board is told changes when a code begins to rest, and when it ends.
_RESTING = 1_000_000
_Do = Callable[[Request, dict[str, str]], Response]


def workshops(request: Request) -> Response:
    """All workshops that are kept here, the newest first."""
    room = _room(request)
    desks = [(desk.plan(), desk.closed(), desk.ended()) for desk in room.room.desks()]
    if not desks:
        room.look_whether_it_is_there()
    titles = {one.id: one.title for one in room.shelf.checklists.values()}
    return _page(request, "workshops", desks=desks, titles=titles)


def plan_page(request: Request) -> Response:
    """The form of a new workshop."""
    return _plan_page(request, dict(request.query_params), plan_form.Draft({}))


def plan(request: Request, fields: dict[str, str]) -> Response:
    """Begin a workshop, or say what is wrong with the form."""
    room = _room(request)
    with speaking(language_of(request)):
        draft = plan_form.draft(room, fields, _groups(fields))
    if draft.plan is None:
        return _plan_page(request, fields, draft, 422)
    room.room.open(draft.plan)
    return go(f"{_base(request)}/w/{draft.plan.id}/links")


def live_page(request: Request) -> Response:
    """All groups at once."""
    return _page(request, "board", **_board(request))


def live_part(request: Request) -> Response:
    """What changes of it."""
    return _page(request, "part", **_board(request))


def links(request: Request) -> Response:
    """What the groups scan, and the adults' code; what must be in the room, and when each begins."""
    return _links_page(request, None)


def _links_page(request: Request, second: str | None) -> Response:
    """`second`: the second reader's digits, for this one time."""
    room, desk = _room(request), _desk(request)
    found = desk.plan()
    ended = desk.closed() is not None
    addresses = {} if ended else {one.id: f"{room.address}/g/{desk.link(one.id)}" for one in found.groups}
    with speaking(language_of(request)):
        notes = plan_form.notes(room, found)
        material = plan_form.material(room, found, room.outline(found))
    return _page(
        request,
        "links",
        plan=found,
        addresses=addresses,
        code=desk.code(),
        second=second,
        two=desk.second_code() is not None,
        shown=desk.second_shown(),
        notes=notes,
        material=material,
        ended=ended,
    )


def tick(request: Request, fields: dict[str, str]) -> Response:
    """Keep which things are there already; or show the second adult's digits, this once."""
    room, desk = _room(request), _desk(request)
    if fields.get("do") in ("second", "second-anew"):
        return _links_page(request, desk.show_second(anew=fields["do"] == "second-anew"))
    found = desk.plan()
    known = [one for one, _text, _count in plan_form.material(room, found, room.outline(found))]
    desk.tick_material([one for one in known if fields.get(f"there-{one}")])
    return go(f"{_base(request)}/w/{found.id}/links#material")


def qr(request: Request) -> Response:
    """A group's link as a symbol."""
    room, desk = _room(request), _desk(request)
    name = str(request.path_params["group"])
    if all(one.id != name for one in desk.plan().groups):
        raise HTTPException(404)
    return Response(symbol.svg(f"{room.address}/g/{desk.link(name)}"), media_type="image/svg+xml")


def prints(request: Request) -> Response:
    """What can be printed."""
    return _page(request, "print", plan=_desk(request).plan(), papers=papers.PAPERS)


def printed(request: Request) -> Response:
    """One of them, as PDF."""
    found, name = _desk(request).plan(), str(request.path_params["paper"])
    if name not in papers.PAPERS:
        raise HTTPException(404)
    with speaking(language_of(request)):
        content = papers.paper(_room(request), found, name)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def do(request: Request, fields: dict[str, str]) -> Response:
    """Do something for a group, as an adult."""
    room = _room(request)
    with room.alone:
        place = _place(request, fields.get("group", ""))
        room.begin(place)
        taken = deeds.done(place, fields, room.secret, room.now())
    room.ring(place.plan.id)
    why = taken.refused[0][1] if taken.refused else ""
    return go(f"{_base(request)}/w/{place.plan.id}" + (f"?refused={why}" if why else ""))


def paper_page(request: Request) -> Response:
    """What a group noted on paper, to be typed in."""
    desk = _desk(request)
    found = desk.plan()
    wanted = request.query_params.get("group", "")
    name = wanted if any(one.id == wanted for one in found.groups) else found.groups[0].id
    refused = request.query_params.get("refused", "")
    place = _place(request, name)
    again = last_recount(place.outline) is not None
    return _page(request, "paper", plan=found, place=place, again=again, refused=refused)


def paper(request: Request, fields: dict[str, str]) -> Response:
    """Take it over."""
    room = _room(request)
    with room.alone:
        place = _place(request, fields.get("group", ""))
        room.begin(place)
        taken = deeds.typed(place, fields, room.secret, room.now())
    room.ring(place.plan.id)
    why = f"&refused={taken.refused[0][1]}" if taken.refused else ""
    return go(f"{_base(request)}/w/{place.plan.id}/paper?group={place.group.id}{why}")


def words_page(request: Request) -> Response:
    """What groups want to tell about words."""
    desk = _desk(request)
    found = glossary.proposals(_room(request), desk)
    return _page(request, "words", plan=desk.plan(), proposals=found)


def decide(request: Request, fields: dict[str, str]) -> Response:
    """Accept it as an adult wrote it, or withdraw it."""
    desk = _desk(request)
    glossary.decide(_room(request), desk, fields)
    return go(f"{_base(request)}/w/{desk.plan().id}/words")


def end_page(request: Request) -> Response:
    """How it ends."""
    room, desk = _room(request), _desk(request)
    ended, now = desk.closed(), ending.so_far(room, desk)
    return _page(
        request, "end", plan=desk.plan(), closing=now, ended=ended, left=[] if ended else ending.left(room, desk),
        late=ending.came_late(ended, now), later=ending.later(room, desk),
    )  # fmt: skip


def end(request: Request, fields: dict[str, str]) -> Response:
    """Keep how it ended."""
    desk = _desk(request)
    ending.end(_room(request), desk, fields)
    return go(f"{_base(request)}/w/{desk.plan().id}/end")


def listen(request: Request) -> Response:
    """Say each time that a group goes on."""
    room, desk = _room(request), _desk(request)
    found = desk.plan()

    def version() -> int:
        resting = sum(desk.rests(one.id) for one in found.groups)
        told = sum(len(desk.events(one.id)) for one in found.groups)
        return told + (desk.closed() is not None) + _RESTING * resting

    return live.stream(lambda: room.rings[found.id], version)


def _posted(done: _Do) -> Callable[[Request], Any]:
    """Read the form first; what none of our forms says is a bad request."""

    async def endpoint(request: Request) -> Response:
        _room(request)
        fields = await form(request)
        try:
            return await run_in_threadpool(done, request, fields)
        except ValueError as err:
            raise HTTPException(400) from err

    return endpoint


_W = "/w/{workshop}"
# What is shown and what forms do, below the place where the facilitator's pages are.
PAGES: dict[str, Callable[[Request], Response]] = {
    "": workshops, "/new": plan_page, _W: live_page, f"{_W}/part": live_part, f"{_W}/live": listen,
    f"{_W}/links": links, _W + "/{group}.svg": qr, f"{_W}/print": prints, _W + "/print/{paper}.pdf": printed,
    f"{_W}/paper": paper_page, f"{_W}/words": words_page, f"{_W}/end": end_page,
}  # fmt: skip
FORMS: dict[str, _Do] = {
    "/new": plan, f"{_W}/do": do, f"{_W}/links": tick, f"{_W}/paper": paper, f"{_W}/words": decide, f"{_W}/end": end,
}  # fmt: skip
ROUTES = [
    *(Route("/f/{secret}" + path, show) for path, show in PAGES.items()),
    *(Route("/f/{secret}" + path, _posted(done), methods=["POST"]) for path, done in FORMS.items()),
]


def _room(request: Request) -> Classroom:
    """Return the classroom, to whoever knows its secret, or whom another guard let in."""
    room = classroom.of(request)
    if room.base:
        return room
    if not compare_digest(str(request.path_params["secret"]).encode(), room.secret.encode()):
        raise HTTPException(404)
    return room


def _base(request: Request) -> str:
    room = _room(request)
    return room.base or f"/f/{room.secret}"


def _desk(request: Request) -> Desk:
    found = _room(request).desk(str(request.path_params["workshop"]))
    if found is None:
        raise HTTPException(404)
    return found


def _place(request: Request, group: str) -> Place:
    place = _room(request).place(_desk(request), group)
    if place is None:
        raise HTTPException(404)
    return place


def _page(request: Request, name: str, status: int = 200, **facts: Any) -> Response:  # noqa: ANN401  # whatever it shows
    return page(request, f"facilitator/{name}.html", status, base=_base(request), **facts)


def _board(request: Request) -> dict[str, Any]:
    desk = _desk(request)
    found = board.rows(_room(request), desk)
    return {
        "plan": desk.plan(), "rows": found, "waiting": board.waiting(found), "ended": desk.closed() is not None,
        "refused": request.query_params.get("refused", ""),
    }  # fmt: skip


def _plan_page(request: Request, fields: dict[str, str], draft: plan_form.Draft, status: int = 200) -> Response:
    room = _room(request)
    chosen = room.shelf.checklists.get(fields.get("checklist", ""))
    return _page(
        request, "plan", status, lists=plan_form.lists(room), chosen=chosen, groups=_groups(fields), fields=fields,
        supplements=plan_form.supplements(room, chosen.id) if chosen else [], names=plan_form.names(room),
        faults=draft.faults, today=room.now().date().isoformat(),
    )  # fmt: skip


def _groups(fields: dict[str, str]) -> int:
    text = fields.get("groups", "")
    return min(max(int(text), 1), plan_form.MOST_GROUPS) if text.isascii() and text.isdigit() and len(text) < 3 else 2
