"""The application: its routes, what it allows a browser, and how it tells faults."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pcsol.classroom import classroom
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.facilitator import routes as facilitator
from pcsol.classroom.frame import page
from pcsol.classroom.group import routes as group
from pcsol.classroom.headers import HEADERS
from pcsol.errors import PCSolError

DRAWINGS = "/classroom/drawings/{drawing}.svg"
STATIC = "/classroom/static"
_FOR_PROGRAMS = ("/events", "/story", "/live")


def build(room: Classroom) -> Starlette:
    """Return the application of this classroom."""
    app = Starlette(
        routes=[
            *group.ROUTES, *facilitator.ROUTES, *assets(), Route("/favicon.ico", _nothing), Route("/", _front),
        ],
        middleware=[Middleware(Sealed)],
        exception_handlers={HTTPException: http_fault, PCSolError: fault},
    )  # fmt: skip
    app.state.classroom = room
    return app


def assets() -> list[BaseRoute]:
    """Return where the pages' style, scripts and drawings are, whoever serves the pages."""
    return [Route(DRAWINGS, drawing), Mount(STATIC, static())]


class Sealed:
    """Adds to every answer what a browser must not do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, and seal the answer."""

        async def sealing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sealing)


def static() -> StaticFiles:
    """Return the pages' style and scripts."""
    return StaticFiles(packages=[("pcsol.classroom", "static")])


def drawing(request: Request) -> Response:
    """A drawing of a step."""
    drawn = classroom.of(request).shelf.drawing(str(request.path_params["drawing"]))
    if drawn is None:
        raise HTTPException(404)
    headers = {
        "Cache-Control": "max-age=3600",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(drawn, media_type="image/svg+xml", headers=headers)


def _nothing(_request: Request) -> Response:
    return Response(status_code=204)


def _front(request: Request) -> Response:
    return page(request, "front.html")


async def http_fault(request: Request, err: Exception) -> Response:
    """Tell what is not there, or ended, or cannot be read."""
    assert isinstance(err, HTTPException)  # noqa: S101  # registered for it
    if request.url.path.endswith(_FOR_PROGRAMS):
        return JSONResponse({"error": {"status": err.status_code}}, err.status_code)
    return await run_in_threadpool(
        page, request, "fault.html", err.status_code, status_code=err.status_code, fault=None
    )


async def fault(request: Request, err: Exception) -> Response:
    """Tell why something cannot be kept or read now. What could not be kept may be sent again."""
    assert isinstance(err, PCSolError)  # noqa: S101  # registered for it
    if request.url.path.endswith(_FOR_PROGRAMS):
        return JSONResponse({"error": {"what": err.what, "remedy": err.remedy}}, 503)
    return await run_in_threadpool(page, request, "fault.html", 503, status_code=503, fault=err)
