"""Ask everything at once, each room with its own time limit; put what comes back together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pcsol import __version__
from pcsol.model.probe import Probe
from pcsol.model.reason import Unknown
from pcsol.probe import disks, hidden_storage
from pcsol.probe.abreast import Errand, abreast
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.world.once import OnceWorld
from pcsol.tools.world.world import World


@dataclass(frozen=True, slots=True)
class Room:
    """One part of the probe: its name in the contract, who looks, and for how long at most."""

    name: str
    look: Callable[[World], Finding[Any]]
    seconds: float


# Those that wait longest for their programs come first: they start first.
ROOMS: tuple[Room, ...] = (
    Room("disks", disks.look, 60),
    Room("hidden_storage", hidden_storage.look, 25),
)


def gather(world: World, tell: Callable[[str], None] = lambda _name: None) -> Probe:
    """Return everything that the world tells within each room's time. `tell` hears the name of each room as it ends."""
    found, unknown = _everything(OnceWorld(world), tell)
    return Probe(
        taken_at=datetime.now(UTC).replace(microsecond=0),
        pcsol=__version__,
        source=world.source,
        unknown=unknown,
        **found,
    )


def _everything(world: World, tell: Callable[[str], None]) -> tuple[dict[str, Any], tuple[Unknown, ...]]:
    notebook = Notebook()
    found: dict[str, Any] = {}
    for errand, future in abreast(Errand(room.name, partial(room.look, world), room.seconds) for room in ROOMS):
        tell(errand.name)
        finding = notebook.attempt(errand.name, future.result)
        if finding is not None:
            notebook.unknown.extend(finding.unknown)
            if finding.value is not None:
                found[errand.name] = finding.value
    return found, tuple(notebook.unknown)
