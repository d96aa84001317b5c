"""/sys/bus/usb/devices: what is plugged in, where, and how fast."""

import re
from dataclasses import dataclass

from pcsol.errors import FactError, FactMissingError
from pcsol.tools.world.world import World

FOLDER = "/sys/bus/usb/devices"
# "1-4", "2-1.3": bus, port, and the port of each hub on the way; not interfaces ("1-4:1.0"), nor root hubs ("usb1").
_DEVICE = re.compile(r"\d+-\d+(\.\d+)*")
_HUB = "09"


@dataclass(frozen=True, slots=True)
class UsbDevice:
    """One device. `path`: the port that it is in; `speed_mbps`: 1 (1.5), 12, 480, 5000 …; null: not told yet."""

    path: str
    speed_mbps: int | None


def read(world: World) -> dict[str, UsbDevice]:
    """Return every device that is no hub, by its path. Raises FactMissingError when the kernel shows no USB at all."""
    names = world.names(FOLDER)
    if names is None:
        raise FactMissingError(FOLDER)
    paths = [name for name in names if _DEVICE.fullmatch(name) and _word(world, name, "bDeviceClass") != _HUB]
    return {path: UsbDevice(path, _speed(_word(world, path, "speed"))) for path in paths}


def _speed(word: str) -> int | None:
    return int(float(word)) if re.fullmatch(r"\d{1,6}(\.\d)?", word) else None


def _word(world: World, name: str, file: str) -> str:
    try:
        return world.read(f"{FOLDER}/{name}/{file}", limit_bytes=4096).strip()
    except FactError:  # it was pulled out between two looks
        return ""
