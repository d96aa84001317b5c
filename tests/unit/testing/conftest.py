"""Sentences are read in English."""

from collections.abc import Iterator

import pytest

from pcsol.i18n import speaking


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield
