"""File systems and arrays over several devices, of which /proc/mounts shows one or none: btrfs, bcachefs, ZFS, md."""

import re
from dataclasses import dataclass, field

from pcsol.tools.kernel.storage import looking
from pcsol.tools.world.world import World

_BTRFS, _BCACHEFS, _ZFS = "/sys/fs/btrfs", "/sys/fs/bcachefs", "/proc/spl/kstat/zfs"
_JOURNALS, _MDSTAT = "/proc/fs/jbd2", "/proc/mdstat"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ARRAY = re.compile(r"(md\S*) : .*")
_MEMBER = re.compile(r"(\S+?)\[\d+\]")


@dataclass(frozen=True, slots=True)
class Pools:
    """What holds a device, by the device's name. `journals`: of ext4 (jbd2), which may lie on another disk.

    `zfs`: the names of imported pools, and of tables beside them; None: not known. `whole`: every place was looked at.
    """

    btrfs: dict[str, str] = field(default_factory=dict)
    bcachefs: dict[str, str] = field(default_factory=dict)
    journals: dict[str, str] = field(default_factory=dict)
    arrays: dict[str, str] = field(default_factory=dict)
    zfs: tuple[str, ...] | None = None
    whole: bool = False


def read(world: World) -> Pools:
    """Return all that is held in such a way."""
    btrfs = _members(world, _BTRFS, "devices")
    bcachefs = _members(world, _BCACHEFS, "")
    journals = looking.names(world, _JOURNALS)
    mdstat = looking.text(world, _MDSTAT)
    zfs = looking.names(world, _ZFS)
    return Pools(
        btrfs or {},
        bcachefs or {},
        {device: name for name in journals or () for device in (name, name.rpartition("-")[0])},
        parse_mdstat(mdstat or ""),
        zfs,
        whole=None not in (btrfs, bcachefs, journals, mdstat, zfs),
    )


def _members(world: World, folder: str, below: str) -> dict[str, str] | None:
    """Each mounted file system has a folder by its UUID, with a link per device (btrfs: devices/, bcachefs: dev-N/)."""
    found: dict[str, str] = {}
    ids = looking.names(world, folder)
    for uuid in (one for one in ids or () if _UUID.fullmatch(one)):
        place = f"{folder}/{uuid}/{below}".rstrip("/")
        names = world.names(place)
        if names is None:
            return None
        for name in names:
            if below:
                found[name] = uuid
            elif re.fullmatch(r"dev-\d+", name):
                device = (world.link(f"{place}/{name}/block") or "").rpartition("/")[2]
                if not device:
                    return None
                found[device] = uuid
    return None if ids is None else found


def parse_mdstat(text: str) -> dict[str, str]:
    """Return the array of each member: `md127 : inactive sdb1[0](S)`. One that does not run holds its disks as well."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        array = _ARRAY.fullmatch(line)
        if array:
            found |= dict.fromkeys(_MEMBER.findall(line), array[1])
    return found
