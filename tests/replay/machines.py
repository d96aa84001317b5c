"""The recorded machines of the project."""

from pathlib import Path

from pcsol.model.probe import Probe
from pcsol.probe.tower import tower
from pcsol.tools.world.world import World

MACHINES = Path(__file__).resolve().parents[1] / "machines"
ALL = sorted(folder.name for folder in MACHINES.iterdir() if folder.is_dir())


def probed(world: World) -> Probe:
    """Everything but the verdict, which depends on profiles and not on the machine."""
    return tower(world, ())
