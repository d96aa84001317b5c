"""What the tests of a joined group share."""

from collections.abc import Iterator

import pytest

from pcsol.i18n import speaking
from tests.unit.rounds.joined.server import Clock, Server


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def clock() -> Clock:
    return Clock()
