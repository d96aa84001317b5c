"""What is done to every question and answer, once: empty fields are left away, then its language, its headers, its line
in the log and in the figures.

Plain ASGI: a framework's middleware makes a task and two streams for each request, which costs more than all of this.
"""

import time

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pcsol.classroom.headers import HEADERS, policy
from pcsol.i18n import speaking
from pcsol.server.upkeep import log
from pcsol.server.upkeep.figures import Figures

# The hub's pages have symbols in them (QR) as data.
_HEADERS = {**HEADERS, "Content-Security-Policy": policy("'self' data:")}
# Files that come with the program hold nothing of anybody: a browser asks whether they changed (ETag), and no more.
_STATIC = "no-cache"
_ENCRYPTED = {**_HEADERS, "Strict-Transport-Security": "max-age=31536000"}


class Seal:
    """Stands around the whole application."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        """Seal the answers of this application."""
        self._app, self._figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0
        if scope["method"] == "GET":  # a field that was left empty asks for nothing
            scope["query_string"] = b"&".join(
                one for one in scope["query_string"].split(b"&") if not one.endswith(b"=")
            )

        async def sealed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _put(scope, message)
                self._note(scope, status, time.perf_counter() - began)
            await send(message)

        try:
            with speaking(_language(scope)):
                await self._app(scope, receive, sealed)
        finally:
            if not status:  # nobody foresaw what happened
                self._note(scope, 500, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        request = Request(scope)
        self._figures.note(request.method, log.route_of(request), status, seconds)
        log.note(request, status, seconds)


def _put(scope: Scope, message: Message) -> None:
    headers = MutableHeaders(scope=message)
    if scope["path"].startswith(("/static/", "/classroom/static/")) and message["status"] in (200, 206, 304):
        headers.setdefault("Cache-Control", _STATIC)
    for name, value in (_ENCRYPTED if scope["scheme"] == "https" else _HEADERS).items():
        headers.setdefault(name, value)


def _language(scope: Scope) -> str:
    """Benches and browsers say which they speak; those that say nothing speak French."""
    wanted = Headers(scope=scope).get("accept-language", "fr").lower()
    return "en" if wanted.startswith("en") else "fr"
