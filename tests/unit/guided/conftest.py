import pytest

from pcsol.i18n import speaking


@pytest.fixture(autouse=True)
def _in_english():
    with speaking("en"):
        yield
