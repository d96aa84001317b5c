"""One process of the hub. Its own file, so that the one that only starts the others does not carry the whole hub."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from pcsol.server.app import build
from pcsol.server.hub import open_hub
from pcsol.server.serving import certificate, rooms
from pcsol.server.settings import VARIABLE, HubSettings
from pcsol.server.upkeep import log


def process() -> FastAPI:
    """Return the application of one process, by the settings of the one that started it."""
    settings = HubSettings.model_validate_json(os.environ[VARIABLE])
    log.to_stderr()
    seen = certificate.der(settings.certificate) if settings.certificate else None
    hub = open_hub(settings, seen)
    app = build(hub)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with rooms.beside(hub, app.state.classroom, app.state.figures):
            yield
        hub.close()

    app.router.lifespan_context = lifespan
    # What stands now stands for ever: the collector does not walk through it again, while everybody waits.
    gc.collect()
    gc.freeze()
    return app
