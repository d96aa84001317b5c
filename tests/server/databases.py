"""Every test of the hub runs on SQLite and on PostgreSQL; the latter wants a server, so it is marked `machine`."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest

from pcsol.server.database.connect import connect
from pcsol.server.database.upgrade import upgrade
from pcsol.server.hub import Hub, open_hub
from pcsol.server.settings import HubSettings
from tests.server import postgresql
from tests.server.house import House

BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.machine)]
CERTIFICATE = b"the hub's certificate"
_numbers = count(1)


class Clock:
    """A time that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def socket() -> Iterator[Path]:
    with postgresql.cluster() as found:
        with _admin(found) as connection:
            connection.execute("CREATE DATABASE pattern")
        database = connect(postgresql.url(found, "pattern"))
        upgrade(database)
        database.close()
        yield found


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "pattern.sqlite"
    database = connect(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    return file


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("pattern"), tmp_path / "hub.sqlite")
        return f"sqlite:///{tmp_path / 'hub.sqlite'}"
    socket = request.getfixturevalue("socket")
    name = f"hub{next(_numbers)}"
    with _admin(socket) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE pattern")
    return postgresql.url(socket, name)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in which nothing is: on SQLite unless the test's own parameter says otherwise."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    socket, name = request.getfixturevalue("socket"), f"empty{next(_numbers)}"
    with _admin(socket) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.url(socket, name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub(database_url: str, clock: Clock, tmp_path: Path) -> Iterator[Hub]:
    hub = open_hub(HubSettings.of(tmp_path, database_url), CERTIFICATE, clock)
    yield hub
    hub.close()


@pytest.fixture
def house(hub: Hub, clock: Clock) -> Iterator[House]:
    with House(hub, clock) as house:
        yield house


def _admin(socket: Path) -> psycopg.Connection:
    return psycopg.connect(host=str(socket), user="postgres", dbname="postgres", autocommit=True)
