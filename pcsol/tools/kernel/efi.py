"""How this machine was started, and what guards it: /sys/firmware, efivarfs, /sys/class/tpm."""

from typing import Literal

from pcsol.errors import FactError
from pcsol.tools.world.world import World

_FIRMWARE = "/sys/firmware"
_VARIABLES = "/sys/firmware/efi/efivars"
_SECURE_BOOT = "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
_TABLES = "/sys/firmware/acpi/tables"
_TPM_CLASS = "/sys/class/tpm"
_NEIGHBOUR = "memmap"  # every PC has it, and nobody keeps it alone: a list with it is the whole list
_VERSIONS = {"1": "1.2", "2": "2.0"}


def mode(world: World) -> Literal["uefi", "bios"] | None:
    """Return how the running system was started; None when /sys/firmware was not there to look at whole.

    This is the way of this start, not all that the firmware can do: a UEFI machine started through its BIOS
    compatibility says "bios".
    """
    names = world.names(_FIRMWARE)
    if names and "efi" in names:
        return "uefi"
    return "bios" if names and _NEIGHBOUR in names else None


def secure_boot(world: World) -> bool | None:
    """Return whether Secure Boot was in force at this start. A start through BIOS never has it.

    efivarfs puts four bytes of attributes before the value (kernel, Documentation/filesystems/efivarfs.rst).
    """
    if mode(world) != "uefi":
        return False if mode(world) == "bios" else None
    variables = world.names(_VARIABLES)
    if variables and _SECURE_BOOT not in variables:
        return False
    try:
        raw = world.read_bytes(f"{_VARIABLES}/{_SECURE_BOOT}", 16)
    except FactError:
        return None
    return raw[4] == 1 if len(raw) == 5 else None


def acpi_tables(world: World) -> tuple[str, ...] | None:
    """Return the names of the ACPI tables; None when they were not there to look at."""
    return world.names(_TABLES)


def tpm(world: World) -> tuple[bool | None, str | None]:
    """Return whether the kernel drives a TPM (None: could not look), and "1.2" or "2.0" where it tells (Linux 5.6)."""
    names = world.names(_TPM_CLASS)
    if names is None:
        return None, None
    if "tpm0" not in names:
        return False, None
    try:
        return True, _VERSIONS.get(world.read(f"{_TPM_CLASS}/tpm0/tpm_version_major", 16).strip())
    except FactError:
        return True, None
