"""Network ports: what the bus holds, and what the kernel made of it."""

import re
from typing import Any, Literal

from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.model.hardware.devices import NetworkPort, PciDevice
from pcsol.probe.notebook import Finding, Notebook
from pcsol.probe.pci_devices import devices
from pcsol.tools.kernel import net, pci
from pcsol.tools.kernel.net import Interface
from pcsol.tools.world.world import World

_CLASSES = ("0200", "0280")
_WIRELESS_NAMES = re.compile(r"(?i)wireless|wi-?fi|wlan|802\.11|centrino")
_WIRELESS_MAKERS = ("168c", "1814")  # Atheros and Ralink: their wired chips carry other numbers
_WIRELESS_DRIVERS = re.compile(
    r"iwl\w+|ipw2[12]00|ath[0-9]+k(_\w+)?|ath1[012]k(_\w+)?|b43(legacy)?|brcm(s|f)mac|wl|bcma-pci-bridge|b43-pci-bridge"
    r"|rt2[0-9]{3}pci|rt61pci|rtl81[0-9]{2}\w+|rtl8[78][0-9]{2}\w+|rtw_?8\w+|mt7\w+|mwifiex\w+|mwl8k|p54pci"
)


def look(world: World) -> Finding[tuple[NetworkPort, ...] | None]:
    """Find the network ports, those without a driver too; None when neither the bus nor the kernel tells."""
    book = Notebook()
    seen = devices(world, book, "network")
    interfaces = _interfaces(world, book, needed=seen is None)
    if seen is None and interfaces is None:
        return book.finding(None)
    states = _states(world)
    by_slot = {device.slot: device for device in seen or ()}
    ports = [_of_interface(world, i, by_slot.get(i.slot or ""), states) for i in interfaces or ()]
    taken = {interface.slot for interface in interfaces or ()}
    bare = [d for d in seen or () if d.class_code in _CLASSES and d.slot not in taken]
    return book.finding((*ports, *(_of_device(world, device) for device in bare)))


def _interfaces(world: World, book: Notebook, *, needed: bool) -> tuple[Interface, ...] | None:
    """Read the kernel's list. On an album without /sys the bus alone still tells which ports there are."""
    try:
        interfaces = net.read(world)
    except PCSolError as err:
        if needed or world.source == "live":
            book.note("network.ports", err.what, err.remedy)
        return None
    for interface in interfaces:
        if interface.mac_replaced:
            why = _("A program gave {port} another address than its own.").format(port=interface.name)
            book.note(f"network.{interface.name}.mac", why)
    return interfaces


def _states(world: World) -> dict[str, Any]:
    """Return what psutil told of each interface; a live machine's /sys has told all of it already."""
    if world.source == "live":
        return {}
    try:
        states = world.sensors().get("network")
    except PCSolError:
        return {}
    return states if isinstance(states, dict) else {}


def _of_interface(world: World, port: Interface, device: PciDevice | None, states: dict[str, Any]) -> NetworkPort:
    state = states.get(port.name)
    state = state if isinstance(state, dict) else {}
    return NetworkPort(
        name=port.name,
        kind=port.kind,
        vendor=device.vendor if device and port.bus != "usb" else None,
        model=device.device if device and port.bus != "usb" else None,
        driver=port.driver,
        pci_id=device.pci_id if device and port.bus != "usb" else None,
        mac=port.mac,
        # psutil's "not up" may be a cable or a switched-off interface: only its yes is a fact about the cable
        link_up=True if port.link_up is None and state.get("up") is True else port.link_up,
        speed_mbps=port.speed_mbps or net.speed(state.get("speed_mbps")),
        on_board=_on_board(world, port, device),
        bus=port.bus,
    )


def _on_board(world: World, port: Interface, device: PciDevice | None) -> bool | None:
    if port.bus == "usb":
        return False if port.removable else None
    if port.slot is None or port.kind == "wifi":  # a Wi-Fi card sits in a socket, also where the firmware names it
        return None
    return pci.on_board(world, device or pci.one(world, port.slot), port.name)


def _of_device(world: World, device: PciDevice) -> NetworkPort:
    """Describe a device that no interface belongs to: no driver took it, or the album has no /sys."""
    driver = device.driver or pci.driver(world, device.slot)
    return NetworkPort(
        kind=_kind(device, driver),
        vendor=device.vendor,
        model=device.device,
        driver=driver,
        pci_id=device.pci_id,
        on_board=pci.on_board(world, device),
        bus="pci",
    )


def _kind(device: PciDevice, driver: str | None) -> Literal["ethernet", "wifi"] | None:
    """Tell Wi-Fi by driver, name or maker: its class 0280 is "other", and some cards call themselves Ethernet."""
    if driver and _WIRELESS_DRIVERS.fullmatch(driver):
        return "wifi"
    if device.vendor_id in _WIRELESS_MAKERS or _WIRELESS_NAMES.search(device.device or ""):
        return "wifi"
    return "ethernet" if device.class_code == "0200" else None
