"""A hub of the tests' own process, on a port of this machine: for whoever needs a real line to it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from sqlalchemy import func, select

from pcsol.model.letters.outbox import Enrolment
from pcsol.push.enrol.enrolling import Newcomer, enrol
from pcsol.server.app import build
from pcsol.server.database.tables import record as kept_records
from pcsol.server.hub import Hub, open_hub
from pcsol.server.settings import HubSettings
from pcsol.store.letters.key import letter_key
from pcsol.store.post import enrolled
from tests.post_office import Certificate, certificate
from tests.server.house import House


class Served:
    """A hub that is served from a thread until `end`; `shown`: encrypted, with this certificate."""

    def __init__(self, hub: Hub, shown: Certificate | None = None) -> None:
        self.app = build(hub)
        certified = {"ssl_certfile": shown.file, "ssl_keyfile": shown.file} if shown else {}
        self.server = uvicorn.Server(uvicorn.Config(
            self.app, port=0, log_level="critical" if shown else "warning", timeout_graceful_shutdown=1,
            lifespan="off", ws="none", **certified,
        ))  # fmt: skip
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http{'s' if shown else ''}://127.0.0.1:{port}"

    def end(self) -> None:
        self.server.should_exit = True
        self.thread.join()


@contextmanager
def serving(hub: Hub, shown: Certificate) -> Iterator[str]:
    """Serve a hub on this machine, and give its address."""
    found = Served(hub, shown)
    try:
        yield found.url
    finally:
        found.end()


class Real:
    """A hub that is served, with two structures in it."""

    def __init__(self, hub: Hub, house: House, url: str) -> None:
        self.hub, self.house, self.url = hub, house, url

    def enrol(self, home: Path) -> Enrolment:
        here = enrol(self.url, self.house.code(), Newcomer(letter_key(home).private))
        enrolled.keep(home, here)
        return here

    def count(self) -> int:
        with self.hub.database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(kept_records)).scalar_one())


@contextmanager
def served(folder: Path, database_url: str) -> Iterator[Real]:
    """Serve a hub with an empty database and a certificate of its own; it closes at the end."""
    shown = certificate(folder)
    hub = open_hub(HubSettings.of(folder, database_url), shown.der, lambda: datetime.now(UTC))
    with House(hub, hub.now) as house, serving(hub, shown) as url:
        yield Real(hub, house, url)
    hub.close()
