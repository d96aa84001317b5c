"""A full, locked, missing or damaged medium, broken settings, a disk that hangs: PCSol starts and says so."""

from pathlib import Path

import pytest

from tests.image import stick as sticks
from tests.image import towers
from tests.image.guest import Build, tower

pytestmark = pytest.mark.qemu


def test_a_full_medium_is_said_to_be(tmp_path: Path, stick: Path) -> None:
    sticks.fill(stick)
    with tower(tmp_path / "full", "direct", stick) as guest:
        shown = guest.wait_for("PAS ENCORE SAUVÉ")
        guest.photograph("full")
        assert "place" in shown.text
    assert sticks.records(stick) == []


def test_a_medium_without_its_partition_is_missed(tmp_path: Path, stick: Path) -> None:
    sticks.wipe_data(stick)
    with tower(tmp_path / "missing", "direct", stick) as guest:
        guest.wait_for_match(r"PAS ENCORE SAUVÉ[\s\S]*éteindre >")
        guest.photograph("missing")
        guest.type("x")
        guest.wait_for_match("(?i)sauv")
        assert not guest.is_off(5)


def test_a_locked_stick_is_said_to_be_and_stays_as_it_was(tmp_path: Path, stick: Path) -> None:
    before = stick.read_bytes()
    with tower(tmp_path / "locked", "direct", stick, Build(locked=True)) as guest:
        shown = guest.wait_for("PAS ENCORE SAUVÉ")
        guest.photograph("locked")
        assert "verrou" in shown.text or "écriture" in shown.text
    assert stick.read_bytes() == before


def test_a_damaged_file_system_does_not_stop_the_start(tmp_path: Path, stick: Path) -> None:
    sticks.damage(stick)
    with tower(tmp_path / "damaged", "direct", stick) as guest:
        guest.wait_for_match("PAS ENCORE SAUVÉ|Sauvé")
        guest.photograph("damaged")


def test_broken_settings_are_shown_with_their_line(tmp_path: Path, stick: Path) -> None:
    sticks.put(stick, "settings.yaml", "# mes réglages\r\nlanguage: fr\r\nstructure: [Centre\r\n")
    with tower(tmp_path / "settings", "direct", stick) as guest:
        shown = guest.wait_for("settings.yaml")
        guest.photograph("settings")
        assert any(line in shown.text for line in ("ligne 3", "ligne 4"))
        guest.wait_for("Sauvé")


def test_a_disk_that_hangs_is_named_and_delays_no_other(tmp_path: Path, stick: Path) -> None:
    build = Build(parts=towers.solid_state(tmp_path), layer=towers.with_a_disk_that_hangs(tmp_path / "layer"))
    with tower(tmp_path / "hangs", "direct", stick, build) as guest:
        shown = guest.wait_for("Sauvé", 600)
        guest.photograph("hangs")
        assert "Le disque n'a rien dit de son état" in shown.text
    [record] = sticks.records(stick)
    disks = {disk["serial"]: disk for disk in record["body"]["disks"]}
    [hung] = [disk["name"] for disk in record["body"]["disks"] if "scsi_debug" in (disk["model"] or "")]
    whys = {one["what"]: one["why"] for one in record["body"]["unknown"]}
    assert "répondu" in whys[f"disks.{hung}.smart"]
    assert disks["S2R5SSD1"]["health"]["smart_passed"] is True
