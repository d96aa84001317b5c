from pathlib import Path

import pytest

from pcsol.model.hardware.memory import Memory, Slot
from pcsol.probe.board import memory
from tests.unit.firmware.dumps import HEAD, album, array, device, write

GIB = 1 << 30


def look(folder: Path, dump: str) -> Memory:
    return memory.look(album(folder, HEAD + dump)).value


def slot(folder: Path, **fields: str) -> Slot:
    slots = look(folder, device("0x0011", **fields)).slots
    assert slots
    return slots[0]


def test_an_empty_slot_has_no_size_and_no_kind(tmp_path: Path) -> None:
    told = {"Size": "No Module Installed", "Type": "DDR", "Speed": "533 MT/s", "Manufacturer": "Samsung"}
    empty = slot(tmp_path, **told)
    assert empty == Slot(handle="0x0011", locator="DIMM1", populated=False)


def test_a_slot_of_unknown_size_is_neither_full_nor_empty(tmp_path: Path) -> None:
    found = look(tmp_path, device("0x0011") + device("0x0012", Size="Unknown"))
    assert found.slots
    assert found.slots[1].populated is None
    assert found.installed_bytes is None


@pytest.mark.parametrize("size", ["4 GB", "4096 MB", "4194304 kB"])
def test_a_size_is_bytes_whatever_its_unit(tmp_path: Path, size: str) -> None:
    assert slot(tmp_path, Size=size).size_bytes == 4 * GIB


@pytest.mark.parametrize("speed", ["1333 MT/s", "1333 MHz", "1333 MHz (0.8 ns)"])
def test_a_speed_is_transfers_whatever_its_unit(tmp_path: Path, speed: str) -> None:
    assert slot(tmp_path, Speed=speed).speed_mts == 1333


def test_the_firmwares_own_chip_is_no_slot(tmp_path: Path) -> None:
    chip = device("0x0013", Size="4096 kB", Type="Flash", Locator="SYSTEM ROM")
    unnamed = device("0x0014", Size="2 MB", Type="Other")
    flash = array("0x2000", Use="Flash Memory") + device(
        "0x0015", **{"Array Handle": "0x2000", "Size": "No Module Installed"}
    )
    found = look(tmp_path, array() + device("0x0011") + chip + unnamed + flash)
    assert [one.handle for one in found.slots or ()] == ["0x0011"]
    assert found.installed_bytes == 4 * GIB


def test_a_large_chip_of_the_firmware_is_no_slot_either(tmp_path: Path) -> None:
    found = look(tmp_path, array() + device("0x0011") + device("0x0013", Size="128 MB", Type="Flash"))
    assert [one.handle for one in found.slots or ()] == ["0x0011"]


def test_two_slots_of_one_name_stay_two(tmp_path: Path) -> None:
    found = look(tmp_path, device("0x0011", Locator="DIMM 0") + device("0x0012", Locator="DIMM 0"))
    assert [one.handle for one in found.slots or ()] == ["0x0011", "0x0012"]
    assert found.installed_bytes == 8 * GIB


@pytest.mark.parametrize(
    ("word", "speed", "kind"),
    [
        ("DDR3", "1600 MT/s", "DDR3"),
        ("DDR2 FB-DIMM", "667 MT/s", "DDR2"),
        ("DDR", "333 MT/s", "DDR"),
        ("DDR", "533 MT/s", None),
        ("DDR5", "4800 MT/s", "DDR5"),
        ("SDRAM", "Unknown", None),
        ("Other", "1333 MT/s", None),
        ("Unknown", "800 MT/s", None),
        ("<OUT OF SPEC>", "4800 MT/s", None),
        ("LPDDR4", "2400 MT/s", None),
    ],
)
def test_the_kind_is_null_where_the_word_cannot_be_believed(
    tmp_path: Path, word: str, speed: str, kind: str | None
) -> None:
    assert slot(tmp_path, Type=word, Speed=speed).kind == kind


def test_low_power_memory_that_is_soldered_keeps_its_kind(tmp_path: Path) -> None:
    assert slot(tmp_path, Type="LPDDR4X", **{"Form Factor": "Row Of Chips"}).kind == "LPDDR4X"


def test_a_number_becomes_the_makers_name_and_letters_in_hexadecimal_become_letters(tmp_path: Path) -> None:
    told = {"Manufacturer": "80CE000080CE", "Part Number": "0x4D3337384235373733444830204348392020"}
    found = slot(tmp_path, **told)
    assert (found.manufacturer, found.part_number) == ("Samsung", "M378B5773DH0 CH9")


def test_a_number_nobody_knows_is_no_makers_name(tmp_path: Path) -> None:
    assert slot(tmp_path, Manufacturer="0707").manufacturer is None
    assert (
        slot(tmp_path, Manufacturer="Unknown", **{"Module Manufacturer ID": "Bank 6, Hex 0x9B"}).manufacturer
        == "Crucial"
    )


def test_placeholders_of_a_stick_are_unknown(tmp_path: Path) -> None:
    told = {"Manufacturer": "Manufacturer00", "Part Number": "PartNum0", "Serial Number": "SerNum0"}
    found = slot(tmp_path, Locator="NO DIMM", **told)
    assert (found.locator, found.manufacturer, found.part_number, found.serial) == (None, None, None, None)


def test_more_may_be_installed_than_is_declared(tmp_path: Path) -> None:
    found = look(tmp_path, array(**{"Maximum Capacity": "2 GB"}) + device("0x0011"))
    assert (found.declared_max_bytes, found.installed_bytes) == (2 * GIB, 4 * GIB)


def test_what_two_arrays_declare_is_added_and_flash_is_not(tmp_path: Path) -> None:
    flash = array("0x1002", Use="Flash Memory", **{"Maximum Capacity": "4 MB"})
    found = look(tmp_path, array("0x1000") + array("0x1001") + flash + device("0x0011"))
    assert found.declared_max_bytes == 32 * GIB


def test_an_absurd_declaration_is_not_believed(tmp_path: Path) -> None:
    assert look(tmp_path, array(**{"Maximum Capacity": "17392 kB"}) + device("0x0011")).declared_max_bytes is None


@pytest.mark.parametrize(
    ("word", "ecc"), [("None", False), ("Single-bit ECC", True), ("Multi-bit ECC", True), ("Other", None)]
)
def test_error_correction_is_unknown_unless_said(tmp_path: Path, word: str, ecc: bool | None) -> None:
    assert look(tmp_path, array(**{"Error Correction Type": word}) + device("0x0011")).ecc is ecc


def test_slots_that_are_not_listed_are_unknown_not_none(tmp_path: Path) -> None:
    finding = memory.look(album(tmp_path, HEAD + "Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n"))
    assert finding.value.slots is None
    assert "memory.slots" in {unknown.what for unknown in finding.unknown}


def test_a_running_machine_without_a_stick_is_not_believed(tmp_path: Path) -> None:
    finding = memory.look(album(tmp_path, HEAD + device("0x0011", Size="No Module Installed")))
    assert finding.value.installed_bytes is None
    assert "memory.installed_bytes" in {unknown.what for unknown in finding.unknown}


def test_the_total_comes_from_the_kernel_without_any_dmidecode(tmp_path: Path) -> None:
    finding = memory.look(album(tmp_path, meminfo="MemTotal:        8054000 kB\nMemFree: 1 kB\n"))
    assert finding.value == Memory(total_bytes=8054000 * 1024)
    assert [unknown.what for unknown in finding.unknown] == ["memory.slots"]


def test_a_truncated_meminfo_gives_no_total(tmp_path: Path) -> None:
    write(tmp_path, "/proc/meminfo", b"MemTot")
    assert memory.look(album(tmp_path, HEAD + device("0x0011"))).value.total_bytes is None
