"""What stands before each route: who asks, whether they may, and whether a form is one of ours."""

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Protocol, cast

from fastapi import Depends, Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from pcsol.i18n import speak
from pcsol.server import faults
from pcsol.server.access import audit, sessions, tokens
from pcsol.server.access.caller import Caller, Role
from pcsol.server.access.senders import Senders
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub

MOST_FORM_BYTES = 1_000_000
MOST_PHOTO_BYTES = 15_000_000
MOST_STRANGERS_BYTES = 10_000
_BEARER = "bearer "
# What a person who must choose a password first may do.
_BEFORE_A_PASSWORD = ("/password", "/logout", "/language")


async def hub_of(request: Request) -> Hub:  # asynchronous, or each request would go through a thread for it
    """Return the hub that serves this request."""
    return cast("Hub", request.app.state.hub)


TheHub = Annotated[Hub, Depends(hub_of)]


def station(request: Request, hub: TheHub) -> Caller:
    """Let a station in by its token. Raises Fault 401."""
    caller = _known(hub, _given(request), tokens)
    request.state.asks = f"station {caller.number}"
    return caller


async def sender(request: Request, hub: TheHub) -> Caller:
    """Let a station in that brings a record: whoever keeps it asks again whether its token counts. Raises Fault 401."""
    given, senders = _given(request), cast("Senders", request.app.state.senders)
    caller = senders.find(sessions.digest(given), hub.now())
    if caller is None:
        caller = await run_in_threadpool(_known, hub, given, tokens)
        senders.remember(caller, hub.now())
    request.state.asks = f"station {caller.number}"
    return caller


def _given(request: Request) -> str:
    header = request.headers.get("authorization", "")
    return header[len(_BEARER) :].strip() if header[: len(_BEARER)].lower() == _BEARER else ""


def person(request: Request, hub: TheHub) -> Caller:
    """Let a person in by the cookie of their session. Raises Fault 401."""
    caller = _known(hub, request.cookies.get(sessions.COOKIE, ""), sessions)
    request.state.caller = caller
    request.state.asks = f"person {caller.number}"
    return caller


def anybody(request: Request, hub: TheHub) -> Caller:
    """Let a person or a station in. Raises Fault 401; 403 where a first password was not changed yet."""
    if "authorization" in request.headers:
        return station(request, hub)
    caller = person(request, hub)
    if caller.must_change:
        raise faults.password_first()
    return caller


class _Book(Protocol):
    """Where it is written whom a secret lets in: `tokens` or `sessions`."""

    def find(self, connection: Connection, given: str, now: datetime, /) -> tuple[Caller, bool] | None:
        """Return the caller, and whether the visit should be noted."""

    def note(self, connection: Connection, given: str, now: datetime, /) -> None:
        """Note the visit."""


def _known(hub: Hub, secret: str, book: _Book) -> Caller:
    with hub.database.reading() as connection:
        found = book.find(connection, secret, hub.now()) if secret else None
    if found is None:
        raise faults.unknown_caller()
    caller, to_note = found
    if to_note:
        with hub.database.writing() as connection:
            book.note(connection, secret, hub.now())
    return caller


def at_least(role: Role) -> Callable[..., Awaitable[Caller]]:
    """Return the guard of a route that wants this role. Raises Fault 401 or 403."""

    async def guard(request: Request, caller: Annotated[Caller, Depends(person)]) -> Caller:
        speak(caller.language)  # here and not in `person`: what a thread sets is lost with it
        return admitted(request, caller, role)

    guard.role = role  # type: ignore[attr-defined]  # for the test that walks through all routes
    return guard


def admitted(request: Request, caller: Caller, role: Role) -> Caller:
    """Return the caller, who has this role. Raises Fault 403."""
    if caller.must_change and request.url.path not in _BEFORE_A_PASSWORD:
        raise faults.password_first()
    if not caller.may(role):
        raise faults.not_allowed()
    return caller


def of_the_federation(caller: Annotated[Caller, Depends(at_least(Role.ADMINISTRATOR))]) -> Caller:
    """Let the federation's administrators in. Raises Fault 401 or 403."""
    if caller.structure is not None:
        raise faults.not_allowed()
    return caller


of_the_federation.role = Role.ADMINISTRATOR  # type: ignore[attr-defined]  # as of `at_least`


async def form(request: Request, caller: Annotated[Caller, Depends(person)]) -> AsyncIterator[FormData]:
    """Give the fields of a form that one of our own pages sent, in this session. Raises Fault 403 or 413.

    The key in the form is what a page of somebody else cannot know (OWASP: synchronizer token pattern).
    """
    async with _checked_form(request, caller.form_key, MOST_FORM_BYTES) as fields:
        yield fields


async def strangers_form(request: Request) -> FormData:
    """Return the fields of a form from before a session: only a page of this hub may send it. Raises Fault 403, 413.

    Browsers say where a form comes from (Fetch metadata, and Origin before it); programs say nothing, and may. A proxy
    in front may say another Host than the browser did: the address that the hub was told is its own counts as well.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    ours = {
        request.headers.get("host", ""),
        ((await hub_of(request)).settings.address or "").rstrip("/").partition("://")[2],
    }
    if (site or "same-origin") not in ("same-origin", "none") or (origin and origin.partition("://")[2] not in ours):
        raise faults.strange_form()
    return await _read_form(request, MOST_STRANGERS_BYTES, faults.form_too_big)


async def photo_form(
    request: Request, hub: TheHub, caller: Annotated[Caller, Depends(person)]
) -> AsyncIterator[FormData]:
    """Give the fields of a form with a photo in it, and note a photo that is refused, here or later. Raises as `form`
    does."""
    try:
        async with _checked_form(request, caller.form_key, MOST_PHOTO_BYTES, faults.photo_too_big) as fields:
            yield fields
    except Fault as fault:
        if fault.status in (413, 422):
            of = request.path_params.get("name", request.url.path)
            await run_in_threadpool(_note_photo, hub, caller, f"{of[:20]}: {fault.status} {fault.details}")
        raise


def _note_photo(hub: Hub, caller: Caller, subject: str) -> None:
    subject = "".join(sign for sign in subject if sign.isprintable())
    with hub.database.writing() as connection:
        audit.refused(connection, hub.now(), caller.structure, caller.who, "photo-refused", subject)


@asynccontextmanager
async def _checked_form(
    request: Request, key: str, most_bytes: int, too_big: Callable[[int], Fault] = faults.form_too_big
) -> AsyncIterator[FormData]:
    """Its files are closed once the page is made."""
    fields = await _read_form(request, most_bytes, too_big)
    try:
        given = fields.get("form_key")
        if not isinstance(given, str) or not _fits(given, key):
            raise faults.strange_form()
        yield fields
    finally:
        await fields.close()


async def _read_form(request: Request, most_bytes: int, too_big: Callable[[int], Fault]) -> FormData:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most_bytes:
        raise too_big(most_bytes)
    return await request.form(max_files=10, max_fields=2_000)


def _fits(given: str, key: str) -> bool:
    return bool(key) and hmac.compare_digest(given.encode(), key.encode())


Station = Annotated[Caller, Depends(station)]
Sender = Annotated[Caller, Depends(sender)]
Anybody = Annotated[Caller, Depends(anybody)]
Volunteer = Annotated[Caller, Depends(at_least(Role.VOLUNTEER))]
Technician = Annotated[Caller, Depends(at_least(Role.TECHNICIAN))]
Coordinator = Annotated[Caller, Depends(at_least(Role.COORDINATOR))]
Administrator = Annotated[Caller, Depends(at_least(Role.ADMINISTRATOR))]
Federation = Annotated[Caller, Depends(of_the_federation)]
Form = Annotated[FormData, Depends(form)]
PhotoForm = Annotated[FormData, Depends(photo_form)]
