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

# malloc.h: numbers of settings, and the sizes at which glibc begins.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_BEGINS_AT = 128 << 10


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
    _keep_little_memory()
    # What stands now stands for ever: the collector does not walk through it again, while everybody waits.
    gc.collect()
    gc.freeze()
    return app


def _keep_little_memory() -> None:
    """Have glibc give back what is free (mallopt(3)).

    Left to itself it makes a heap for many a thread, 16 MB more for the pages; and after the first photo it takes big
    pieces from a heap that seldom shrinks: 230 MB after six photos of 12 million dots, where this keeps 150.
    """
    with suppress(AttributeError, OSError):  # another C library
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, 2)
        library.mallopt(_MMAP_THRESHOLD, _BEGINS_AT)
        library.mallopt(_TRIM_THRESHOLD, _BEGINS_AT)
