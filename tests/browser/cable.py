"""The cable between a bench and its hub, which somebody may pull."""

import socket
import threading
from contextlib import suppress
from typing import Self


class Cable:
    """Carries what comes to its own port to the hub's; pulled, its port does not answer."""

    def __init__(self, hub_port: int) -> None:
        self.hub_port, self.port = hub_port, 0
        self._ends: list[socket.socket] = []

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.pull()

    def plug(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        self._ends = [listening]
        threading.Thread(target=self._take, args=(listening,), daemon=True).start()

    def pull(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends = []

    def _take(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                bench, _address = listening.accept()
                hub = socket.create_connection(("127.0.0.1", self.hub_port))
                self._ends += [bench, hub]
                for one, other in ((bench, hub), (hub, bench)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while content := one.recv(65_536):
            other.sendall(content)
        other.shutdown(socket.SHUT_WR)
