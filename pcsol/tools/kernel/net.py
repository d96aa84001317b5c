"""/sys/class/net: the network interfaces that belong to a piece of hardware (sysfs-class-net)."""

import re
from dataclasses import dataclass
from typing import Literal

from pcsol.errors import FactError
from pcsol.tools.world.refusals import no_folder
from pcsol.tools.world.world import World

FOLDER = "/sys/class/net"
_ETHERNET = "1"  # ARPHRD_ETHER of if_arp.h; Wi-Fi interfaces have it too
_PERMANENT = "0"  # NET_ADDR_PERM of netdevice.h
_NO_MAC = ("00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff")
_SLOT = re.compile(r"[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")
_MAC = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_MOST_MBPS = 800_000  # 65535 stands for unknown in some drivers, -1 in most


@dataclass(frozen=True, slots=True)
class Interface:
    """One interface. `mac` is the hardware's own address; None when a program gave it another one, or it is not told.

    `slot` is the PCI device it belongs to. `link_up` is None while the interface is switched off: its cable is not
    seen then.
    """

    name: str
    kind: Literal["ethernet", "wifi"]
    mac: str | None
    mac_replaced: bool
    driver: str | None
    slot: str | None
    bus: str | None
    link_up: bool | None
    speed_mbps: int | None
    removable: bool


def read(world: World) -> tuple[Interface, ...]:
    """Return the interfaces of real devices, without loopback, bridges, tunnels. Raises FactMissingError."""
    names = world.names(FOLDER)
    if names is None:
        raise no_folder(world, FOLDER)
    return tuple(found for name in names if (found := _interface(world, name)) is not None)


def _interface(world: World, name: str) -> Interface | None:
    folder = f"{FOLDER}/{name}"
    device = world.link(f"{folder}/device")
    about = _told(world, f"{folder}/uevent") or ""
    if device is None or _told(world, f"{folder}/type") != _ETHERNET or "DEVTYPE=wwan" in about:
        return None
    files = world.names(folder) or ()
    wireless = "wireless" in files or "phy80211" in files or "DEVTYPE=wlan" in about
    slots = _SLOT.findall(device)
    given = _told(world, f"{folder}/addr_assign_type")
    address = _told(world, f"{folder}/address")
    driver = re.search(r"^DRIVER=(\S+)$", _told(world, f"{folder}/device/uevent") or "", re.MULTILINE)
    return Interface(
        name=name,
        kind="wifi" if wireless else "ethernet",
        mac=mac(address) if given in (None, _PERMANENT) else None,
        mac_replaced=given not in (None, _PERMANENT),
        driver=driver[1] if driver else None,
        slot=slots[-1] if slots else None,
        bus=_bus(device, on_pci=bool(slots)),
        link_up={"1": True, "0": False}.get(_told(world, f"{folder}/carrier") or ""),
        speed_mbps=speed(_told(world, f"{folder}/speed")),
        removable=_told(world, f"{device.rpartition('/')[0]}/removable") == "removable",
    )


def _told(world: World, path: str) -> str | None:
    """Return a small file's text; drivers answer with an error where they have nothing to tell."""
    try:
        return world.read(path).strip()
    except FactError:
        return None


def _bus(device: str, *, on_pci: bool) -> str | None:
    """The last bus on the way to the device: a USB adapter hangs on a PCI controller, and is still on USB."""
    for part, bus in (("/usb", "usb"), ("/virtio", "virtio"), ("/mmc", "sdio"), ("/ssb", "pci"), ("/bcma", "pci")):
        if part in device:
            return bus
    return "pci" if on_pci else None


def mac(address: str | None) -> str | None:
    """Return a MAC address in lower case, or None for what is none."""
    told = (address or "").strip().lower().replace("-", ":")
    return told if _MAC.fullmatch(told) and told not in _NO_MAC else None


def speed(told: object) -> int | None:
    """Return an agreed speed in Mbit/s; 0, -1 and 65535 are how drivers say that there is none."""
    text = str(told)
    mbps = int(text) if text.isdecimal() and len(text) < 10 else 0
    return mbps if 0 < mbps <= _MOST_MBPS and mbps != 65535 else None
