"""A hub of the tests' own process, on a port of this machine: for whoever needs a real line to it."""

import threading
import time

import uvicorn

from pcsol.server.app import build
from pcsol.server.hub import Hub


class Served:
    """A hub that is served from a thread until `end`."""

    def __init__(self, hub: Hub) -> None:
        self.app = build(hub)
        self.server = uvicorn.Server(uvicorn.Config(
            self.app, port=0, log_level="warning", timeout_graceful_shutdown=1, lifespan="off",
        ))  # fmt: skip
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"

    def end(self) -> None:
        self.server.should_exit = True
        self.thread.join()
