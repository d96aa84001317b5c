"""What a disk is to the system that runs now, which may have been started from it and have let go of it since."""

from collections.abc import Iterator
from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.judge.placeholders import known_serial
from pcsol.model.erasure.candidate import SystemRole
from pcsol.model.hardware.disk import Disk
from pcsol.model.reason import Unknown
from pcsol.tools.kernel.live_medium import is_ours
from pcsol.tools.kernel.storage.command_line import Reference
from pcsol.tools.kernel.storage.mounts import under
from pcsol.tools.programs.lsblk import Volume
from pcsol.wipe.survey import ground
from pcsol.wipe.survey.ground import IN_MEMORY, Where
from pcsol.wipe.survey.sources import Sources

# Where live systems keep what they came from: PCSol, live-boot(7), dracut, casper, archiso, Manjaro.
_LIVE_POINTS = (
    "/run/pcsol/medium", "/run/live/medium", "/run/live/persistence", "/lib/live/mount", "/run/initramfs/live",
    "/run/initramfs/isoscan", "/cdrom", "/isodevice", "/run/archiso", "/run/miso",
)  # fmt: skip
_BUSES = {"usb": ("usb",), "sata": ("sata", "ata", "scsi"), "nvme": ("nvme",)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the running system came from: whole devices under "/" itself, and under files on them.

    `root` None: not known. `known`: a disk here, or the live medium's own notes, account for this start.
    """

    root: Where | None
    through_files: Where
    live: Where
    in_memory: bool
    known: bool


def origin(sources: Sources) -> Origin:
    """Find it."""
    mount = under(sources.mounts or (), "/")
    direct = ground.of_path(sources, "/")
    below = None if direct is None else ground.disks(sources, direct)
    first = frozenset(disk for name in direct or () for disk in sources.tree.below(name))
    live = _live(sources)
    noted = sources.medium is not None and bool(sources.medium.serial or sources.medium.uuid)
    told = sources.command_line is not None and sources.command_line.to_memory
    return Origin(
        root=None if below is None else first,
        through_files=(below or frozenset()) - first,
        live=live,
        in_memory=told or (mount is not None and mount.kind in IN_MEMORY),
        known=bool(below) or bool(live) or noted,
    )


def _live(sources: Sources) -> Where:
    found: set[str] = set()
    for mount in sources.mounts or ():
        if any(mount.point == place or mount.point.startswith(f"{place}/") for place in _LIVE_POINTS):
            where = ground.of_mount(sources, mount)
            found |= (ground.disks(sources, where) if where else None) or frozenset()
    return frozenset(found)


def of(sources: Sources, start: Origin, disk: Disk) -> tuple[SystemRole, ...]:
    """Return every role that is seen, each once."""
    found = list(_seen(sources, start, disk))
    if start.in_memory and {"live-medium", "own-label"} & set(found):
        found.append("to-ram-source")
    return tuple(dict.fromkeys(found))


def _seen(sources: Sources, start: Origin, disk: Disk) -> Iterator[SystemRole]:
    volumes = sources.volumes(disk.name) or ()
    if disk.name in (start.root or ()):
        yield "root"
    if disk.name in start.through_files | start.live or _is_noted(sources, disk, volumes):
        yield "live-medium"
    if any(is_ours(volume.kind, volume.label) for volume in volumes) or disk.own_medium:
        yield "own-label"
    if any(disk.name in _named_by(sources, one) for one in _references(sources)):
        yield "kernel-command-line"
    entry = sources.efi.entry if sources.efi else None
    if entry and entry.partition and disk.name in _carrying(sources, "partuuid", entry.partition):
        yield "efi-boot-entry"


def _is_noted(sources: Sources, disk: Disk, volumes: tuple[Volume, ...]) -> bool:
    medium, serial = sources.medium, known_serial(disk.serial)
    if medium is None:
        return False
    if serial and medium.serial and serial.casefold() == medium.serial.casefold():
        return True
    return medium.uuid is not None and any(volume.uuid == medium.uuid for volume in volumes)


def _references(sources: Sources) -> tuple[Reference, ...]:
    return sources.command_line.references if sources.command_line else ()


def _named_by(sources: Sources, reference: Reference) -> Where:
    if reference.form != "device":
        return _carrying(sources, reference.form, reference.value)
    name = sources.tree.referred(sources.world, reference.value)
    return (ground.disks(sources, frozenset({name})) if name else None) or frozenset()


def _carrying(sources: Sources, form: str, value: str) -> Where:
    """Return the whole devices under every volume with this name, in small letters or capitals."""
    field = {"uuid": "uuid", "label": "label", "partuuid": "part_uuid", "partlabel": "part_label"}[form]
    names = [
        name
        for name, volume in (sources.contents or {}).items()
        if (getattr(volume, field) or "").casefold() == value.casefold()
    ]
    return frozenset(disk for name in names for disk in sources.tree.below(name))


def gaps(sources: Sources, start: Origin, disk: Disk) -> Iterator[Unknown]:
    """Say what could not be looked at: with one of these, *no role* is not known."""
    sudo = _("Start again with `sudo`.")
    if sources.volumes(disk.name) is None:
        yield _gap(disk, _("lsblk does not tell what lies on this disk."), sudo)
    if start.root is None:
        yield _gap(disk, _("On which disk the running system lies is not known."), sudo)
    if sources.command_line is None:
        yield _gap(disk, _("How the running system was started (/proc/cmdline) cannot be read."))
    elif sources.command_line.live and sources.command_line.to_memory and not start.known:
        yield _gap(
            disk,
            _("The running system copied itself into memory, and from which disk is not known."),
            _("Start this tower from the PCSol stick."),
        )
    if _efi_is_open(sources, start, disk):
        yield _gap(
            disk,
            _("From which disk the firmware (EFI) started this machine is not known."),
            _("Type this, then start again: {command}").format(
                command="mount -t efivarfs efivarfs /sys/firmware/efi/efivars"
            ),
        )


def _efi_is_open(sources: Sources, start: Origin, disk: Disk) -> bool:
    """An entry that names no partition may mean any disk on its way, unless the start is accounted for already."""
    if sources.efi is None or not sources.efi.through_efi:
        return sources.efi is None
    entry = sources.efi.entry
    if entry is None:
        return not start.known
    if entry.partition or entry.way in ("network", "optical") or start.known:
        return False
    return entry.way == "other" or disk.bus is None or disk.bus in _BUSES[entry.way]


def _gap(disk: Disk, why: str, remedy: str = "") -> Unknown:
    return Unknown(what=f"disks.{disk.name}.system_roles", why=why, remedy=remedy)
