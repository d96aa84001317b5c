"""Which start of the machine this is, and what its kernel kept of a crash."""

from collections.abc import Collection

from pcsol.errors import PCSolError
from pcsol.tools.world.world import World

_BOOT = "/proc/sys/kernel/random/boot_id"
# Where the kernel shows them, and where systemd-pstore(8) puts them away at the start.
_REPORTS = ("/sys/fs/pstore", "/var/lib/systemd/pstore")
_MOST_BYTES = 65_536
_MOST_SIGNS = 200
# The line that names the fault (kernel/panic.c, kernel/hung_task.c, kernel/watchdog.c, arch/x86/kernel/dumpstack.c).
_FAULTS = ("Kernel panic", "BUG:", "Oops:", "Machine check", "watchdog:", "general protection fault")


def boot_id(world: World) -> str:
    """Return the kernel's boot id, "" where it cannot be read: that is like no other."""
    try:
        return world.read(_BOOT).strip()
    except PCSolError:
        return ""


def crash_reports(world: World) -> tuple[str, ...]:
    """Return the names of the crash reports that the kernel kept, over power-off as well (pstore); () for none."""
    return tuple(f"{folder}/{name}" for folder in _REPORTS for name in world.names(folder) or ())


def crash_text(world: World, before: Collection[str]) -> str:
    """Return what the newest crash report names as the fault, one line; "" where there is none but those of before."""
    for name in reversed(crash_reports(world)):
        if name in before:
            continue
        try:
            lines = world.read(name, _MOST_BYTES).splitlines()
        except PCSolError:
            continue
        for line in lines:
            if any(fault in line for fault in _FAULTS):
                return line.strip()[:_MOST_SIGNS]
    return ""
