"""/sys/bus/usb/devices: what is plugged in, where, and how fast."""

import re
from dataclasses import dataclass

from pcsol.errors import FactError, FactMissingError
from pcsol.tools.world.world import World

FOLDER = "/sys/bus/usb/devices"
# "1-4", "2-1.3": bus, port, and the port of each hub on the way; not interfaces ("1-4:1.0"), nor root hubs ("usb1").
_DEVICE = re.compile(r"\d+-\d+(\.\d+)*")
_HUB = "09"
# A hub's interface holds its ports (Documentation/ABI/testing/sysfs-bus-usb): "1-0:1.0/usb1-port4", "1-4:1.0/1-4-port2"
_HUB_INTERFACE = re.compile(r"(\d+)-(\d+(?:\.\d+)*):\d+\.\d+")
_PORT = re.compile(r"(?:usb\d+|\d+-\d+(?:\.\d+)*)-port(\d+)")


@dataclass(frozen=True, slots=True)
class UsbDevice:
    """One device. `path`: the port that it is in; `speed_mbps`: 1 (1.5), 12, 480, 5000 …; null: not told yet.

    `version`: the USB version that it says it follows ("2.00", "2.10", "3.20"); "" where it was not told.
    """

    path: str
    speed_mbps: int | None
    version: str = ""


@dataclass(frozen=True, slots=True)
class UsbPort:
    """One port of a hub. `path`: as a device's in it; `kind`: "hotplug", "hardwired", "not used", "unknown".

    `peer`: the port on the other bus that shares its socket: such a socket is a USB 3 one.
    """

    path: str
    kind: str
    peer: str | None


def read(world: World) -> dict[str, UsbDevice]:
    """Return every device that is no hub, by its path. Raises FactMissingError when the kernel shows no USB at all."""
    names = world.names(FOLDER)
    if names is None:
        raise FactMissingError(FOLDER)
    paths = [name for name in names if _DEVICE.fullmatch(name) and _word(world, name, "bDeviceClass") != _HUB]
    return {path: UsbDevice(path, _speed(_word(world, path, "speed")), _word(world, path, "version")) for path in paths}


def ports(world: World) -> dict[str, UsbPort]:
    """Return every port of every hub by its path; nothing where the kernel tells none (before Linux 3.13)."""
    found: dict[str, UsbPort] = {}
    for interface in world.names(FOLDER) or ():
        hub = _HUB_INTERFACE.fullmatch(interface)
        for name in (world.names(f"{FOLDER}/{interface}") or ()) if hub else ():
            port = _PORT.fullmatch(name)
            if hub and port:
                path = _path(hub[1], hub[2], port[1])
                kind = _word(world, f"{interface}/{name}", "connect_type")
                found[path] = UsbPort(path, kind, _peer(world, f"{FOLDER}/{interface}/{name}/peer"))
    return found


def _path(bus: str, hub: str, port: str) -> str:
    """A root hub stands as port 0 of its bus."""
    return f"{bus}-{port}" if hub == "0" else f"{bus}-{hub}.{port}"


def _peer(world: World, link: str) -> str | None:
    leads = world.link(link)
    if leads is None or leads == link:
        return None
    interface, _slash, name = leads.rpartition("/")
    hub, port = _HUB_INTERFACE.fullmatch(interface.rpartition("/")[2]), _PORT.fullmatch(name)
    return _path(hub[1], hub[2], port[1]) if hub and port else None


def _speed(word: str) -> int | None:
    return int(float(word)) if re.fullmatch(r"\d{1,6}(\.\d)?", word) else None


def _word(world: World, name: str, file: str) -> str:
    try:
        return world.read(f"{FOLDER}/{name}/{file}", limit_bytes=4096).strip()
    except FactError:  # it was pulled out between two looks
        return ""
