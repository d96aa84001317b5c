"""Make a page, and read what a browser sends: with a limit, and as words alone."""

from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from pcsol.classroom import classroom, words
from pcsol.i18n import _, language, speaking
from pcsol.model.profile.needs import Words
from pcsol.report import quantities

LANGUAGES = ("fr", "en")
MOST_BYTES = 64 * 1024
_MOST_FIELDS = 400
_COOKIE = "language"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("pcsol.classroom"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.update(_=_told, language=language, words=words)
    environment.filters.update(said=said, minutes=words.minutes, day=words.day, look=quantities.look)
    return environment


def _told(message: str) -> str:
    return words.tied(_(message))


def said(text: Words | None) -> str:
    """Return a text of a file in the language of the moment."""
    return words.tied(text.said(language())) if text is not None else ""


def page(request: Request, template: str, status: int = 200, **facts: Any) -> HTMLResponse:  # noqa: ANN401  # whatever it shows
    """Return a page in the reader's language. `template`: a path below `templates`."""
    wanted, room = language_of(request), classroom.of(request)
    with speaking(wanted):
        shown = {"path": request.url.path, "home": room.home, "form_key": room.form_key, **facts}
        text = _templates().get_template(template).render(shown)
    answer = HTMLResponse(text, status)
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(_COOKIE, wanted, samesite="strict", httponly=True)
    return answer


def language_of(request: Request) -> str:
    """Return "fr" or "en": as asked by ?lang, as asked before, as the browser says, as this classroom speaks."""
    room = classroom.of(request)
    if room.base:  # somebody who logged in has said what they speak
        return room.language
    for wanted in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    spoken = request.headers.get("accept-language", "").lower()
    for one in spoken.split(","):
        if one.strip()[:2] in LANGUAGES:
            return one.strip()[:2]
    return room.language


def go(path: str) -> RedirectResponse:
    """Send the browser on after a form was done, so that loading the page again does nothing again."""
    return RedirectResponse(path, 303)


async def body(request: Request, most: int = MOST_BYTES) -> bytes:
    """Return what was sent. Raises HTTPException 413 for more than `most` bytes."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > most:
            raise HTTPException(413)
    return bytes(found)


async def form(request: Request) -> dict[str, str]:
    """Return the fields of a form; of a field that stands twice the last. Raises HTTPException 400 or 413."""
    raw = await body(request)
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as err:
        raise HTTPException(400) from err
    return {name: value.replace("\0", "").strip() for name, value in pairs}
