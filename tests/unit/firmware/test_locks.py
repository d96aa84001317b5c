from pathlib import Path

import pytest

from pcsol.i18n import speaking
from pcsol.model.hardware.machine import Lock
from pcsol.probe.board import machine
from tests.unit.firmware.dumps import LENOVO, album, write


def security(power_on: str, keyboard: str, administrator: str) -> str:
    return (
        f"Handle 0x0024, DMI type 24, 5 bytes\nHardware Security\n\tPower-On Password Status: {power_on}\n"
        f"\tKeyboard Password Status: {keyboard}\n\tAdministrator Password Status: {administrator}\n"
        "\tFront Panel Reset Status: Disabled\n\n"
    )


def amt(flags: str) -> str:
    return (
        "Handle 0x0026, DMI type 130, 20 bytes\nOEM-specific Type\n\tHeader and Data:\n"
        f"\t\t82 14 26 00 24 41 4D 54 {flags} A5 1B 02\n\t\t00 00 00 00\n\n"
    )


def locks(folder: Path, more: str) -> dict[str, Lock]:
    found = machine.look(album(folder, LENOVO + more)).value.locks
    return {lock.kind: lock for lock in found or ()}


def test_a_password_of_the_settings_alone_is_believed(tmp_path: Path) -> None:
    found = locks(tmp_path, security("Disabled", "Not Implemented", "Enabled"))
    assert {kind: lock.state for kind, lock in found.items()} == {
        "firmware-password": "set",
        "power-on-password": "clear",
    }


def test_a_firmware_that_says_enabled_of_both_is_doubted(tmp_path: Path) -> None:
    found = locks(tmp_path, security("Enabled", "Unknown", "Enabled"))
    assert {lock.state for lock in found.values()} == {"present"}


def test_a_keyboard_password_is_never_believed_to_be_set(tmp_path: Path) -> None:
    assert locks(tmp_path, security("Disabled", "Enabled", "Disabled"))["keyboard-password"].state == "present"


def test_what_is_not_implemented_is_no_lock(tmp_path: Path) -> None:
    told = album(tmp_path, LENOVO + security("Unknown", "Not Implemented", "<OUT OF SPEC>"))
    assert machine.look(told).value.locks == ()


@pytest.mark.parametrize(("flags", "seen"), [("01 00 00 00 01", True), ("00 00 00 00 00", False), ("0", False)])
def test_amt_is_there_when_its_flags_say_so(tmp_path: Path, flags: str, seen: bool) -> None:
    assert ("amt" in locks(tmp_path, amt(flags))) is seen


def test_absolute_is_seen_in_the_firmwares_strings(tmp_path: Path) -> None:
    strings = "Handle 0x0011, DMI type 11, 5 bytes\nOEM Strings\n\tString 1: Computrace Support\n\n"
    assert locks(tmp_path, strings)["absolute"].state == "present"


def test_a_program_for_windows_in_the_firmware_is_a_hint_only(tmp_path: Path) -> None:
    write(tmp_path, "/sys/firmware/acpi/tables/WPBT")
    assert locks(tmp_path, "")["absolute"].state == "present"


def test_a_licence_of_windows_makes_autopilot_unknown_not_a_lock(tmp_path: Path) -> None:
    write(tmp_path, "/sys/firmware/acpi/tables/MSDM")
    finding = machine.look(album(tmp_path, LENOVO))
    assert finding.value.locks is None
    assert {unknown.what for unknown in finding.unknown} == {
        "machine.locks.autopilot",
        "machine.locks.firmware-password",
    }


def test_a_firmware_that_is_silent_about_passwords_is_not_without_locks(tmp_path: Path) -> None:
    assert machine.look(album(tmp_path, LENOVO + amt("00 00 00 00 00"))).value.locks is None


def test_locks_are_unknown_when_nothing_could_be_looked_at(tmp_path: Path) -> None:
    assert machine.look(album(tmp_path)).value.locks is None


def test_locks_speak_french(tmp_path: Path) -> None:
    with speaking("fr"):
        found = locks(tmp_path, security("Disabled", "Unknown", "Enabled"))
    assert (
        found["firmware-password"].text == "mot de passe des réglages (BIOS) : il y en a un ; demandez-le au donateur"
    )
