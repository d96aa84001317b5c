"""`pcsol start` where nobody can answer."""

from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from tests.cli.keyboard import pcsol


def test_without_a_terminal_it_says_what_to_use_instead(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    said = pcsol(monkeypatch, "start")
    assert said.status == ExitCode.ANSWER_NEEDED
    assert "pcsol probe --json --save" in said.err
    assert not pcsol_home.exists()
