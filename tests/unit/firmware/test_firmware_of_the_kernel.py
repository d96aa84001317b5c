from pathlib import Path

import pytest

from pcsol.tools.kernel import dmi_ids, efi
from tests.unit.firmware.dumps import album, write

SECURE_BOOT = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"


def test_a_machine_whose_firmware_was_not_recorded_has_no_mode(tmp_path: Path) -> None:
    world = album(tmp_path)
    assert (efi.mode(world), efi.secure_boot(world)) == (None, None)


def test_a_start_through_bios_has_no_secure_boot(tmp_path: Path) -> None:
    write(tmp_path, "/sys/firmware/acpi/tables/FACP")
    write(tmp_path, "/sys/firmware/memmap/0/type")
    world = album(tmp_path)
    assert (efi.mode(world), efi.secure_boot(world)) == ("bios", False)


def test_a_recording_of_a_part_of_the_firmwares_folder_does_not_tell_the_mode(tmp_path: Path) -> None:
    """What was not copied is not known to be missing: the folder `efi` may have been there."""
    write(tmp_path, "/sys/firmware/acpi/tables/FACP")
    write(tmp_path, "/sys/firmware/dmi/tables/DMI")
    assert (efi.mode(album(tmp_path)), efi.secure_boot(album(tmp_path))) == (None, None)


def test_a_machine_that_is_no_pc_is_not_called_bios(tmp_path: Path) -> None:
    write(tmp_path, "/sys/firmware/devicetree/base/model")
    assert efi.mode(album(tmp_path)) is None


@pytest.mark.parametrize(("last", "secure"), [(b"\x01", True), (b"\x00", False), (b"", None)])
def test_secure_boot_is_the_byte_after_the_attributes(tmp_path: Path, last: bytes, secure: bool | None) -> None:
    write(tmp_path, SECURE_BOOT, b"\x06\x00\x00\x00" + last)
    world = album(tmp_path)
    assert (efi.mode(world), efi.secure_boot(world)) == ("uefi", secure)


def test_secure_boot_is_unknown_where_the_variables_are_not_mounted(tmp_path: Path) -> None:
    (tmp_path / "sys/firmware/efi/efivars").mkdir(parents=True)
    assert efi.secure_boot(album(tmp_path)) is None


def test_firmware_without_the_variable_has_no_secure_boot(tmp_path: Path) -> None:
    write(tmp_path, "/sys/firmware/efi/efivars/Boot0000-8be4df61-93ca-11d2-aa0d-00e098032b8c", b"x")
    assert efi.secure_boot(album(tmp_path)) is False


@pytest.mark.parametrize(
    ("number", "name"),
    [("3", "Desktop"), ("6", "Mini Tower"), ("134", "Mini Tower"), ("35", "Mini PC"), ("0", ""), ("99", ""), ("x", "")],
)
def test_a_chassis_number_gets_the_word_of_the_standard(number: str, name: str) -> None:
    assert dmi_ids.chassis_name(number) == name


def test_nothing_is_told_where_the_kernel_kept_nothing(tmp_path: Path) -> None:
    assert dmi_ids.read(album(tmp_path)) == ()
