"""The pages that are made from the program say what the program says."""

import runpy
from pathlib import Path

import pytest

GENERATE = runpy.run_path(str(Path(__file__).resolve().parents[2] / "docs" / "generate.py"))
PAGES: dict[Path, str] = GENERATE["pages"]()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_generated_page_is_up_to_date(page: Path) -> None:
    assert page.read_text("utf-8") == PAGES[page], "run `make reference`"
