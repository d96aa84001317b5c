"""A sheet shows the hour of the watch beside it; a paper shows the same hour everywhere."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pcsol.i18n import speaking
from pcsol.report.quantities import by_the_clock, moment

WHEN = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)


@pytest.fixture
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("paris")
@pytest.mark.parametrize(("lang", "here", "everywhere"), [
    ("fr", "27/11/2026 00:30", "26/11/2026 23:30 UTC"),
    ("en", "2026-11-27 00:30", "2026-11-26 23:30 UTC"),
])  # fmt: skip
def test_in_paris_it_is_an_hour_later(lang: str, here: str, everywhere: str) -> None:
    with speaking(lang):
        assert (by_the_clock(WHEN), moment(WHEN)) == (here, everywhere)


def test_where_clocks_show_utc_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    with speaking("fr"):
        assert by_the_clock(WHEN) == "26/11/2026 23:30 UTC"
    monkeypatch.undo()
    time.tzset()
