"""What a phone reads off the printed sheet is what a person reads."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcsol.judge import codes
from pcsol.report.labels.layouts import LAYOUTS
from pcsol.report.labels.sheet import sheet


@pytest.mark.machine
@pytest.mark.parametrize("paper", LAYOUTS)
def test_every_symbol_of_a_printed_sheet_is_read_as_its_code(tmp_path: Path, paper: str) -> None:
    layout = LAYOUTS[paper]
    printed = [codes.compose("VAL", number) for number in range(1, layout.per_sheet)] + [
        codes.compose("LYON", 9_999_999)
    ]
    file = tmp_path / "stickers.pdf"
    file.write_bytes(sheet(printed, 1, datetime(2026, 11, 23, tzinfo=UTC), layout))
    # 150 dots per inch is what a cheap printer manages and a phone sees at arm's length.
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(file), str(tmp_path / "page")], check=True)
    scanned = subprocess.run(
        ["zbarimg", "--raw", "--quiet", str(tmp_path / "page-1.png")], check=True, capture_output=True, text=True
    )
    assert sorted(scanned.stdout.split()) == sorted(printed)
    assert {codes.read(code) for code in scanned.stdout.split()} == set(printed)
