"""Every disk that somebody might want to erase, with all that the guard must know of it."""

from collections.abc import Iterable

from pcsol.errors import FactError
from pcsol.judge.placeholders import known_serial
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.hardware.disk import Disk
from pcsol.tools.kernel import block
from pcsol.tools.kernel.live_medium import is_ours
from pcsol.tools.kernel.storage.loops import Loop
from pcsol.tools.world.world import World
from pcsol.wipe.survey import holdings, roles
from pcsol.wipe.survey import sources as places
from pcsol.wipe.survey.roles import Origin
from pcsol.wipe.survey.sources import Sources

_TRUTH = {"0": False, "1": True}


def survey(world: World, disks: Iterable[Disk]) -> tuple[Candidate, ...]:
    """Return a candidate per disk of the probe, and one per loop device that has something behind it.

    Nothing is opened but files of /proc and /sys. Never raises: what cannot be known is None, with its reason.
    """
    sources = places.read(world)
    start = roles.origin(sources)
    real = [_candidate(sources, start, _as_it_is(world, disk), None) for disk in disks]
    files = [_candidate(sources, start, _disk_of(sources, loop), loop) for loop in sources.loops]
    return (*real, *files)


def _candidate(sources: Sources, start: Origin, disk: Disk, loop: Loop | None) -> Candidate:
    held, role = tuple(holdings.gaps(sources, disk.name)), tuple(roles.gaps(sources, start, disk))
    return Candidate(
        disk=disk,
        kind="loop" if loop else "disk",
        backing_file=loop.file if loop else None,
        backing_number=f"{loop.backing.number}/{loop.backing.inode}" if loop and loop.backing else None,
        backing_deleted=loop.deleted if loop else False,
        shows_whole_file=loop.shows_all if loop else None,
        read_only=_flag(sources.world, disk.name, "ro"),
        holdings=None if held else holdings.of(sources, disk.name),
        system_roles=None if role else roles.of(sources, start, disk),
        serial_says_nothing=bool(disk.serial) and known_serial(disk.serial) is None,
        sequence=_word(sources.world, disk.name, "diskseq") or None,
        unknown=(*held, *role),
    )


def _as_it_is(world: World, disk: Disk) -> Disk:
    """A card that can be drawn out of its reader says so in another file than a stick does (sysfs of the MMC bus)."""
    if disk.bus == "mmc" and _word(world, disk.name, "device/type") != "MMC":
        return disk.model_copy(update={"removable": True})
    return disk


def _disk_of(sources: Sources, loop: Loop) -> Disk:
    volumes = sources.volumes(loop.name)
    kernel = block.disk(sources.world, loop.name)
    own = None if volumes is None else any(is_ours(volume.kind, volume.label) for volume in volumes)
    facts = {"bus": "loop", "medium": None, "removable": False, "own_medium": own, "serial": None, "wwn": None}
    return kernel.model_copy(update=facts)


def _flag(world: World, name: str, fact: str) -> bool | None:
    return _TRUTH.get(_word(world, name, fact))


def _word(world: World, name: str, fact: str) -> str:
    try:
        return world.read(f"{block.BLOCK}/{name}/{fact}", 4096).strip()
    except FactError:
        return ""
