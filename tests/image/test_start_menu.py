"""What the start menu says before any system runs."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.image.guest import Build, Guest, tower

pytestmark = pytest.mark.qemu


def read_until(guest: Guest, name: str, words: str, seconds: float = 20) -> str:
    """Photograph the screen until the words can be read on it, and return all that can."""
    deadline = time.monotonic() + seconds
    while True:
        argv = ["tesseract", str(guest.photograph(name)), "-", "-l", "fra", "--psm", "6"]
        found = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
        if words in found or time.monotonic() > deadline:
            return found


def test_the_menu_offers_french_english_and_power_off(tmp_path: Path, stick: Path) -> None:
    with tower(tmp_path / "menu", "bios", stick) as guest:
        words = read_until(guest, "menu", "English")
    assert "français" in words
    assert "English" in words
    assert "teindre" in words


def test_a_32_bit_processor_gets_a_sentence_in_french(tmp_path: Path, stick: Path) -> None:
    with tower(tmp_path / "old", "bios", stick, Build(processor="pentium3", memory=512)) as guest:
        words = read_until(guest, "32-bit", "32 bits")
        assert "32 bits" in words
        assert "pièces" in words
        assert guest.screens == []
