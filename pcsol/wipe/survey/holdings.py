"""What uses a disk, its partitions, and what was built on them."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.model.erasure.candidate import Holding, HoldingKind
from pcsol.model.reason import Unknown
from pcsol.tools.kernel.storage.swaps import Swap
from pcsol.tools.kernel.storage.tree import Device
from pcsol.wipe.survey import ground
from pcsol.wipe.survey.sources import Sources

# Prefixes of the UUIDs that programs give to their device-mapper tables (libdevmapper, dm_task_set_uuid).
_MAPPED: tuple[tuple[str, HoldingKind], ...] = (("mpath-", "multipath"), ("LVM-", "lvm"), ("DMRAID-", "raid"))


def of(sources: Sources, name: str) -> tuple[Holding, ...]:
    """Return everything that is seen to use this device, each once.

    The journal of a file system (sda1-8) shows a mount that nobody else shows; beside its mount it says nothing new.
    """
    found = dict.fromkeys(one for part in sources.tree.parts(name) for one in _of_part(sources, part))
    mounted = {one.device for one in found if one.kind == "mount"}
    return tuple(one for one in found if not (one.device in mounted and one.subject.startswith(f"{one.device}-")))


def gaps(sources: Sources, name: str) -> Iterator[Unknown]:
    """Say what could not be looked at: with one of these, *no holding* is not known."""
    root = _("Start again with `sudo`.")
    if name not in sources.tree.devices:
        yield _gap(name, _("The kernel does not show this disk as one that can be opened."))
    if not sources.tree.whole:
        yield _gap(name, _("What was built on the disks (LVM, RAID) cannot be seen."), root)
    if sources.mounts is None:
        yield _gap(name, _("Not every mounted file system can be seen."), root)
    yield from _groundless(sources, name)
    if sources.swaps is None or None in (_of_swap(sources, swap) for swap in sources.swaps):
        yield _gap(name, _("Where memory is swapped to cannot be seen."))
    if not sources.pools.whole or (sources.pools.zfs and sources.volumes(name) is None):
        yield _gap(name, _("Whether RAID, btrfs or ZFS use the disks cannot be seen."))
    for loop in sources.loops:
        if loop.name != name and sources.mounts is not None and ground.of_loop(sources, loop) is None:
            yield _gap(name, _("Where the file behind {loop} lies is not known.").format(loop=loop.name), root)


def _groundless(sources: Sources, name: str) -> Iterator[Unknown]:
    """A mount of which nobody can tell on what it lies may lie on any disk."""
    told = _("On what the file system mounted at {point} ({kind}) lies is not known.")
    for mount in sources.mounts or ():
        if ground.of_mount(sources, mount) is None:
            close = _("Unmount it with `umount`, then start again.")
            yield _gap(name, told.format(point=mount.point, kind=mount.kind), close)


def _gap(name: str, why: str, remedy: str = "") -> Unknown:
    return Unknown(what=f"disks.{name}.holdings", why=why, remedy=remedy)


def _of_part(sources: Sources, part: str) -> Iterator[Holding]:
    for above in sorted(sources.tree.above(part)):
        device = sources.tree.devices.get(above, Device(above))
        yield Holding(kind=_kind(device), device=part, subject=device.dm_name or above)
    reach = sources.tree.all_above(part)
    for mount in sources.mounts or ():
        if reach & (ground.of_mount(sources, mount) or frozenset()):
            yield Holding(kind="mount", device=part, subject=mount.point)
    for swap in sources.swaps or ():
        if reach & (_of_swap(sources, swap) or frozenset()) or _is_behind(sources, part, swap):
            yield Holding(kind="swap", device=part, subject=swap.path)
    for loop in sources.loops:
        if loop.name != part and reach & (ground.of_loop(sources, loop) or frozenset()):
            yield Holding(kind="loop", device=part, subject=f"/dev/{loop.name}")
    yield from _of_pools(sources, part)


def _kind(device: Device) -> HoldingKind:
    if device.name.startswith("bcache"):
        return "bcache"
    if device.name.startswith("md"):
        return "raid"
    if device.dm_uuid is None:
        return "other"
    return next((kind for sign, kind in _MAPPED if sign in device.dm_uuid), "dm")


def _of_swap(sources: Sources, swap: Swap) -> ground.Where | None:
    if swap.is_file:
        return ground.of_path(sources, swap.path)
    name = sources.tree.named(sources.world, swap.path)
    return frozenset({name}) if name else None


def _is_behind(sources: Sources, part: str, swap: Swap) -> bool:
    """A file may be swapped to and stand behind a loop device at once."""
    loop = sources.loop(part)
    return swap.is_file and loop is not None and loop.file == swap.path


def _of_pools(sources: Sources, part: str) -> Iterator[Holding]:
    pools = sources.pools
    if "bcache" in sources.tree.devices.get(part, Device(part)).entries:
        yield Holding(kind="bcache", device=part)
    kinds: tuple[tuple[HoldingKind, dict[str, str]], ...] = (
        ("raid", pools.arrays), ("btrfs", pools.btrfs), ("other", pools.bcachefs), ("other", pools.journals),
    )  # fmt: skip
    for kind, members in kinds:
        if part in members:
            yield Holding(kind=kind, device=part, subject=members[part])
    volume = (sources.contents or {}).get(part)
    if pools.zfs and volume is not None and volume.kind == "zfs_member" and volume.label in (None, *pools.zfs):
        yield Holding(kind="zfs", device=part, subject=volume.label or "")
