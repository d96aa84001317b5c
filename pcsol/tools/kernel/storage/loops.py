"""/sys/block/loopN/loop: files that stand for disks (Documentation/ABI/testing/sysfs-block-loop of Linux)."""

from dataclasses import dataclass

from pcsol.errors import FactError, PCSolError
from pcsol.tools.kernel.storage.tree import Tree
from pcsol.tools.programs import losetup
from pcsol.tools.programs.losetup import Backing
from pcsol.tools.world.world import World

DELETED = " (deleted)"


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop device that is in use. `file`: its whole path, None when the kernel did not tell; `deleted`: it is gone.

    `backing`: where the file lies, by numbers; None when only root may know.
    """

    name: str
    file: str | None = None
    deleted: bool = False
    backing: Backing | None = None


def read(world: World, tree: Tree) -> tuple[Loop, ...]:
    """Return the loop devices that have something behind them."""
    bound = [name for name, device in tree.devices.items() if name.startswith("loop") and "loop" in device.entries]
    backings = _backings(world) if bound else {}
    return tuple(_loop(world, name, backings.get(name)) for name in bound)


def _backings(world: World) -> dict[str, Backing]:
    try:
        return losetup.read(world)
    except PCSolError:
        return {}


def _loop(world: World, name: str, backing: Backing | None) -> Loop:
    try:
        path = world.read(f"/sys/block/{name}/loop/backing_file", 8192).removesuffix("\n")
    except FactError:
        return Loop(name, None, backing=backing)
    deleted = path.endswith(DELETED) and world.link(path) is None  # a file may be called so
    return Loop(name, path.removesuffix(DELETED) if deleted else path, deleted, backing)
