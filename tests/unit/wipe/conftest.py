"""Sentences are compared in English."""

import pytest

from pcsol.i18n import speaking


@pytest.fixture
def english():
    with speaking("en"):
        yield
