"""The addresses of workshops at the hub.

The facilitator's pages stand behind a session, as all others do; a group's pages need no account, and its link leads to
that group's own workshop alone, for as long as it goes on.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Annotated, Any, cast
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import select
from starlette.exceptions import HTTPException

from pcsol.checklist.entry import Obstacle
from pcsol.classroom.app import DRAWINGS, drawing
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.facilitator.routes import FORMS, PAGES
from pcsol.classroom.group import routes as group
from pcsol.errors import StoreError
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Form, TheHub, Volunteer
from pcsol.server.database.tables import structure
from pcsol.server.hub import Hub
from pcsol.server.pages.door import text
from pcsol.server.serving.certificate import addresses
from pcsol.server.workshops import runs
from pcsol.server.workshops.desk import HubRoom, LinkRoom
from pcsol.server.workshops.door import at_the_door, whose
from pcsol.server.workshops.results import HubResults
from pcsol.server.workshops.words import HubWords
from pcsol.store import home
from pcsol.store.workshops.shelf import Shelf, load_workshops

router = APIRouter(include_in_schema=False)

_BASE = "/workshops"
# No phone is led there.
_ONLY_HERE = ("localhost", "127.0.0.1", "::1")


def public(hub: Hub, link: str = "", address: str = "") -> Classroom:
    """Return the classroom of whoever has this link, and of those who have none: they see no workshop."""

    def door(code: str, school: bool) -> Obstacle | None:  # noqa: FBT001  # as Classroom has it
        caller = whose(hub, link)
        return at_the_door(hub, caller, code, school=school) if caller else Obstacle("", "")

    return Classroom(
        LinkRoom(hub.database, link, hub.now),
        _shelf(),
        address,
        "",
        door,
        HubWords(hub.database),
        HubResults(hub.database),
        now=hub.now,
    )


def _of_a_person(request: Request, hub: TheHub, caller: Volunteer) -> Caller:
    """Open the classroom of whoever asks."""

    def door(code: str, school: bool) -> Obstacle | None:  # noqa: FBT001  # as Classroom has it
        return at_the_door(hub, caller, code, school=school)

    _enter(request, Classroom(
        HubRoom(hub.database, caller, hub.now), _shelf(), _address(request, hub), f"person {caller.number}", door,
        HubWords(hub.database), HubResults(hub.database),
        caller.language, _name(hub, caller), base=_BASE, home="/", form_key=caller.form_key,
        keep=partial(runs.keep, hub, caller), now=hub.now,
    ))  # fmt: skip
    return caller


async def _of_a_group(request: Request, hub: TheHub) -> None:
    """Open the one workshop that a group's link leads to."""
    _enter(request, public(hub, str(request.path_params["link"]), _address(request, hub)))


def _enter(request: Request, room: Classroom) -> None:
    """All classrooms of a process hear of each other's writing, and write one after the other."""
    common = cast("Classroom", request.app.state.classroom)
    room.rings, room.alone = common.rings, common.alone
    request.state.classroom = room


Facilitator = Annotated[Caller, Depends(_of_a_person)]
AGroup = Annotated[None, Depends(_of_a_group)]


def _page(show: Callable[[Request], Response]) -> Callable[..., Response]:
    def endpoint(request: Request, _caller: Facilitator) -> Response:
        return show(request)

    return endpoint


def _form(done: Callable[[Request, dict[str, str]], Response]) -> Callable[..., Response]:
    def endpoint(request: Request, _caller: Facilitator, fields: Form) -> Response:
        try:
            return done(request, {name: text(fields, name) for name in fields})
        except ValueError as err:
            raise HTTPException(400) from err

    return endpoint


def _of_group(show: Callable[[Request], Any]) -> Callable[..., Any]:
    async def waited_for(request: Request, _room: AGroup) -> Response:
        return cast("Response", await show(request))

    def at_once(request: Request, _room: AGroup) -> Response:
        return cast("Response", show(request))

    return waited_for if iscoroutinefunction(show) else at_once


for _path, _show in PAGES.items():
    router.add_api_route(_BASE + _path, _page(_show), methods=["GET"])
for _path, _done in FORMS.items():
    router.add_api_route(_BASE + _path, _form(_done), methods=["POST"])
for _route in group.ROUTES:
    _verbs = sorted((_route.methods or {"GET"}) - {"HEAD"})
    router.add_api_route(_route.path, _of_group(_route.endpoint), methods=_verbs)
router.add_api_route(DRAWINGS, drawing, methods=["GET"])


def _shelf() -> Shelf:
    """The shipped lists, and those of this machine's own folder of profiles, as benches take them."""
    place = None
    with suppress(StoreError):  # nothing says where it would be
        place = home.home()
    return _read(place)


@cache  # a list that changes while its groups are at work would lose their steps: whoever changes one starts anew
def _read(place: Path | None) -> Shelf:
    return load_workshops(place)


def _address(request: Request, hub: Hub) -> str:
    """Return how phones reach the groups' pages: as the hub was told, else as this browser does; on the line without
    encryption where there is one, for a phone warns of a certificate that it does not know."""
    told = (hub.settings.address or str(request.base_url)).rstrip("/")
    if hub.settings.groups_port is None:
        return told
    host = urlsplit(told).hostname or ""
    if host in _ONLY_HERE:
        host = next(iter(addresses()), host)
    return f"http://{f'[{host}]' if ':' in host else host}:{hub.settings.groups_port}"


def _name(hub: Hub, caller: Caller) -> str:
    with hub.database.reading() as connection:
        return connection.scalar(select(structure.c.name).where(structure.c.number == caller.structure)) or ""
