"""/sys/block/loopN/loop: files that stand for disks (Documentation/ABI/testing/sysfs-block-loop of Linux)."""

from dataclasses import dataclass

from pcsol.errors import FactError, PCSolError
from pcsol.tools.kernel.storage.tree import Tree
from pcsol.tools.programs import losetup
from pcsol.tools.programs.losetup import Backing
from pcsol.tools.world.world import World

DELETED = " (deleted)"
_UNIT_BYTES = 512


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop device that is in use. `file`: its whole path, None when the kernel did not tell; `deleted`: it is gone.

    `backing`: where the file lies, by numbers; None when only root may know. `shows_all`: from the file's first byte to
    its last; None when nobody can tell.
    """

    name: str
    file: str | None = None
    deleted: bool = False
    backing: Backing | None = None
    shows_all: bool | None = None


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
    file = path.removesuffix(DELETED) if deleted else path
    return Loop(name, file, deleted, backing, _shows_all(world, name, file, backing))


def _shows_all(world: World, name: str, path: str, backing: Backing | None) -> bool | None:
    """Compare the window (losetup --offset, --sizelimit) and the size that the kernel took, in units of 512 bytes and
    rounded down, with the file as it is now: what lies outside would survive every write to the device."""
    facts = ("loop/offset", "loop/sizelimit", "size", "queue/logical_block_size")
    offset, limit, units, sector = (_number(world, f"/sys/block/{name}/{fact}") for fact in facts)
    if offset or limit:
        return False
    file = world.file(path)
    if None in (offset, limit) or units is None or not sector or file is None:
        return None
    if backing is None or backing.inode != file.inode:  # another file bears the name by now, or who knows
        return None
    return units * _UNIT_BYTES == file.size_bytes and file.size_bytes % sector == 0


def _number(world: World, path: str) -> int | None:
    try:
        return int(world.read(path, 4096))
    except (FactError, ValueError):
        return None
