"""A second line beside the encrypted one: the pages of workshop groups, and nothing else, without encryption.

It runs in the same process, so that pages on both lines hear of each other's writing at once, and SQLite keeps its one
writer. Several processes share the port (SO_REUSEPORT), as they share the other one.
"""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from typing_extensions import override

from pcsol.classroom.classroom import Classroom
from pcsol.server.hub import Hub
from pcsol.server.settings import HubSettings
from pcsol.server.upkeep.figures import Figures
from pcsol.server.workshops import plain

_SECONDS_TO_END = 2
# Open pages wait for news; more than these would be no workshop.
_MOST_AT_ONCE = 400
_log = logging.getLogger("pcsol.hub")


class _Beside(uvicorn.Server):
    """Signals are the main server's affair."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def beside(hub: Hub, common: Classroom, figures: Figures) -> AsyncIterator[None]:
    """Serve them inside the block. Without a port, or where it cannot be had, the hub serves on without them."""
    line = _line(hub.settings)
    if line is None:
        yield
        return
    server = _Beside(uvicorn.Config(
        plain.build(hub, common, figures), lifespan="off", log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_END, limit_concurrency=_MOST_AT_ONCE,
    ))  # fmt: skip
    serving = asyncio.create_task(server.serve([line]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def _line(settings: HubSettings) -> socket.socket | None:
    if settings.groups_port is None:
        return None
    line = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if settings.workers > 1:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        line.bind((settings.host, settings.groups_port))
    except OSError as err:
        line.close()
        _log.warning("pages of groups are not served on port %d: %s", settings.groups_port, err)
        return None
    return line
