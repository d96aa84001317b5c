"""The hub's front door: every route, and every fault once."""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles

from pcsol import __version__
from pcsol.classroom import app as classroom
from pcsol.errors import WorkshopError
from pcsol.server import faults
from pcsol.server.access.senders import Senders
from pcsol.server.bench.arming import routes as arming
from pcsol.server.bench.page import routes as bench
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.labels import routes as _labels
from pcsol.server.letters import api as _letters
from pcsol.server.lots import closing as _lot_closing
from pcsol.server.lots import lines as _lot_lines
from pcsol.server.lots import papers as _lot_papers
from pcsol.server.lots import routes as _lots
from pcsol.server.pages import door
from pcsol.server.pages.frame import address, go, page
from pcsol.server.park import pages as park
from pcsol.server.park.board import Board
from pcsol.server.parts import routes as _parts
from pcsol.server.people import journal, structures
from pcsol.server.people import pages as people
from pcsol.server.photos import routes as _photos
from pcsol.server.scan import routes as _scan
from pcsol.server.seal import Seal
from pcsol.server.stations import api as _stations
from pcsol.server.stations import pages as stations
from pcsol.server.today import pages as today
from pcsol.server.today.watch import Watch
from pcsol.server.towers import api as _towers
from pcsol.server.towers.pages import routes as _tower_pages
from pcsol.server.upkeep import health, metrics, openapi
from pcsol.server.upkeep import pages as upkeep
from pcsol.server.upkeep.figures import Figures
from pcsol.server.upkeep.pulse import Pulse
from pcsol.server.workshops import routes as workshops

_FOR_PROGRAMS = ("/api/", "/healthz", "/metrics", "/openapi.json")
_log = logging.getLogger("pcsol.hub")


def build(hub: Hub) -> FastAPI:
    """Return the application of this hub."""
    app = FastAPI(title="PCSol hub", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.hub, app.state.figures, app.state.senders = hub, Figures(), Senders()
    app.state.watch, app.state.park = Watch(hub.database), Board(hub.database)
    app.state.pulse = Pulse(hub.database)
    app.state.classroom = workshops.public(hub)
    app.mount("/static", StaticFiles(packages=[("pcsol.server.pages", "static")]), name="static")
    app.mount(classroom.STATIC, classroom.static())
    for part in (
        health, door, _letters, _stations, _towers, _tower_pages, _labels, _lots, _lot_lines, _lot_papers,
        _lot_closing, _photos, _scan, _parts, people, structures, journal, stations, today, bench, arming, park,
        workshops, openapi, metrics, upkeep,
    ):  # fmt: skip
        app.include_router(part.router)
    app.add_exception_handler(Fault, _answered)
    app.add_exception_handler(WorkshopError, _not_possible)
    app.add_exception_handler(RequestValidationError, _wrong)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(SQLAlchemyError, _database)
    app.add_middleware(Seal, figures=app.state.figures)
    return app


async def _answered(request: Request, fault: Exception) -> Response:
    """Answer programs in JSON and people with a page; who is not logged in is asked to."""
    assert isinstance(fault, Fault)  # noqa: S101  # registered for it
    headers = {"Retry-After": str(fault.wait)} if fault.wait else {}
    if request.url.path.startswith(_FOR_PROGRAMS):
        if fault.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(fault.to_json(), fault.status, headers)
    if fault.status == 401:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return go(address("/login", next=asked if request.method == "GET" else ""))
    answer = await run_in_threadpool(page, request, "fault.html", fault.status, fault=fault)
    answer.headers.update(headers)
    return answer


async def _not_possible(request: Request, err: Exception) -> Response:
    assert isinstance(err, WorkshopError)  # noqa: S101  # registered for it
    return await _answered(request, Fault(422, err.what, remedy=err.remedy))


async def _wrong(request: Request, err: Exception) -> Response:
    assert isinstance(err, RequestValidationError)  # noqa: S101  # registered for it
    named = [".".join(str(part) for part in one["loc"]) + f": {one['msg']}" for one in err.errors()[:20]]
    return await _answered(request, _wrong_words(request, named))


def _wrong_words(request: Request, named: list[str]) -> Fault:
    """A record that is not taken stays at its station; of what a page or an address asks, nothing is kept anywhere."""
    path = request.url.path
    if path.startswith("/api/v1/records"):
        return faults.unreadable(named)
    return faults.not_understood(named) if path.startswith(_FOR_PROGRAMS) else faults.wrong_address(named)


async def _http(request: Request, err: Exception) -> Response:
    assert isinstance(err, HTTPException)  # noqa: S101  # registered for it
    if request.url.path.startswith("/g/"):  # groups know no inventory
        return await classroom.http_fault(request, err)
    if err.status_code == 404:
        return await _answered(request, faults.not_found())
    if err.status_code == 400 and request.url.path.startswith("/api/"):  # a body that is no UTF-8, as any other fault
        return await _answered(request, _wrong_words(request, ["not JSON"]))
    if err.status_code == 405:
        return await _answered(request, faults.not_that_way())
    return await _answered(request, Fault(err.status_code, str(err.detail)))


async def _database(request: Request, err: Exception) -> Response:
    if isinstance(err, DataError):  # what no table can hold: a NUL, a number with too many digits
        return await _answered(request, _wrong_words(request, ["a value that cannot be kept"]))
    if isinstance(err, IntegrityError) and not request.url.path.startswith(_FOR_PROGRAMS):
        return await _answered(request, faults.meanwhile())
    _log.error("%s %s: %s", request.method, request.url.path, type(err).__name__, exc_info=err)
    return await _answered(request, faults.gone())
