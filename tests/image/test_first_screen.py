"""The medium starts towers, tells what they are within seconds, and keeps it where it can be carried away."""

from pathlib import Path

import pytest

from tests.image import stick as sticks
from tests.image import towers
from tests.image.guest import Build, tower

pytestmark = pytest.mark.qemu
GIGABYTE = 1 << 30
ASKS = "éteindre >"  # the prompt: keys that come before it are passed over


def test_a_dell_with_three_disks_is_read_as_it_was_made(tmp_path: Path, stick: Path) -> None:
    parts = [
        *towers.firmware(towers.DELL),
        *towers.hard_disk(tmp_path),
        *towers.solid_state(tmp_path),
        *towers.nvme(tmp_path),
    ]
    with tower(tmp_path / "dell", "bios", stick, Build(parts=parts)) as guest:
        shown = guest.wait_for("OptiPlex 7010")
        guest.wait_for_match(f"Sauvé[\\s\\S]*{ASKS}")
        guest.photograph("dell-first-screen")
        assert "Dell Inc. OptiPlex 7010" in shown.text
        guest.type("\n")
        guest.wait_for_match("Page|page")
        guest.photograph("dell-details")
        guest.type("q")
        guest.wait_for_match(ASKS)
        guest.type("x")
        assert guest.is_off(120)
    [record] = [kept for kept in sticks.records(stick) if kept["kind"] == "probe"]
    body = record["body"]
    assert (body["machine"]["manufacturer"], body["machine"]["model"]) == ("Dell Inc.", "OptiPlex 7010")
    assert (body["machine"]["serial"], body["machine"]["asset_tag"]) == ("7QX2P5J", "MAIRIE-0042")
    assert body["machine"]["firmware"]["date"] == "2019-05-30"
    assert body["machine"]["firmware"]["mode"] == "bios"
    assert body["memory"]["installed_bytes"] == 2 * GIGABYTE
    disks = {disk["serial"]: disk for disk in body["disks"]}
    facts = {serial: (disks[serial]["medium"], disks[serial]["bus"], disks[serial]["size_bytes"]) for serial in disks}
    assert (
        facts.items()
        >= {
            "Z2AXHDD1": ("hdd", "sata", 500_107_862_016),
            "S2R5SSD1": ("ssd", "sata", 250_059_350_016),
            "NVME0001": ("ssd", "nvme", 128_035_676_160),
        }.items()
    )
    assert disks["STICK0001"]["own_medium"] is True
    assert [serial for serial in disks if disks[serial]["own_medium"]] == ["STICK0001"]


def test_an_hp_with_one_gigabyte_starts_and_a_pulled_stick_is_missed(tmp_path: Path, stick: Path) -> None:
    parts = [*towers.firmware(towers.HP), *towers.solid_state(tmp_path)]
    with tower(tmp_path / "hp", "bios", stick, Build(memory=1024, parts=parts)) as guest:
        guest.wait_for("HP Compaq Pro 6300")
        guest.wait_for_match(f"Sauvé[\\s\\S]*{ASKS}")
        guest.photograph("hp-first-screen")
        guest.pull_stick()
        [first] = sticks.records(stick)  # "Sauvé" stood on the screen: it must lie there whole
        guest.type("r")
        guest.wait_for_match(f"PAS ENCORE SAUVÉ[\\s\\S]*{ASKS}")
        guest.photograph("hp-stick-pulled")
        guest.type("x")
        guest.wait_for_match("(?i)branchez|rebranchez")
        guest.photograph("hp-power-off-asks")
        guest.plug_stick()  # what waited is saved, and the tower goes off as it was asked to
        assert guest.is_off(120)
    records = sticks.records(stick)
    assert first in records
    assert len(records) == 2
    assert {record["body"]["machine"]["model"] for record in records} == {"HP Compaq Pro 6300 SFF"}


def test_a_board_that_nobody_filled_in_is_named_by_its_board_in_english_under_uefi(tmp_path: Path, stick: Path) -> None:
    sticks.put(stick, "settings.yaml", "language: en\r\nstructure: Centre social\r\n")
    parts = [*towers.firmware(towers.NOBODY), *towers.hard_disk(tmp_path)]
    with tower(tmp_path / "nobody", "uefi", stick, Build(parts=parts)) as guest:
        shown = guest.wait_for("ASRock G41M-VS3")
        guest.photograph("nobody-first-screen")
        assert "To Be Filled" not in shown.text
        guest.wait_for("Saved")
    [record] = sticks.records(stick)
    assert record["body"]["machine"]["firmware"]["mode"] == "uefi"
    assert record["structure"] == "Centre social"
    assert record["body"]["machine"]["serial"] is None
    assert not any(mark["usable"] for mark in record["body"]["identity"]["marks"])
