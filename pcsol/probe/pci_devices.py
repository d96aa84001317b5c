"""What sits on the PCI bus: graphics, sound, USB controllers."""

import re
from collections.abc import Callable

from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.model.hardware.devices import Graphics, PciDevice, Sound, UsbController
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.kernel import pci
from pcsol.tools.programs import lspci
from pcsol.tools.world.world import World

_SOUND = ("0401", "0403")
_USB = "0c03"
# PCI Code and ID Assignment Specification, class 0Ch subclass 03h; 80h and FEh are no host controllers.
_GENERATIONS = {"00": "1.1", "10": "1.1", "20": "2.0", "30": "3.x", "40": "4"}
_USB_WORDS = (("uhci", "1.1"), ("ohci", "1.1"), ("ehci", "2.0"), ("xhci", "3.x"))
_NO_HOST = ("80", "fe")


def look_graphics(world: World) -> Finding[tuple[Graphics, ...] | None]:
    """Find the display controllers, those without a driver too; None when the bus cannot be seen."""
    found = _those(world, "graphics", lambda device: (device.class_code or "").startswith("03"))
    shown = found.value
    cards = None if shown is None else tuple(_graphics(world, d) for d in shown if not _is_second_head(d, shown))
    return Finding(cards, found.unknown)


def look_sound(world: World) -> Finding[tuple[Sound, ...] | None]:
    """Find the sound controllers; None when the bus cannot be seen."""
    found = _those(world, "sound", lambda device: device.class_code in _SOUND)
    return Finding(None if found.value is None else tuple(_sound(world, d) for d in found.value), found.unknown)


def look_usb_controllers(world: World) -> Finding[tuple[UsbController, ...] | None]:
    """Find the USB host controllers and their generation; None when the bus cannot be seen."""
    found = _those(
        world, "usb_controllers", lambda device: device.class_code == _USB and device.prog_if not in _NO_HOST
    )
    return Finding(None if found.value is None else tuple(map(_usb, found.value)), found.unknown)


def _those(world: World, what: str, wanted: Callable[[PciDevice], bool]) -> Finding[tuple[PciDevice, ...] | None]:
    book = Notebook()
    seen = devices(world, book, what)
    return book.finding(None if seen is None else tuple(filter(wanted, seen)))


def devices(world: World, book: Notebook, what: str) -> tuple[PciDevice, ...] | None:
    """Return what lspci lists, or the kernel's list without names; None, and a note in the book, when neither tells."""
    try:
        return lspci.read(world)
    except PCSolError as err:
        try:
            bare = pci.read(world)
        except PCSolError:
            book.note(what, err.what, err.remedy)
            return None
        book.note(
            f"{what}.names", _("{why} The devices are known by their numbers only.").format(why=err.what), err.remedy
        )
        return bare


def _is_second_head(device: PciDevice, shown: tuple[PciDevice, ...]) -> bool:
    """Older chips show a second output as another function of the same card: one card, not two."""
    card, _dot, function = device.slot.rpartition(".")
    return (
        device.class_code == "0380"
        and function != "0"
        and any(other.slot == f"{card}.0" and other.vendor_id == device.vendor_id for other in shown)
    )


def _graphics(world: World, device: PciDevice) -> Graphics:
    return Graphics(
        vendor=device.vendor,
        model=device.device,
        driver=device.driver or pci.driver(world, device.slot),
        pci_id=device.pci_id,
        address=device.slot,
    )


def _sound(world: World, device: PciDevice) -> Sound:
    return Sound(
        vendor=device.vendor,
        model=device.device,
        driver=device.driver or pci.driver(world, device.slot),
        pci_id=device.pci_id,
    )


def _usb(device: PciDevice) -> UsbController:
    return UsbController(
        vendor=device.vendor, model=device.device, generation=_generation(device), pci_id=device.pci_id
    )


def _generation(device: PciDevice) -> str | None:
    """By the programming interface; where lspci left it out, by the driver or the name, which carry its name."""
    if device.prog_if in _GENERATIONS:
        return _GENERATIONS[device.prog_if]
    words = re.findall(r"[a-z]+", f"{device.driver or ''} {device.device or ''}".lower())
    found = {generation for word, generation in _USB_WORDS if any(w.startswith(word) for w in words)}
    return found.pop() if len(found) == 1 else None
