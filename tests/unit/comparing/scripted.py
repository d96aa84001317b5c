"""A recorded tower that goes on living: people plug a stick in, a processor gets warm. Time is made up as well."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pcsol.errors import FactMissingError
from pcsol.tools.kernel.usb import FOLDER
from pcsol.tools.world.album import AlbumWorld

# /sys/bus/usb/devices of a tower with its keyboard: root hubs, a hub on the board, interfaces beside devices.
KEYBOARD = {
    "usb1": ("09", "480"),
    "1-1": ("09", "480"),
    "1-1.2": ("00", "1.5"),
    "1-1.2:1.0": ("", ""),
    "usb2": ("09", "5000"),
}


class Clockwork:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


class PluggedWorld(AlbumWorld):
    """`plugged`: (from second, path, speed) of a stick that is in from then on; the one before it is out by then."""

    def __init__(self, folder: Path, clock: Clockwork, plugged: Sequence[tuple[float, str | None, str]]) -> None:
        super().__init__(folder)
        self._clock, self._plugged = clock, plugged

    def _there(self) -> dict[str, tuple[str, str]]:
        now = [one for one in self._plugged if one[0] <= self._clock.now()]
        stick = {now[-1][1]: ("00", now[-1][2]), f"{now[-1][1]}:1.0": ("", "")} if now and now[-1][1] else {}
        return {**KEYBOARD, **{str(path): facts for path, facts in stick.items()}}

    def names(self, path: str) -> tuple[str, ...] | None:
        return tuple(sorted(self._there())) if path == FOLDER else super().names(path)

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        if not path.startswith(f"{FOLDER}/"):
            return super().read_bytes(path, limit_bytes)
        name, file = path.removeprefix(f"{FOLDER}/").split("/")
        kind, speed = self._there().get(name, ("", ""))
        told = {"bDeviceClass": kind, "speed": speed}.get(file)
        if not told:
            raise FactMissingError(path)
        return f"{told}\n".encode()


class WarmingWorld(AlbumWorld):
    """The recorded sensors, with the processor's readings as they go up: `curve` says by how much at each second."""

    def __init__(self, folder: Path, clock: Clockwork, curve: Sequence[float]) -> None:
        super().__init__(folder)
        self._clock, self._curve = clock, curve

    def sensors(self) -> dict[str, Any]:
        told = super().sensors()
        more = self._curve[min(int(self._clock.now()), len(self._curve) - 1)]
        for one in (one for chip in ("coretemp", "k10temp") for one in told["temperatures"].get(chip, ())):
            one["current"] += more
        return told
