"""On which devices a mount, a path or the file behind a loop device lies."""

import re

from pcsol.tools.kernel.storage.loops import Loop
from pcsol.tools.kernel.storage.mounts import Mount, under
from pcsol.wipe.survey.sources import Sources

Where = frozenset[str]

# File systems without any disk of this machine under them: memory, the kernel's own, networks, guests of a virtual
# machine (filesystems(5), and the kernel's tree). The list is closed. "nodev" of /proc/filesystems says less: ZFS, FUSE
# and eCryptfs are "nodev", and may lie on any disk.
IN_MEMORY = frozenset({"rootfs", "ramfs", "tmpfs"})
_KERNELS = {
    "autofs", "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cpuset", "debugfs", "devpts",
    "devtmpfs", "dlmfs", "efivarfs", "functionfs", "fusectl", "gadgetfs", "hugetlbfs", "mqueue", "nfsd",
    "nsfs", "ocfs2_dlmfs", "pidfs", "proc", "pstore", "resctrl", "rpc_pipefs", "securityfs", "selinuxfs",
    "smackfs", "spufs", "sysfs", "tracefs", "usbfs", "xenfs",
}  # fmt: skip
_NETWORKS = {
    "9p", "afs", "ceph", "cifs", "coda", "fuse.ceph-fuse", "fuse.curlftpfs", "fuse.davfs", "fuse.glusterfs",
    "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "lustre", "nfs", "nfs4", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
    "fuse.vmhgfs-fuse",
}  # fmt: skip
# Desktops and containers mount these at every login: doors for programs, telephones, and figures of the kernel.
_DESKTOPS = {
    "fuse.gvfsd-fuse", "fuse.jmtpfs", "fuse.kio-fuse", "fuse.lxcfs", "fuse.portal", "fuse.simple-mtpfs",
    "fuse.vmware-vmblock", "fuse.xrdp-chansrv",
}  # fmt: skip
_DISKLESS = IN_MEMORY | _KERNELS | _NETWORKS | _DESKTOPS
_STACKED = ("overlay", "aufs")
_ANONYMOUS = "0:"
_DEVICE = re.compile(r"/dev/[^,:]+")


def of_mount(sources: Sources, mount: Mount, passed: frozenset[Mount] = frozenset()) -> Where | None:
    """Return the devices under a mount, none when it lies in memory or on a network; None: nobody can tell."""
    numbered = sources.tree.numbered(mount.number)
    named = [sources.tree.named(sources.world, path) for path in _DEVICE.findall(f"{mount.source},{mount.options}")]
    known = frozenset(name for name in (numbered, *named) if name)
    if mount.kind == "btrfs":
        ids = {sources.pools.btrfs.get(name) for name in known} - {None}
        known |= {name for name, uuid in sources.pools.btrfs.items() if uuid in ids}
    if known or mount.kind in _DISKLESS or not mount.number.startswith(_ANONYMOUS):
        return known  # a number that no device has any more: the stick was pulled
    if mount.kind == "zfs":
        return _of_pool(sources, mount)
    if mount.kind == "ecryptfs":  # its source is the folder that it encrypts into
        return of_path(sources, mount.source, passed | {mount})
    return _of_layers(sources, mount, passed | {mount}) if mount.kind in _STACKED else None


def _of_pool(sources: Sources, mount: Mount) -> Where | None:
    """A data set ("tank/home") lies on the members of its pool; those that lsblk shows as members of it, or of any."""
    pool = mount.source.partition("/")[0]
    members = {n: v for n, v in (sources.contents or {}).items() if v.kind == "zfs_member" and v.label in (None, pool)}
    return frozenset(members) if members and pool in (sources.pools.zfs or ()) else None


def _of_layers(sources: Sources, mount: Mount, passed: frozenset[Mount]) -> Where | None:
    pairs = (part.partition("=")[::2] for part in mount.options.split(","))
    layers = [
        path for key, value in pairs if re.match(r"lowerdir|upperdir|datadir|br", key) for path in value.split(":")
    ]
    found = [of_path(sources, path, passed) for path in layers if path]
    known = [where for where in found if where is not None]
    return frozenset().union(*known) if found and len(known) == len(found) else None


def of_path(sources: Sources, path: str, passed: frozenset[Mount] = frozenset()) -> Where | None:
    """Return the devices on which a path lies; None: nobody can tell."""
    mount = under(sources.mounts or (), path) if path.startswith("/") else None
    return None if mount is None or mount in passed else of_mount(sources, mount, passed)


def of_loop(sources: Sources, loop: Loop) -> Where | None:
    """Return the devices on which the file behind a loop device lies.

    Its numbers go before its path: after `umount --lazy` the path alone would lead to another file system.
    """
    if loop.file and loop.file.startswith("/dev/") and not loop.file.startswith("/dev/shm/"):  # noqa: S108  # no file
        name = sources.tree.named(sources.world, loop.file)
        return frozenset({name}) if name else None
    if loop.backing is not None:
        return _of_numbers(sources, loop, loop.backing.number)
    is_there = loop.file is not None and not loop.deleted and sources.world.link(loop.file) is not None
    return of_path(sources, loop.file) if loop.file and is_there else None


def _of_numbers(sources: Sources, loop: Loop, number: str) -> Where | None:
    if not number.startswith(_ANONYMOUS):
        name = sources.tree.numbered(number)
        return frozenset({name}) if name else None
    exact = next((mount for mount in sources.mounts or () if mount.number == number), None)
    if exact is not None:
        return of_mount(sources, exact)
    above = under(sources.mounts or (), loop.file or "")  # btrfs and overlays give each file a number of its own
    return of_mount(sources, above) if above is not None and above.kind in ("btrfs", *_STACKED) else None


def disks(sources: Sources, names: Where) -> Where | None:
    """Return the whole devices below these, through files of loop devices as well; None: nobody can tell."""
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        for one in sources.tree.below(name) - found:
            found.add(one)
            loop = sources.loop(one)
            where = of_loop(sources, loop) if loop else frozenset()
            if where is None:
                return None
            ahead += where
    return frozenset(found)
