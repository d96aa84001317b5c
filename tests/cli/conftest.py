"""How a volunteer meets a command: in French, on 60 columns, with a home of the test's own."""

from collections.abc import Iterator

import pytest

from pcsol.i18n import speaking
from tests.cli.pty_person import leave


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch, pcsol_home: object) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "60")
    with speaking("fr"):
        yield


@pytest.fixture
def nobody_stays() -> Iterator[None]:
    yield
    leave()
