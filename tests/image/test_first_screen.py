"""The medium starts towers, tells what they are within seconds, and keeps it where it can be carried away."""

from pathlib import Path

import pytest

from tests.image import stick as sticks
from tests.image import towers
from tests.image.guest import MEDIUM, Build, Guest, tower

pytestmark = pytest.mark.qemu
GIGABYTE = 1 << 30
MOST_IMAGE_BYTES, MOST_MEMORY_MEGABYTES = 200_000_000, 700
RECEPTION = {
    "Le code de l'étiquette": "val0042d", "Lot ou donateur": "mairie", "Le numéro du donateur": "", "Forme": "",
    "Combien de disques": "3", "Que manque-t-il": "", "Un verrou": "", "Une remarque": "",
}  # fmt: skip
ASKS = "éteindre >"  # the prompt: keys that come before it are passed over


def test_the_medium_is_no_larger_than_it_may_be() -> None:
    assert MEDIUM.stat().st_size <= MOST_IMAGE_BYTES


def test_its_partition_has_a_number_that_no_other_disk_has(stick: Path) -> None:
    start, _length = sticks.data_offset_bytes(stick)
    with stick.open("rb") as stream:
        stream.seek(start + 67)  # the volume number in a FAT32 boot sector; 39 in FAT12 and FAT16
        fat32 = stream.read(4)
        stream.seek(start + 39)
        assert bytes.fromhex("50435344")[::-1] in (fat32, stream.read(4)), "PCSol knows its own stick by it"


def test_a_dell_with_three_disks_is_read_as_it_was_made(tmp_path: Path, stick: Path) -> None:
    parts = [
        *towers.firmware(towers.DELL),
        *towers.hard_disk(tmp_path),
        *towers.solid_state(tmp_path),
        *towers.nvme(tmp_path),
        *towers.NETWORK_CARD,
    ]
    with tower(tmp_path / "dell", "bios", stick, Build(memory=4096, parts=parts)) as guest:
        guest.wait_for("PCSol regarde cette tour")
        guest.photograph("dell-start-words")
        shown = guest.wait_for("OptiPlex 7010")
        guest.wait_for_match(f"Sauvé[\\s\\S]*{ASKS}")
        assert "Dell Inc. OptiPlex 7010" in shown.text
        assert guest.screens[-1].used_megabytes <= MOST_MEMORY_MEGABYTES
        _has_its_accents(guest)
        _look_around(guest)
        _receive(guest)
        guest.type("x")
        assert guest.is_off(120)
    [intake] = [kept for kept in sticks.records(stick) if kept["kind"] == "intake"]
    assert (intake["body"]["code"], intake["body"]["drives_counted"]) == ("VAL-0042-D", 3)
    [record] = [kept for kept in sticks.records(stick) if kept["kind"] == "probe"]
    body = record["body"]
    assert (body["machine"]["manufacturer"], body["machine"]["model"]) == ("Dell Inc.", "OptiPlex 7010")
    assert (body["machine"]["serial"], body["machine"]["asset_tag"]) == ("7QX2P5J", "MAIRIE-0042")
    assert body["machine"]["firmware"]["date"] == "2019-05-30"
    assert body["machine"]["firmware"]["mode"] == "bios"
    assert body["memory"]["installed_bytes"] == 4 * GIGABYTE
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
    assert [port["mac"] for port in body["network"]] == [towers.MAC]
    assert disks["STICK0001"]["own_medium"] is True
    assert [serial for serial in disks if disks[serial]["own_medium"]] == ["STICK0001"]


def _has_its_accents(guest: Guest) -> None:
    """The letters as a person sees them, not as the console was sent them."""
    read = guest.read("dell-first-screen", "éteindre")
    assert "éteindre" in read
    assert "Mémoire" in read


def _look_around(guest: Guest) -> None:
    """The rest of the sheet, and the help."""
    for key, words, name in (("\n", "Page|page", "details"), ("a", "D'autres touches", "help")):
        guest.type(key)
        guest.wait_for_match(words)
        guest.photograph(f"dell-{name}")
        guest.type("x")  # any letter leaves these pages
        guest.wait_for_match(ASKS)


def _receive(guest: Guest) -> None:
    """Give the tower the code of its sticker, and answer what is asked."""
    guest.type("c")
    for question, answer in RECEPTION.items():
        guest.wait_for(question)
        if question == next(reversed(RECEPTION)):
            guest.photograph("dell-code")
        guest.type(f"{answer}\n")
    guest.wait_for_match(f"VAL-0042-D est enregistrée[\\s\\S]*{ASKS}")
    guest.photograph("dell-received")


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
    assert all(record["body"]["network"] == [] for record in records)  # looked for, and there is none
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
