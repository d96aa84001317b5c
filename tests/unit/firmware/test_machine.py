from pathlib import Path

import pytest

from pcsol.model.hardware.machine import Machine, Tpm
from pcsol.probe.board import machine
from pcsol.probe.board.machine import iso_date
from tests.unit.firmware.dumps import ASSEMBLED, HEAD, LENOVO, album, write


def look(folder: Path, dump: str) -> Machine:
    return machine.look(album(folder, dump)).value


def test_a_lenovo_is_called_as_on_its_case_and_keeps_its_type_number(tmp_path: Path) -> None:
    found = look(tmp_path, LENOVO)
    assert (found.manufacturer, found.model, found.version) == ("LENOVO", "ThinkCentre M99", "10XX001XFR")


def test_a_lenovo_without_a_name_is_called_by_its_family_else_its_number(tmp_path: Path) -> None:
    nameless = LENOVO.replace("Version: ThinkCentre M99", "Version: INVALID")
    assert look(tmp_path, nameless).model == "10XX001XFR"
    assert look(tmp_path, nameless.replace("To be filled by O.E.M.", "ThinkCentre M99")).model == "ThinkCentre M99"


def test_a_version_that_is_no_name_does_not_name_a_lenovo(tmp_path: Path) -> None:
    assert look(tmp_path, LENOVO.replace("Version: ThinkCentre M99", "Version: 1.0")).model == "10XX001XFR"


def test_an_assembled_tower_is_called_by_its_board(tmp_path: Path) -> None:
    found = look(tmp_path, ASSEMBLED)
    assert (found.manufacturer, found.model) == ("ASUSTeK COMPUTER INC.", "P8H61-M LX2")
    assert found.board.model == found.model


def test_no_placeholder_is_kept(tmp_path: Path) -> None:
    found = look(tmp_path, ASSEMBLED)
    assert (found.serial, found.uuid, found.version, found.asset_tag) == (None, None, None, None)
    assert (found.chassis_serial, found.board.version, found.board.serial) == (None, None, None)


def test_what_identifies_it_is_kept(tmp_path: Path) -> None:
    found = look(tmp_path, LENOVO)
    assert (found.serial, found.asset_tag) == ("PBX7R2Q", "MAIRIE-0042")
    assert found.uuid == "6f1c2b60-1111-11e3-9f0a-2c56dc3b7a10"
    assert (found.firmware.vendor, found.firmware.version, found.firmware.date) == ("LENOVO", "FBKT99AUS", "2023-06-15")


def test_a_serial_that_is_the_models_name_is_no_serial(tmp_path: Path) -> None:
    assert look(tmp_path, LENOVO.replace("Serial Number: 1ZX9QK77", "Serial Number: SHARKBAY")).board.serial is None


def test_a_board_that_is_called_by_its_maker_has_no_model(tmp_path: Path) -> None:
    assert look(tmp_path, LENOVO.replace("SHARKBAY", "LENOVO")).board.model is None


def test_the_mainboard_is_taken_among_several_boards(tmp_path: Path) -> None:
    riser = (
        "Handle 0x0009, DMI type 2, 15 bytes\nBase Board Information\n\tProduct Name: RISER\n\tType: Memory Module\n\n"
    )
    assert look(tmp_path, LENOVO.replace("Handle 0x0002", riser + "Handle 0x0002")).board.model == "SHARKBAY"


def test_a_machine_without_a_name_says_so(tmp_path: Path) -> None:
    finding = machine.look(album(tmp_path, HEAD + "Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n"))
    assert finding.value.model is None
    assert "machine.model" in {unknown.what for unknown in finding.unknown}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("06/15/2023", "2023-06-15"),
        ("06/15/2023 -", "2023-06-15"),
        ("10/07/10", "2010-10-07"),
        ("02/29/08", "2008-02-29"),
        ("12/31/99", "1999-12-31"),
        ("2020/11/20", "2020-11-20"),
        ("Aug 23 2023", "2023-08-23"),
        ("24/12/2013", "2013-12-24"),
        ("02/30/2010", None),
        ("00/00/0000", None),
        ("07/07/1970", None),
        ("Foo 23 2023", None),
        ("Not Specified", None),
        ("", None),
    ],
)
def test_a_firmware_date_is_iso_or_unknown(text: str, date: str | None) -> None:
    assert iso_date(text) == date


def test_a_tpm_is_told_by_the_kernel(tmp_path: Path) -> None:
    write(tmp_path, "/sys/class/tpm/tpm0/tpm_version_major", b"2\n")
    assert look(tmp_path, LENOVO).tpm == Tpm(present=True, version="2.0")


def test_a_tpm_is_told_by_the_firmware_where_the_kernel_is_silent(tmp_path: Path) -> None:
    tpm = "Handle 0x0043, DMI type 43, 31 bytes\nTPM Device\n\tSpecification Version: 1.2\tFirmware Revision: 7.2\n"
    assert look(tmp_path, LENOVO + tpm).tpm == Tpm(present=True, version="1.2")


def test_a_tpm_is_unknown_where_nobody_looked_and_absent_where_the_kernel_sees_none(tmp_path: Path) -> None:
    assert look(tmp_path, LENOVO).tpm is None
    (tmp_path / "sys/class/tpm").mkdir(parents=True)
    assert look(tmp_path, LENOVO).tpm == Tpm(present=False)


def test_a_plain_user_learns_the_names_that_the_kernel_kept(tmp_path: Path) -> None:
    for name, text in {"sys_vendor": b"Dell Inc.\n", "product_name": b"OptiPlex 999\n", "chassis_type": b"6\n"}.items():
        write(tmp_path, f"/sys/class/dmi/id/{name}", text)
    write(tmp_path, "/sys/class/dmi/id/bios_date", b"05/30/2019\n")
    finding = machine.look(album(tmp_path))
    assert (finding.value.manufacturer, finding.value.model) == ("Dell Inc.", "OptiPlex 999")
    assert (finding.value.form_factor, finding.value.firmware.date) == ("tower", "2019-05-30")
    assert finding.value.locks is None
    assert [unknown.what for unknown in finding.unknown] == ["machine"]


def test_a_machine_nobody_could_look_at_is_wholly_unknown(tmp_path: Path) -> None:
    finding = machine.look(album(tmp_path))
    assert finding.value == Machine()
    assert [unknown.what for unknown in finding.unknown] == ["machine"]
