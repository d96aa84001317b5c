"""The page of upkeep, for the federation's administrators: the token by which a Prometheus reads the figures."""

import secrets

from fastapi import APIRouter, Request, Response
from sqlalchemy import delete, insert, select

from pcsol.server.access import audit
from pcsol.server.access.guards import Federation, Form, TheHub
from pcsol.server.access.sessions import digest
from pcsol.server.database.tables import setting
from pcsol.server.hub import Hub
from pcsol.server.pages.frame import go, page
from pcsol.server.upkeep.metrics import TOKEN

router = APIRouter(include_in_schema=False)


@router.get("/upkeep")
def upkeep_page(request: Request, hub: TheHub, _caller: Federation) -> Response:
    """Say whether there is a token, and how it is used."""
    return _shown(request, hub)


@router.post("/upkeep/token")
def make_token(request: Request, hub: TheHub, caller: Federation, _fields: Form) -> Response:
    """Make a token and show it, once; the one before ends."""
    made = "pcsol_metrics_" + secrets.token_urlsafe(32)
    with hub.database.writing() as connection:
        connection.execute(delete(setting).where(setting.c.name == TOKEN))
        connection.execute(insert(setting).values(name=TOKEN, value=digest(made)))
        audit.note(connection, hub.now(), None, caller.who, "metrics-token", "")
    return _shown(request, hub, made)


@router.post("/upkeep/token/remove")
def remove_token(hub: TheHub, caller: Federation, _fields: Form) -> Response:
    """End the token."""
    with hub.database.writing() as connection:
        connection.execute(delete(setting).where(setting.c.name == TOKEN))
        audit.note(connection, hub.now(), None, caller.who, "metrics-token-removed", "")
    return go("/upkeep", told="removed")


def _shown(request: Request, hub: Hub, made: str = "") -> Response:
    with hub.database.reading() as connection:
        there = connection.scalar(select(setting.c.name).where(setting.c.name == TOKEN)) is not None
    address = hub.settings.address or str(request.base_url)
    return page(request, "upkeep/upkeep.html", made=made, there=there, hub=address.rstrip("/"))
