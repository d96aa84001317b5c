"""Which start of the machine this is, and what its kernel kept of a crash."""

from collections.abc import Collection

from pcsol.tools.kernel.watch import pstore
from pcsol.tools.kernel.working import told
from pcsol.tools.world.world import World

_BOOT = "/proc/sys/kernel/random/boot_id"
# Where the kernel shows them, and where systemd-pstore(8) puts them away at the start.
_REPORTS = (pstore.FOLDER, "/var/lib/systemd/pstore")


def boot_id(world: World) -> str:
    """Return the kernel's boot id, "" where it cannot be read: that is like no other."""
    return told.text(world, _BOOT).strip()


def crash_reports(world: World) -> tuple[str, ...]:
    """Return the names of the crash reports that the kernel kept, over power-off as well (pstore); () for none."""
    return tuple(f"{folder}/{name}" for folder in _REPORTS for name in world.names(folder) or ())


def crash_text(world: World, before: Collection[str]) -> str:
    """Return what the newest crash report names as the fault, one line; "" where there is none but those of before."""
    faults = (pstore.fault(world, name) for name in reversed(crash_reports(world)) if name not in before)
    return next(filter(None, faults), "")
