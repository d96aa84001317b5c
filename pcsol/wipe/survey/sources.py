"""Every place that tells who uses a disk, asked once for all disks."""

from dataclasses import dataclass

from pcsol.errors import PCSolError
from pcsol.tools.kernel import live_medium
from pcsol.tools.kernel.live_medium import LiveMedium
from pcsol.tools.kernel.storage import command_line, efi_boot, loops, mounts, pools, swaps, tree
from pcsol.tools.kernel.storage.command_line import CommandLine
from pcsol.tools.kernel.storage.efi_boot import EfiStart
from pcsol.tools.kernel.storage.loops import Loop
from pcsol.tools.kernel.storage.mounts import Mount
from pcsol.tools.kernel.storage.pools import Pools
from pcsol.tools.kernel.storage.swaps import Swap
from pcsol.tools.kernel.storage.tree import Tree
from pcsol.tools.programs import lsblk
from pcsol.tools.programs.lsblk import Volume
from pcsol.tools.world.world import World


@dataclass(frozen=True, slots=True)
class Sources:
    """What each place said; None: it could not be looked at. `medium` None: no live medium of PCSol is known of."""

    world: World
    tree: Tree
    tree_is_there: bool
    mounts: tuple[Mount, ...] | None
    swaps: tuple[Swap, ...] | None
    loops: tuple[Loop, ...]
    pools: Pools
    contents: dict[str, Volume] | None
    command_line: CommandLine | None
    efi: EfiStart | None
    medium: LiveMedium | None

    def loop(self, name: str) -> Loop | None:
        """Return the loop device of this name, when it is in use."""
        return next((loop for loop in self.loops if loop.name == name), None)

    def volumes(self, name: str) -> tuple[Volume, ...] | None:
        """Return what lies on a disk and its partitions; None when lsblk does not tell of one of them."""
        parts = self.tree.parts(name)
        if self.contents is None or any(part not in self.contents for part in parts):
            return None
        return tuple(self.contents[part] for part in parts)


def read(world: World) -> Sources:
    """Ask them all. Never raises."""
    found = tree.read(world)
    shown = found if found is not None else Tree(whole=False)
    return Sources(
        world=world,
        tree=shown,
        tree_is_there=found is not None,
        mounts=mounts.read(world),
        swaps=swaps.read(world),
        loops=loops.read(world, shown),
        pools=pools.read(world),
        contents=_contents(world),
        command_line=command_line.read(world),
        efi=efi_boot.read(world),
        medium=live_medium.read(world),
    )


def _contents(world: World) -> dict[str, Volume] | None:
    try:
        return lsblk.read_contents(world)
    except PCSolError:
        return None
