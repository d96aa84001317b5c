"""Serve: one process or several, each with the whole hub in it, the same settings, and the database between them."""

import os

import uvicorn

from pcsol.errors import HubError
from pcsol.i18n import _
from pcsol.server.serving import announce
from pcsol.server.settings import VARIABLE, HubSettings

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
    os.environ[VARIABLE] = settings.model_dump_json()
    with announce.announced(settings):
        uvicorn.run(
            "pcsol.server.serving.process:process", factory=True, host=settings.host, port=settings.port,
            workers=settings.workers, ssl_certfile=None if settings.plain else settings.certificate,
            ssl_keyfile=None if settings.plain else settings.key, server_header=False, access_log=False,
            log_config=None, timeout_graceful_shutdown=_SECONDS_TO_END, timeout_keep_alive=_SECONDS_IDLE, lifespan="on",
            proxy_headers=settings.plain, forwarded_allow_ips="127.0.0.1,::1",
        )  # fmt: skip
