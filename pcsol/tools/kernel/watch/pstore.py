"""/sys/fs/pstore: what the last crash left in the firmware (Documentation/ABI/testing/pstore)."""

import re

from pcsol.errors import FactError
from pcsol.model.testing.kernel import Crash
from pcsol.tools.world.world import World

FOLDER = "/sys/fs/pstore"
_CRASH = re.compile(r"dmesg-.+")
# The line that names the fault (kernel/panic.c, kernel/hung_task.c, kernel/watchdog.c, arch/x86/kernel/dumpstack.c).
_TELLING = re.compile(
    r"(?:Kernel panic|BUG:|Oops:|Machine check|watchdog:|general protection fault|\[Hardware Error\]).*"
)
_MOST_BYTES, _MOST_SIGNS = 200_000, 200


def read(world: World) -> tuple[Crash, ...] | None:
    """Return what was kept of crashes, by name; None when nobody could look."""
    names = world.names(FOLDER)
    if names is None:
        return None
    return tuple(Crash(name=name, line=fault(world, f"{FOLDER}/{name}")) for name in names if _CRASH.fullmatch(name))


def fault(world: World, path: str) -> str:
    """Return what a crash report names as the fault; "" where it names none, or cannot be read."""
    try:
        found = _TELLING.search(world.read(path, _MOST_BYTES))
    except FactError:  # compressed, or already gone
        return ""
    return found[0].strip()[:_MOST_SIGNS] if found else ""
