"""What the start menu says before any system runs."""

from pathlib import Path

import pytest

from tests.image import stick as sticks
from tests.image import towers
from tests.image.guest import Build, Guest, tower

pytestmark = pytest.mark.qemu


def _choose(guest: Guest, key: str) -> None:
    """Press a key of the menu. The arrow ends its two seconds: reading a picture may take longer."""
    for _time in range(12):
        guest.press("up")
    assert "English" in guest.read("menu-waits", "English")
    guest.press(key)


def test_the_menu_offers_french_english_a_check_of_the_memory_and_power_off(tmp_path: Path, stick: Path) -> None:
    with tower(tmp_path / "menu", "bios", stick) as guest:
        words = guest.read("menu", "English")
    assert "français" in words
    assert "English" in words
    assert "teindre" in words
    assert "moire" in words, "the letter before it may be read without its accent"
    assert "memory" in words


# The kernel's own check, and PCSol's: what is shipped takes eight minutes, and an emulated tower ten times that.
_MEMORY_ALONE = """\
schema: pcsol/test-profile/1
id: quick
title: {fr: La mémoire seule, en: The memory alone}
tests:
  - {test: boot-memory-test}
  - {test: memory, seconds: 60}
"""


def test_with_one_gigabyte_the_kernel_checks_the_memory_and_then_pcsol_does_and_the_system_lives_on(
    tmp_path: Path, stick: Path
) -> None:
    sticks.put_list_of_tests(stick, _MEMORY_ALONE)
    with tower(tmp_path / "memory", "bios", stick, Build(memory=1024)) as guest:
        _choose(guest, "t")
        guest.wait_for("PCSol regarde cette tour")
        guest.wait_for("Ensuite")
        guest.type("t")
        shown = guest.wait_for_match(r"Quel jour|RÉUSSI|À REGARDER|ÉCHEC", 400).text
        if "Quel jour" in shown:
            guest.type("\n")
            shown = guest.wait_for_match(r"RÉUSSI|À REGARDER|ÉCHEC", 400).text
        guest.photograph("memory-tested")
        guest.type("\n")
        guest.wait_for("Ensuite")
    [run] = [one["body"] for one in sticks.records(stick) if one["kind"] == "test"]
    by_id = {one["id"]: one for one in run["tests"]}
    assert {name: one["result"] for name, one in by_id.items()} == {"boot-memory-test": "passed", "memory": "passed"}
    [tested] = [one["value"] for one in by_id["memory"]["evidence"] if one["code"] == "memory-tested"]
    assert tested > 256 << 20, shown
    [before] = [one["value"] for one in by_id["memory"]["evidence"] if one["code"] == "memory-before"]
    assert before > 700 << 20, "what lies under the system now, the kernel had tested before"


def test_a_key_of_the_menu_starts_english_and_only_its_sheet_switches_off(tmp_path: Path, stick: Path) -> None:
    parts = [*towers.firmware(towers.DELL), *towers.solid_state(tmp_path)]
    with tower(tmp_path / "english", "bios", stick, Build(memory=4096, parts=parts)) as guest:
        _choose(guest, "n")
        guest.wait_for_match(r"Saved[\s\S]*switch off >")
        guest.photograph("english")
        guest.type("a")  # where a French keyboard has its A
        guest.wait_for("More keys, here and on the first screen")
        guest.type("\n")
        guest.wait_for("What the words mean")
        guest.type("x")
        sheet = guest.wait_for_match(r"Saved[\s\S]*switch off >").text
        for _time in range(9):  # systemd restarts at once after seven
            guest.press("ctrl", "alt", "delete")
        assert not guest.is_off(10)
        assert guest.last() == sheet


def test_a_key_of_the_menu_switches_the_tower_off(tmp_path: Path, stick: Path) -> None:
    with tower(tmp_path / "off", "bios", stick) as guest:
        _choose(guest, "x")
        assert guest.is_off(20)


def test_a_32_bit_processor_gets_a_sentence_in_french(tmp_path: Path, stick: Path) -> None:
    with tower(tmp_path / "old", "bios", stick, Build(processor="pentium3", memory=512)) as guest:
        words = guest.read("32-bit", "32 bits")
        assert "32 bits" in words
        assert "pièces" in words
        assert guest.screens == []
