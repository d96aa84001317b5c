"""The page of today, its part that is loaded again, and the line over which the hub says that something changed."""

import asyncio
import time
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from pcsol.server.access import sessions
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.hub import Hub
from pcsol.server.pages.frame import page
from pcsol.server.today import facts
from pcsol.server.today.watch import Watch
from pcsol.server.towers import rows
from pcsol.server.towers.pages import advice, shown
from pcsol.server.towers.states import STATES

router = APIRouter(include_in_schema=False)

_SECONDS = 1.0
# How often it is asked whether the session goes on.
_SESSION_SECONDS = 10.0


@router.get("/")
def today_page(request: Request, hub: TheHub, caller: Volunteer) -> Response:
    """Show the day so far."""
    return page(request, "today/today.html", **_shown(hub, caller))


@router.get("/today/part")
def today_part(request: Request, hub: TheHub, caller: Volunteer) -> Response:
    """Return the part of it that changes."""
    return page(request, "today/part.html", **_shown(hub, caller))


async def _seat(request: Request, caller: Volunteer) -> AsyncIterator[Watch]:
    watch = cast("Watch", request.app.state.watch)
    with watch.listening(caller.number):
        yield watch


@router.get("/today/events", response_class=EventSourceResponse)
async def today_events(
    request: Request, hub: TheHub, caller: Volunteer, watch: Annotated[Watch, Depends(_seat)]
) -> AsyncIterator[ServerSentEvent]:
    """Say "change" when something changed that the caller sees, and "over" when the session has ended.

    FastAPI sends a comment every 15 seconds, so that nothing on the way thinks the line dead.
    """
    secret = request.cookies.get(sessions.COOKIE, "")
    before, asked = await watch.changes(caller), time.monotonic()
    yield ServerSentEvent(event="hello", data="", retry=5_000)
    while not await request.is_disconnected():
        await asyncio.sleep(_SECONDS)
        if time.monotonic() - asked >= _SESSION_SECONDS:
            asked = time.monotonic()
            if not await run_in_threadpool(_goes_on, hub, secret, caller):
                yield ServerSentEvent(event="over", data="")
                return
        now = await watch.changes(caller)
        if now != before:
            before = now
            yield ServerSentEvent(event="change", data="")


def _goes_on(hub: Hub, secret: str, caller: Caller) -> bool:
    """Say whether the session is still one of the same person, who still sees the same."""
    with hub.database.reading() as connection:
        found = sessions.find(connection, secret, hub.now())
    return found is not None and (found[0].number, found[0].structure) == (caller.number, caller.structure)


def _shown(hub: Hub, caller: Caller) -> dict[str, Any]:
    now = hub.now()
    with hub.database.reading() as connection:
        found = facts.today(connection, caller, now)
    return {
        "today": found,
        "now": now,
        "states": STATES,
        "most": facts.MOST_COUNTED,
        "name": partial(rows.called, caller),
        "next_step": advice.next_step,
        "shown": shown,
    }
