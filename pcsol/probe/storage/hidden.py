"""Storage that is there and that the kernel does not show as a disk: a mode of the firmware, a controller, an HPA."""

from collections.abc import Iterator
from functools import partial

from pcsol.errors import FactError, PCSolError, UnrecordedError
from pcsol.i18n import _
from pcsol.model.devices import PciDevice
from pcsol.model.disk import HiddenStorage
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.kernel import block, pci
from pcsol.tools.programs import hdparm, lspci
from pcsol.tools.world.abreast import Errand, every
from pcsol.tools.world.world import World

_SECONDS = 20.0
_INTEL = "8086"
_RAID_CLASS = "0104"
# PCI Code and ID Assignment Specification, base class 01h; 02h is floppy, and a tape or an NVDIMM is no disk.
_STORAGE_CLASSES = ("0100", "0101", "0104", "0105", "0106", "0107", "0108", "0180")
# Intel Volume Management Device (Linux, drivers/pci/controller/vmd.c).
_VMD = ("201d", "28c0", "467f", "4c3d", "7d0b", "9a0b", "a77f", "ad0b", "b06f", "b07f", "b60b")
# Drivers that show a controller's volumes and keep its disks to themselves.
_VOLUME_DRIVERS = (
    "3w-9xxx", "3w-sas", "3w-xxxx", "aacraid", "arcmsr", "cciss", "dpt_i2o", "gdth", "hpsa", "hptiop", "ips",
    "megaraid", "megaraid_mbox", "megaraid_sas", "smartpqi", "sssraid", "stex",
)  # fmt: skip


def look(world: World) -> Finding[tuple[HiddenStorage, ...] | None]:
    """Find what hides. The value is None when the PCI bus cannot be seen: then nobody can say that nothing hides."""
    book = Notebook()
    areas = tuple(_areas(world, book))
    devices = _devices(world, book)
    if devices is None:
        return book.finding(areas or None)
    drivers_told = any(device.driver for device in devices)
    behind = (_behind(world, device, drivers_told=drivers_told) for device in devices)
    return book.finding((*(found for found in behind if found is not None), *_vmd(devices), *areas))


def _devices(world: World, book: Notebook) -> tuple[PciDevice, ...] | None:
    """The kernel's own list answers at once; an album may hold lspci's instead, or one that names the drivers too."""
    try:
        devices = pci.read(world)
    except FactError:
        return book.attempt("hidden_storage", partial(lspci.read, world))
    if any(device.driver for device in devices):
        return devices
    try:
        return lspci.read(world)
    except PCSolError:
        return devices


def _behind(world: World, device: PciDevice, *, drivers_told: bool) -> HiddenStorage | None:
    """Judge one controller. Without a driver it shows nothing, as far as anything tells which drivers there are."""
    driverless = drivers_told and device.driver is None
    if device.class_code not in _STORAGE_CLASSES or _is_vmd(device):
        return None
    if device.vendor_id == _INTEL and device.class_code == _RAID_CLASS:
        return _rst(world, device, driverless=driverless)
    if device.driver in _VOLUME_DRIVERS:
        return _found("raid", device, _("A RAID controller ({name}) shows its volumes, not the disks behind it."))
    if driverless:
        return _found(
            "unclaimed", device, _("Nothing drives this storage controller ({name}): disks on it are not seen.")
        )
    if device.class_code == _RAID_CLASS and not drivers_told:
        return _found("raid", device, _("A RAID controller ({name}) may hide the disks behind it."))
    return None


def _is_vmd(device: PciDevice) -> bool:
    return device.vendor_id == _INTEL and device.device_id in _VMD


def _vmd(devices: tuple[PciDevice, ...]) -> Iterator[HiddenStorage]:
    """Once driven, VMD shows what is behind it in a domain of its own, beyond the 16 bits that real buses have."""
    opened = any(len(device.slot.partition(":")[0]) > 4 for device in devices)
    for device in devices:
        if _is_vmd(device) and device.driver is None and not opened:
            yield _found(
                "vmd", device, _("Intel VMD is on and hides NVMe disks. Turn VMD off in the firmware settings.")
            )


def _rst(world: World, device: PciDevice, *, driverless: bool) -> HiddenStorage | None:
    """ahci drives Intel's RAID mode and shows its SATA disks, but not the NVMe disks that were mapped behind it.

    The kernel counts those in `remapped_nvme` (Linux, drivers/ata/ahci.c); 0 means that nothing hides.
    """
    text = _(
        "The disk controller is in Intel RST / RAID mode: disks may be hidden. Choose AHCI in the firmware settings."
    )
    if driverless:
        return _found("rst", device, text)
    try:
        count = int(world.read(f"{pci.FOLDER}/{device.slot}/remapped_nvme", limit_bytes=100))
    except (FactError, ValueError):
        return _found("rst", device, text)
    return _found("rst", device, text) if count else None


def _found(kind: str, device: PciDevice, text: str) -> HiddenStorage:
    name = device.device or device.pci_id or device.slot
    return HiddenStorage.model_validate({"kind": kind, "subject": device.slot, "text": text.format(name=name)})


def _areas(world: World, book: Notebook) -> Iterator[HiddenStorage]:
    """Sectors that a disk keeps for itself (ATA host protected area)."""
    names = {name for name in block.names(world) or () if block.is_ata(world, name)}
    names |= {name.removeprefix("N-") for name in world.targets("hdparm")}
    errands = [Errand(name, partial(hdparm.read_extent, world, name), _SECONDS) for name in sorted(names)]
    for errand, future in sorted(every(world, errands), key=lambda answer: answer[0].name):
        if isinstance(future.exception(), UnrecordedError):
            continue
        extent = book.attempt(f"hidden_storage.{errand.name}.hpa", future.result)
        hidden = _hidden_sectors(world, errand.name, extent)
        if hidden:
            yield HiddenStorage(
                kind="hpa",
                subject=errand.name,
                text=_("The disk {name} hides {count} sectors (host protected area).").format(
                    name=errand.name, count=hidden
                ),
            )


def _hidden_sectors(world: World, name: str, extent: hdparm.Extent | None) -> int:
    kernel = block.disk(world, name)
    sure = hdparm.believed(extent or hdparm.Extent(), kernel.size_bytes, kernel.logical_sector_bytes)
    return (sure.native_sectors or 0) - (sure.visible_sectors or 0)
