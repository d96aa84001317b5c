"""One process of the hub. Its own file, so that the one that only starts the others does not carry the whole hub."""

import ctypes
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from pcsol.server.app import build
from pcsol.server.hub import open_hub
from pcsol.server.serving import certificate, rooms
from pcsol.server.settings import VARIABLE, HubSettings
from pcsol.server.upkeep import log

# malloc.h
_ARENA_MAX = -8


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
    _share_memory()
    # What stands now stands for ever: the collector does not walk through it again, while everybody waits.
    gc.collect()
    gc.freeze()
    return app


def _share_memory() -> None:
    """Let threads share two heaps: left to itself glibc makes many, and takes 16 MB more for the pages (mallopt(3))."""
    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 2)
