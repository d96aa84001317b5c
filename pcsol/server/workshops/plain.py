"""The pages of groups alone, on a line without encryption: what phones of a room open without a warning.

A hub with a certificate of its own would teach young people to click a warning away. Nobody logs in here, and nothing
of the inventory is answered: what is not a group's page has an empty 404.
"""

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, cast

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pcsol.classroom import app as classroom
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.group import routes as group
from pcsol.errors import PCSolError, StoreError
from pcsol.i18n import _
from pcsol.server.hub import Hub
from pcsol.server.seal import Seal
from pcsol.server.upkeep.figures import Figures
from pcsol.server.workshops.routes import public


def build(hub: Hub, common: Classroom, figures: Figures) -> Starlette:
    """Return the application. `common`: the classroom of this process, whose other pages hear of what is written."""

    def enter(request: Request) -> None:
        room = public(hub, str(request.path_params["link"]))
        room.rings, room.alone = common.rings, common.alone
        request.state.classroom = room

    app = Starlette(
        routes=[
            *(Route(one.path, _entered(one.endpoint, enter), methods=one.methods) for one in group.ROUTES),
            *classroom.assets(),
        ],
        middleware=[Middleware(Seal, figures=figures)],
        exception_handlers={HTTPException: _http, PCSolError: classroom.fault, SQLAlchemyError: _database},
    )
    app.state.classroom = common
    return app


def _entered(show: Callable[[Request], Any], enter: Callable[[Request], None]) -> Callable[..., Any]:
    async def waited_for(request: Request) -> Response:
        enter(request)
        return await cast("Awaitable[Response]", show(request))

    def at_once(request: Request) -> Response:
        enter(request)
        return cast("Response", show(request))

    return waited_for if iscoroutinefunction(show) else at_once


async def _http(request: Request, err: Exception) -> Response:
    assert isinstance(err, HTTPException)  # noqa: S101  # registered for it
    if request.url.path.startswith("/g/"):
        return await classroom.http_fault(request, err)
    return Response(status_code=err.status_code)


async def _database(request: Request, _err: Exception) -> Response:
    told = StoreError(_("The hub cannot write at the moment."), remedy=_("Try again in a moment."))
    return await classroom.fault(request, told)
