"""What was put on a disk since its certificate: a family's data on a tower that came back without anybody noting it."""

from contextlib import suppress
from datetime import datetime

from pcsol.errors import PCSolError
from pcsol.judge.clock import ONE_VISIT
from pcsol.judge.towers import standing
from pcsol.judge.towers.standing import Erased
from pcsol.model.inventory.tower import Tower
from pcsol.model.probe import Probe
from pcsol.tools.programs import lsblk
from pcsol.tools.world.world import World


def still(found: Erased, probe: Probe, world: World, now: datetime) -> Erased:
    """Count anew: a certificate of an earlier visit tells of a disk that is empty still, and of no other one.

    Empty: neither partitions nor a file system. Where nobody can see that, it is not. What was erased today may have
    got its new system already. `papers` stay all of them.
    """
    old = [one for one in found.papers if one.became == "erased" and one.at < now - ONE_VISIT]
    if not old:
        return found
    empty = _empty(world)
    gone = [one for one in old if one.disk not in empty]
    papers = tuple(one for one in found.papers if one not in gone)
    counted = standing.erased(Tower(key="", seen_at=probe.taken_at, probe=probe, papers=papers))
    return counted.model_copy(update={"papers": found.papers})


def _empty(world: World) -> set[str]:
    """Return serials and WWNs of the disks that show nothing."""
    found: set[str] = set()
    with suppress(PCSolError):
        volumes = lsblk.read_volumes(world)
        for disk in lsblk.read(world):
            seen = volumes.get(disk.name)
            if seen is not None and len(seen) == 1 and seen[0].kind is None:
                found |= {name for name in (disk.serial, disk.wwn) if name}
    return found
