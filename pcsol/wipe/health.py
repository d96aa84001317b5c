"""What a disk says of its health before and after: interface errors that rise meanwhile put an erasure in doubt."""

from pcsol.errors import PCSolError
from pcsol.judge.health import grade
from pcsol.model.hardware.disk import Disk
from pcsol.tools.kernel import block
from pcsol.tools.programs import smartctl
from pcsol.tools.world.world import World


def look(world: World, path: str) -> Disk | None:
    """Return the disk as kernel and SMART tell it now; None for a file, or where SMART does not answer."""
    name = path.rpartition("/")[2]
    if not block.is_disk(name):
        return None
    disk = block.disk(world, name)
    try:
        report = smartctl.read(world, name, disk.bus)
    except PCSolError:
        return disk
    told = disk.model_copy(update={"smart": report.smart})
    return told.model_copy(update={"health": grade(told)})
