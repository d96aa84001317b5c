"""/sys/bus/pci/devices: the PCI bus as the kernel sees it, by numbers and without names."""

import re

from pcsol.errors import FactError
from pcsol.model.hardware.devices import PciDevice
from pcsol.tools.programs.lspci import MAKERS
from pcsol.tools.world.refusals import no_folder
from pcsol.tools.world.world import World

FOLDER = "/sys/bus/pci/devices"
# sysfs-bus-pci: pci:v(vendor)d(device)sv(subsystem vendor)sd(subsystem device)bc(class)sc(subclass)i(interface)
_ALIAS = re.compile(
    r"pci:v0000([0-9A-F]{4})d0000([0-9A-F]{4})sv0000([0-9A-F]{4})sd0000([0-9A-F]{4})"
    r"bc([0-9A-F]{2})sc([0-9A-F]{2})i([0-9A-F]{2})"
)
_CHIPSET_PORTS = ("0000:00:19.0", "0000:00:1f.6")
_NETWORK = re.compile(r"(?i)\b(?:lan|lom|nic|network|ethernet|gbe|gigabit)")
_DRIVER = re.compile(r"^DRIVER=(\S+)$", re.MULTILINE)


def read(world: World) -> tuple[PciDevice, ...]:
    """Return the devices that the kernel lists. Raises FactMissingError when it lists none."""
    slots = world.names(FOLDER)
    if not slots:
        raise no_folder(world, FOLDER)
    return tuple(one(world, slot) for slot in slots)


def one(world: World, slot: str) -> PciDevice:
    """Return one device as the kernel describes it."""
    return parse(slot, _told(world, slot, "uevent") or _told(world, slot, "modalias") or "")


def _told(world: World, slot: str, file: str) -> str | None:
    try:
        return world.read(f"{FOLDER}/{slot}/{file}")
    except FactError:
        return None


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
    return one(world, slot).driver


def on_board(world: World, device: PciDevice, name: str | None = None) -> bool | None:
    """Return True when an Ethernet port (its interface is called `name`) is surely a part of the board, else None.

    Intel's chipsets hold their own port at device 19h function 0 (ICH8 to series 9) or 1Fh function 6 (series 100 on).
    Else the firmware says so: `label` comes from SMBIOS type 41 or ACPI's _DSM (sysfs-bus-pci), by an address that is
    stale on some boards, so it has to speak of a network; udev calls a port that has such an index "eno1".
    """
    if device.class_code != "0200":
        return None
    if device.slot in _CHIPSET_PORTS and device.vendor_id == "8086":
        return True
    files = world.names(f"{FOLDER}/{device.slot}") or ()
    label = device.label or (_told(world, device.slot, "label") if "label" in files else None)
    if label:
        return True if _NETWORK.search(label) else None
    return True if "acpi_index" in files or re.fullmatch(r"eno\d+", name or "") else None
