"""Ask everything at once, each room with its own time limit; put what comes back together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pcsol import __version__
from pcsol.errors import PCSolError
from pcsol.model.probe import Probe
from pcsol.model.reason import Unknown
from pcsol.probe import attached, network, pci_devices, processor, sensors
from pcsol.probe.board import machine, memory
from pcsol.probe.notebook import Finding, Notebook
from pcsol.probe.storage import disks, hidden
from pcsol.tools.world.abreast import Errand, every
from pcsol.tools.world.once import OnceWorld
from pcsol.tools.world.world import World


@dataclass(frozen=True, slots=True)
class Room:
    """One part of the probe: its name in the contract, who looks, and for how long at most."""

    name: str
    look: Callable[[World], Finding[Any]]
    seconds: float


# Those that wait for slow programs start first: lspci is the slowest on most towers, until a disk has to wake up. Each
# room has more time than its programs, so that what hangs is ended and named by its room.
ROOMS: tuple[Room, ...] = (
    Room("graphics", pci_devices.look_graphics, 30),
    Room("disks", disks.look, 60),
    Room("machine", machine.look, 30),
    Room("processor", processor.look, 30),
    Room("hidden_storage", hidden.look, 30),
    Room("sensors", sensors.look_sensors, 15),
    Room("memory", memory.look, 30),
    Room("sound", pci_devices.look_sound, 30),
    Room("usb_controllers", pci_devices.look_usb_controllers, 30),
    Room("network", network.look, 30),
    Room("displays", attached.look_displays, 15),
    Room("optical", attached.look_optical, 15),
    Room("batteries", attached.look_batteries, 15),
    Room("clock", sensors.look_clock, 15),
    Room("clock_chip", sensors.look_clock_chip, 15),
)


def gather(world: World, tell: Callable[[str], None] = lambda _name: None) -> Probe:
    """Return everything that the world tells within each room's time. `tell` hears the name of each room as it ends."""
    found, unknown = _everything(OnceWorld(world), tell)
    return Probe(taken_at=_taken_at(world), pcsol=__version__, source=world.source, unknown=unknown, **found)


def _everything(world: World, tell: Callable[[str], None]) -> tuple[dict[str, Any], tuple[Unknown, ...]]:
    notebook = Notebook()
    found: dict[str, Any] = {}
    errands = [Errand(room.name, partial(room.look, world), room.seconds) for room in ROOMS]
    for errand, future in every(world, errands):
        tell(errand.name)
        finding = notebook.attempt(errand.name, future.result)
        if finding is not None:
            notebook.unknown.extend(finding.unknown)
            if finding.value is not None:
                found[errand.name] = finding.value
    order = {room.name: number for number, room in enumerate(ROOMS)}
    return found, tuple(sorted(notebook.unknown, key=lambda one: order.get(one.what.partition(".")[0], len(order))))


def _taken_at(world: World) -> datetime:
    """An album was taken when its clock says so; one without a clock is as old as the moment in which it is read."""
    try:
        moment = datetime.fromisoformat(str(world.clock().get("now")))
        return moment.astimezone(UTC).replace(microsecond=0)
    except (PCSolError, ValueError, OverflowError):
        return datetime.now(UTC).replace(microsecond=0)
