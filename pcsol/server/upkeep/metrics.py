"""`/metrics`: for a Prometheus with the token, or for an administrator of the federation."""

import hmac
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from pcsol import __version__
from pcsol.server import faults
from pcsol.server.access import guards
from pcsol.server.access.caller import Role
from pcsol.server.access.guards import TheHub
from pcsol.server.access.sessions import digest
from pcsol.server.database.tables import record, refusal, setting, station
from pcsol.server.hub import Hub
from pcsol.server.upkeep.figures import Figures, head, sample

router = APIRouter(include_in_schema=False)

TOKEN = "metrics-token"  # noqa: S105  # the name of a setting
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def _scraper(request: Request, hub: TheHub) -> None:
    """Let in who has the token, or an administrator of the federation. Raises Fault 401 or 403."""
    if "authorization" not in request.headers:
        caller = guards.admitted(request, guards.person(request, hub), Role.ADMINISTRATOR)
        guards.of_the_federation(caller)
        return
    scheme, _blank, given = request.headers["authorization"].partition(" ")
    kept = _kept(request, hub)
    if scheme.lower() != "bearer" or not kept or not hmac.compare_digest(digest(given.strip()), kept):
        raise faults.unknown_caller()


def _kept(request: Request, hub: Hub) -> str | None:
    """Return the token's digest; the last one known where the database, which the figures tell of, does not answer."""
    figures = cast("Figures", request.app.state.figures)
    try:
        with hub.database.reading() as connection:
            figures.token = connection.scalar(select(setting.c.value).where(setting.c.name == TOKEN))
    except SQLAlchemyError:
        if figures.token is None:
            raise
    return figures.token


_scraper.role = Role.ADMINISTRATOR  # type: ignore[attr-defined]  # as guards.at_least


@router.get("/metrics")
def get_metrics(request: Request, hub: TheHub, _allowed: Annotated[None, Depends(_scraper)]) -> Response:
    """Return the figures of this process and of the database."""
    figures = cast("Figures", request.app.state.figures)
    return Response("\n".join([*figures.lines(), *_of_the_hub(hub), ""]), media_type=_TYPE)


def _of_the_hub(hub: Hub) -> Iterator[str]:
    yield from _gauge("pcsol_build_info", "The version that runs.", 1, version=__version__)
    waiting, process = hub.sorter.waiting, str(os.getpid())
    yield from _gauge("pcsol_sorter_waiting", "Records that wait to be kept.", waiting, process=process)
    try:
        kept = list(_of_the_database(hub))
    except SQLAlchemyError:
        yield from _gauge("pcsol_database_up", "Whether the database answers.", 0)
        return
    yield from _gauge("pcsol_database_up", "Whether the database answers.", 1)
    yield from kept


def _of_the_database(hub: Hub) -> Iterator[str]:
    """Nothing here reads a table through: the newest record's number, and tables that stay small."""
    now = hub.now()
    with hub.database.reading() as connection:
        newest = connection.scalar(select(func.max(record.c.number))) or 0
        refused = connection.scalar(select(func.count()).select_from(refusal)) or 0
        known = select(func.count()).select_from(station).where(station.c.revoked_at.is_(None))
        stations = connection.scalar(known) or 0
        seen = {
            name: connection.scalar(known.where(station.c.seen_at > now - span)) or 0
            for name, span in (("1h", timedelta(hours=1)), ("24h", timedelta(days=1)), ("7d", timedelta(days=7)))
        }
    yield from head("pcsol_records_total", "counter", "The number of the newest record.")
    yield sample("pcsol_records_total", newest)
    yield from _gauge("pcsol_letters_refused", "Records that were refused in the last 90 days.", refused)
    yield from _gauge("pcsol_stations", "Stations that are enrolled.", stations)
    yield from head("pcsol_stations_seen", "gauge", "Stations that were seen within that time.")
    for name, count in seen.items():
        yield sample("pcsol_stations_seen", count, within=name)


def _gauge(name: str, text: str, value: float, **labels: object) -> Iterator[str]:
    yield from head(name, "gauge", text)
    yield sample(name, value, **labels)
