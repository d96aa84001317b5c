"""One furnished house for all tests of a module: those that change it say so, and clean up or come last."""

import shutil
from collections.abc import Iterator
from itertools import count

import psycopg
import pytest

from pcsol.server.hub import open_hub
from pcsol.server.settings import HubSettings
from tests.server import postgresql
from tests.server.databases import BOTH, CERTIFICATE, Clock
from tests.server.hostile.furnished import Furnished, furnish
from tests.server.house import House

_numbers = count(1)


@pytest.fixture(scope="module", params=BOTH)
def furnished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    place, clock = tmp_path_factory.mktemp("furnished"), Clock()
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("pattern"), place / "hub.sqlite")
        url = f"sqlite:///{place / 'hub.sqlite'}"
    else:
        socket, name = request.getfixturevalue("socket"), f"furnished{next(_numbers)}"
        with psycopg.connect(host=str(socket), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE pattern")
        url = postgresql.url(socket, name)
    hub = open_hub(HubSettings.of(place, url), CERTIFICATE, clock)
    with House(hub, clock) as house, house.client:  # entered: one thread for all requests
        yield furnish(house)
    hub.close()
