"""How much memory a program of ours may take: /proc/meminfo, its control group (cgroups(7)), its limits (proc(5))."""

import re
from collections.abc import Iterator

from pcsol.errors import ToolUnreadableError
from pcsol.judge.testing.room import Room
from pcsol.tools.kernel.working.told import number, text
from pcsol.tools.world.world import World

_MEMINFO = "/proc/meminfo"
_CGROUPS = "/sys/fs/cgroup"
# In version 1 of control groups, "no limit" is the largest number of pages that fits; nobody has that much memory.
_NO_LIMIT_BYTES = 1 << 60
_MAY_LOCK = 1 << 14  # CAP_IPC_LOCK, capabilities(7)
_FILES = {2: ("memory.max", "memory.current", "inactive_file"),
          1: ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")}  # fmt: skip


def read(world: World) -> Room:
    """Read all of it. Raises FactError, or ToolUnreadableError when /proc/meminfo does not say."""
    facts = {name: int(kib) * 1024 for name, kib in re.findall(r"(?m)^(\w+):\s+(\d+) kB$", world.read(_MEMINFO))}
    try:
        total, available, free = facts["MemTotal"], facts["MemAvailable"], facts["MemFree"]
    except KeyError as err:
        raise ToolUnreadableError(_MEMINFO, details=str(err)) from err
    swap = facts.get("SwapTotal", 0) > 0
    return Room(total, available, free, swap, container=_container(world), lockable=_lockable(world))


def _container(world: World) -> int | None:
    """Return what the tightest control group around us still allows; what it can throw out of its cache counts."""
    return min((left for left in _allowances(world)), default=None)


def _allowances(world: World) -> Iterator[int]:
    for version, root, path in _groups(world):
        limit_file, used_file, cache = _FILES[version]
        parts = [part for part in path.split("/") if part and part != ".."]
        for depth in range(len(parts), -1, -1):  # inside a container its own group is the root
            folder = "/".join([root, *parts[:depth]])
            limit, used = number(world, f"{folder}/{limit_file}"), number(world, f"{folder}/{used_file}")
            if limit is not None and used is not None and limit < _NO_LIMIT_BYTES:
                yield max(0, limit - used + _stat(world, f"{folder}/memory.stat", cache))


def _groups(world: World) -> Iterator[tuple[int, str, str]]:
    """Yield (version, where it is mounted, our path in it), from lines such as "0::/a/b" or "4:memory:/a/b"."""
    for hierarchy, controllers, path in re.findall(r"(?m)^(\d+):([^:]*):(.*)$", text(world, "/proc/self/cgroup")):
        if hierarchy == "0":
            yield 2, _CGROUPS, path
        elif "memory" in controllers.split(","):
            yield 1, f"{_CGROUPS}/memory", path


def _stat(world: World, path: str, name: str) -> int:
    found = re.search(rf"(?m)^{name} (\d+)$", text(world, path))
    return int(found[1]) if found else 0


def _lockable(world: World) -> int | None:
    capabilities = re.search(r"(?m)^CapEff:\s+([0-9a-f]+)$", text(world, "/proc/self/status"))
    if capabilities and int(capabilities[1], 16) & _MAY_LOCK:
        return None
    found = re.search(r"(?m)^Max locked memory\s+(\d+)", text(world, "/proc/self/limits"))
    return int(found[1]) if found else None
