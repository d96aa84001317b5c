"""/sys/block: every block device, its partitions, what was built on it (holders) and what it is built on (slaves)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pcsol.errors import FactError
from pcsol.tools.kernel.storage import looking
from pcsol.tools.world.world import World

_BLOCK = "/sys/block"
_HEX_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Device:
    """One block device; `disk` is the whole device of a partition. `entries` are the names in its folder of /sys."""

    name: str
    disk: str | None = None
    number: str = ""
    entries: frozenset[str] = frozenset()
    holders: tuple[str, ...] | None = None
    slaves: tuple[str, ...] | None = None
    dm_uuid: str | None = None
    dm_name: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """All block devices by their kernel names. `whole`: nothing in it had to be left open."""

    devices: Mapping[str, Device] = field(default_factory=dict)
    whole: bool = True

    def parts(self, disk: str) -> tuple[str, ...]:
        """Return the disk and its partitions."""
        return (disk, *(one.name for one in self.devices.values() if one.disk == disk))

    def above(self, name: str) -> frozenset[str]:
        """Return what was built directly on this device or partition."""
        device = self.devices.get(name)
        holders = device.holders or () if device else ()
        return frozenset([*holders, *(one.name for one in self.devices.values() if name in (one.slaves or ()))])

    def all_above(self, name: str) -> frozenset[str]:
        """Return the device and everything that was built on it, and on that, partitions of those included."""
        found: set[str] = set()
        _spread({name}, found, lambda one: {*self.above(one), *(self.parts(one)[1:] if one != name else ())})
        return frozenset(found)

    def below(self, name: str) -> frozenset[str]:
        """Return the whole devices on which this one lies in the end; itself when it was built on nothing."""
        found: set[str] = set()
        _spread({name}, found, self._feet)
        return frozenset(one for one in found if not self._feet(one))

    def _feet(self, name: str) -> list[str]:
        device = self.devices.get(name)
        if device is None:
            return []
        if device.disk:
            return [device.disk]
        return [*(device.slaves or ()), *(one.name for one in self.devices.values() if name in (one.holders or ()))]

    def numbered(self, number: str) -> str | None:
        """Return the device with this major:minor."""
        return next((one.name for one in self.devices.values() if number and one.number == number), None)

    def named(self, world: World, path: str) -> str | None:
        """Return the device that a path under /dev leads to; None when it leads to none that is here."""
        name = (world.link(path) or path).rpartition("/")[2]
        if name in self.devices:
            return name
        mapped = path.removeprefix("/dev/mapper/")
        return next((one.name for one in self.devices.values() if one.dm_name and one.dm_name == mapped), None)

    def referred(self, world: World, reference: str) -> str | None:
        """Return the device of "/dev/sda1", "/dev/sda1/live.iso", "8:1" or "0801" (Linux, init/do_mounts.c)."""
        while reference.startswith("/dev/"):
            found = self.named(world, reference)
            if found:
                return found
            reference = reference.rpartition("/")[0]
        if ":" not in reference and len(reference) >= _HEX_NUMBER:
            try:
                both = int(reference, 16)
            except ValueError:
                return None
            reference = f"{both >> 8}:{both & 0xFF}"
        return self.numbered(reference)


def _spread(start: set[str], found: set[str], further: Callable[[str], Iterable[str]]) -> None:
    """Follow every way; a ring, which no kernel should show, ends it as well."""
    ahead = list(start)
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += further(one)


def read(world: World) -> Tree | None:
    """Return the tree; None when the kernel's list of block devices is not there to look at."""
    names = world.names(_BLOCK)
    if names is None:
        return None
    found: dict[str, Device] = {}
    whole = True
    for name in names:
        entries = world.names(f"{_BLOCK}/{name}")
        whole = whole and entries is not None
        parts = [part for part in entries or () if part.startswith(name)]
        for one, disk in ((name, None), *((part, name) for part in parts)):
            device = _device(world, one, disk)
            found[one] = device
            whole = whole and None not in (device.holders, device.slaves if disk is None else ())
    return Tree(found, whole)


def _device(world: World, name: str, disk: str | None) -> Device:
    folder = f"{_BLOCK}/{disk}/{name}" if disk else f"{_BLOCK}/{name}"
    entries = frozenset(world.names(folder) or ())
    return Device(
        name=name,
        disk=disk,
        number=_word(world, f"{folder}/dev"),
        entries=entries,
        holders=looking.names(world, f"{folder}/holders"),
        slaves=looking.names(world, f"{folder}/slaves") if disk is None else (),
        dm_uuid=_word(world, f"{folder}/dm/uuid") if "dm" in entries else None,
        dm_name=_word(world, f"{folder}/dm/name") if "dm" in entries else None,
    )


def _word(world: World, path: str) -> str:
    try:
        return world.read(path, 4096).strip()
    except FactError:
        return ""
