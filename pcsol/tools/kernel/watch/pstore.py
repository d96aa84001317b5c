"""/sys/fs/pstore: what the last crash left in the firmware (Documentation/ABI/testing/pstore)."""

import re

from pcsol.errors import FactError
from pcsol.model.testing.kernel import Crash
from pcsol.tools.world.world import World

FOLDER = "/sys/fs/pstore"
_CRASH = re.compile(r"dmesg-.+")
_TELLING = re.compile(r"(?:Kernel panic - not syncing|BUG:|Oops|general protection fault|\[Hardware Error\]).*")
_MOST_BYTES = 200_000


def read(world: World) -> tuple[Crash, ...] | None:
    """Return what was kept of crashes, by name; None when nobody could look."""
    names = world.names(FOLDER)
    if names is None:
        return None
    return tuple(Crash(name=name, line=_line(world, name)) for name in names if _CRASH.fullmatch(name))


def _line(world: World, name: str) -> str:
    try:
        found = _TELLING.search(world.read(f"{FOLDER}/{name}", _MOST_BYTES))
    except FactError:  # compressed, or already gone
        return ""
    return found[0][:200] if found else ""
