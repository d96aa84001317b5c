"""The medium is made once (`make image`), and each test works on a copy of it."""

from pathlib import Path

import pytest

from tests.image import stick as sticks
from tests.image.guest import MEDIUM


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A fresh copy of the medium."""
    assert MEDIUM.is_file(), "run `make image` first"
    return sticks.fresh(tmp_path / "stick")
