"""/sys/bus/pci/devices: the PCI bus as the kernel sees it, by numbers and without names."""

import re

from pcsol.errors import FactError, FactMissingError, PCSolError
from pcsol.model.devices import PciDevice
from pcsol.tools.programs.lspci import MAKERS
from pcsol.tools.world.world import World

FOLDER = "/sys/bus/pci/devices"
# sysfs-bus-pci: pci:v(vendor)d(device)sv(subsystem vendor)sd(subsystem device)bc(class)sc(subclass)i(interface)
_ALIAS = re.compile(
    r"pci:v0000([0-9A-F]{4})d0000([0-9A-F]{4})sv0000([0-9A-F]{4})sd0000([0-9A-F]{4})"
    r"bc([0-9A-F]{2})sc([0-9A-F]{2})i([0-9A-F]{2})"
)
_DRIVER = re.compile(r"^DRIVER=(\S+)$", re.MULTILINE)


def read(world: World) -> tuple[PciDevice, ...]:
    """Return the devices that the kernel lists. Raises FactMissingError when it lists none."""
    slots = world.names(FOLDER)
    if not slots:
        raise FactMissingError(FOLDER)
    return tuple(parse(slot, _about(world, slot)) for slot in slots)


def _about(world: World, slot: str) -> str:
    for file in ("uevent", "modalias"):
        try:
            return world.read(f"{FOLDER}/{slot}/{file}")
        except FactError:
            continue
    return ""


def parse(slot: str, text: str) -> PciDevice:
    """Return the device that its `uevent` (or its `modalias` alone) describes; what is not in it is None."""
    alias = _ALIAS.search(text)
    driver = _DRIVER.search(text)
    if alias is None:
        return PciDevice(slot=slot, driver=driver[1] if driver else None)
    vendor, device, subsystem_vendor, subsystem_device, base, sub, interface = (part.lower() for part in alias.groups())
    return PciDevice(
        slot=slot,
        class_code=base + sub,
        prog_if=interface,
        vendor_id=vendor,
        vendor=MAKERS.get(vendor, (None,))[0],
        device_id=device,
        subsystem_vendor_id=subsystem_vendor,
        subsystem_device_id=subsystem_device,
        driver=driver[1] if driver else None,
    )


def driver(world: World, slot: str) -> str | None:
    """Return the driver bound to this device, or None when there is none or it is not told."""
    try:
        found = _DRIVER.search(world.read(f"{FOLDER}/{slot}/uevent"))
    except PCSolError:
        return None
    return found[1] if found else None


def on_board(world: World, slot: str) -> bool | None:
    """Return True when the firmware names the device as a part of the board; None when nothing tells.

    `acpi_index` and `label` come from ACPI's _DSM, `index` and `label` from SMBIOS type 41 (sysfs-bus-pci). Intel's
    chipsets hold their own Ethernet port at device 19h function 0 (ICH8 to series 9) or 1Fh function 6 (series 100 on).
    """
    files = world.names(f"{FOLDER}/{slot}") or ()
    if {"acpi_index", "index", "label"} & set(files):
        return True
    if slot in ("0000:00:19.0", "0000:00:1f.6"):
        about = parse(slot, _about(world, slot))
        return True if (about.vendor_id, about.class_code) == ("8086", "0200") else None
    return None
