"""What the kernel kept of SMBIOS in /sys/class/dmi/id: a plain user may read makers and models there, not serials."""

from pcsol.errors import FactError
from pcsol.tools.programs.dmidecode import BOARD, CHASSIS, FIRMWARE, SYSTEM, Structure
from pcsol.tools.world.world import World

_FOLDER = "/sys/class/dmi/id"
_NAMES = {
    FIRMWARE: {"bios_vendor": "Vendor", "bios_version": "Version", "bios_date": "Release Date"},
    SYSTEM: {
        "sys_vendor": "Manufacturer",
        "product_name": "Product Name",
        "product_version": "Version",
        "product_serial": "Serial Number",
        "product_uuid": "UUID",
        "product_family": "Family",
    },
    BOARD: {
        "board_vendor": "Manufacturer",
        "board_name": "Product Name",
        "board_version": "Version",
        "board_serial": "Serial Number",
        "board_asset_tag": "Asset Tag",
    },
    CHASSIS: {
        "chassis_vendor": "Manufacturer",
        "chassis_type": "Type",
        "chassis_version": "Version",
        "chassis_serial": "Serial Number",
        "chassis_asset_tag": "Asset Tag",
    },
}
# SMBIOS 3.7, table 17; dmidecode's words for them.
_LISTED = (
    "Other|Unknown|Desktop|Low Profile Desktop|Pizza Box|Mini Tower|Tower|Portable|Laptop|Notebook|Hand Held"
    "|Docking Station|All In One|Sub Notebook|Space-saving|Lunch Box|Main Server Chassis|Expansion Chassis"
    "|Sub Chassis|Bus Expansion Chassis|Peripheral Chassis|RAID Chassis|Rack Mount Chassis|Sealed-case PC"
    "|Multi-system|CompactPCI|AdvancedTCA|Blade|Blade Enclosing|Tablet|Convertible|Detachable|IoT Gateway"
    "|Embedded PC|Mini PC|Stick PC"
)
_CHASSIS_TYPES = tuple(_LISTED.split("|"))
_LOCK_BIT = 0x80


def read(world: World) -> tuple[Structure, ...]:
    """Return what can be read, in the shape of dmidecode's structures 0 to 3. Never fails: () is *could not look*."""
    here = world.names(_FOLDER)
    found = [_structure(world, kind, names) for kind, names in _NAMES.items()] if here else []
    return tuple(one for one in found if one.fields)


def _structure(world: World, kind: int, names: dict[str, str]) -> Structure:
    fields = {}
    for name, meaning in names.items():
        try:
            fields[meaning] = world.read(f"{_FOLDER}/{name}", 4096).strip()
        except FactError:  # root's only, or not on this machine
            continue
    if kind == CHASSIS:
        fields["Type"] = chassis_name(fields.get("Type", ""))
    return Structure("", kind, fields=fields)


def chassis_name(number: str) -> str:
    """Return dmidecode's word for a chassis type number, "" for one that the standard does not know."""
    kind = int(number) & ~_LOCK_BIT if number.isdecimal() else 0
    return _CHASSIS_TYPES[kind - 1] if 1 <= kind <= len(_CHASSIS_TYPES) else ""
