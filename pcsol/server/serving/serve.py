"""Serve: one process or several, each with the whole hub in it, the same settings, and the database between them."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from pcsol.errors import HubError
from pcsol.i18n import _
from pcsol.server.app import build
from pcsol.server.hub import open_hub
from pcsol.server.serving import announce, certificate
from pcsol.server.settings import HubSettings
from pcsol.server.upkeep import log

# How the processes of one hub learn their settings from the one that starts them.
_VARIABLE = "PCSOL_HUB_SETTINGS"
# Pages that are open live would keep a process from ending.
_SECONDS_TO_END = 5
# A station keeps its line open between two records: a new one costs it a TLS handshake.
_SECONDS_IDLE = 60


def serve(settings: HubSettings) -> None:
    """Serve until a signal ends it. Raises HubError."""
    if settings.workers > 1 and settings.database.startswith("sqlite"):
        raise HubError(
            _("SQLite serves one process."), remedy=_("Give a PostgreSQL database, or leave --workers away.")
        )
    os.environ[_VARIABLE] = settings.model_dump_json()
    with announce.announced(settings):
        uvicorn.run(
            "pcsol.server.serving.serve:process", factory=True, host=settings.host, port=settings.port,
            workers=settings.workers, ssl_certfile=None if settings.plain else settings.certificate,
            ssl_keyfile=None if settings.plain else settings.key, server_header=False, access_log=False,
            log_config=None, timeout_graceful_shutdown=_SECONDS_TO_END, timeout_keep_alive=_SECONDS_IDLE, lifespan="on",
            proxy_headers=settings.plain, forwarded_allow_ips="127.0.0.1,::1",
        )  # fmt: skip


def process() -> FastAPI:
    """Return the application of one process, by the settings of the one that started it."""
    settings = HubSettings.model_validate_json(os.environ[_VARIABLE])
    log.to_stderr()
    seen = certificate.der(settings.certificate) if settings.certificate else None
    hub = open_hub(settings, seen)
    app = build(hub)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        hub.close()

    app.router.lifespan_context = lifespan
    return app
