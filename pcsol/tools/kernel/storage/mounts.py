"""/proc/PID/mountinfo (proc_pid_mountinfo(5)): every file system that is mounted, and on what it lies."""

import re
from dataclasses import dataclass

from pcsol.tools.kernel.storage import looking
from pcsol.tools.world.world import World

# Programs may have been given mounts of their own (unshare(1), containers): those of the first process count as well.
_OURS, _OF_INIT = "/proc/self/mountinfo", "/proc/1/mountinfo"
_ESCAPE = re.compile(r"\\([0-7]{3})")
_FIELDS_BEFORE, _FIELDS_AFTER = 6, 3


@dataclass(frozen=True, slots=True)
class Mount:
    """`number`: the device's major:minor, "0:…" for one that is no block device; `options`: of the file system."""

    number: str
    root: str
    point: str
    kind: str
    source: str
    options: str = ""

    def option(self, name: str) -> str | None:
        """Return the value of an option of the file system ("lowerdir"), or None."""
        pairs = (part.partition("=") for part in self.options.split(","))
        return next((value for key, _sign, value in pairs if key == name), None)


def read(world: World) -> tuple[Mount, ...] | None:
    """Return all mounts that this process and the first one see; None when either could not be looked at whole."""
    texts = [looking.text(world, place) for place in (_OURS, _OF_INIT)]
    found = [parse(text) if text else None for text in texts]
    whole = [mounts for mounts in found if mounts is not None]
    return tuple(dict.fromkeys(mount for mounts in whole for mount in mounts)) if len(whole) == len(found) else None


def parse(text: str) -> tuple[Mount, ...] | None:
    """Return the mounts, in the order in which they were made; None when a line is not written as it should be."""
    found = [_mount(line) for line in text.splitlines() if line.strip()]
    mounts = tuple(mount for mount in found if mount is not None)
    return mounts if len(mounts) == len(found) else None


def _mount(line: str) -> Mount | None:
    """`27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw`: optional fields end with a single hyphen."""
    before, dash, after = line.partition(" - ")
    left, right = before.split(" "), after.split(" ")
    if not dash or len(left) < _FIELDS_BEFORE or len(right) < _FIELDS_AFTER or not re.fullmatch(r"\d+:\d+", left[2]):
        return None
    return Mount(left[2], plain(left[3]), plain(left[4]), plain(right[0]), plain(right[1]), plain(" ".join(right[2:])))


def plain(text: str) -> str:
    r"""Undo the kernel's escapes of blanks and other signs (\040)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)), text)


def under(mounts: tuple[Mount, ...], path: str) -> Mount | None:
    """Return the mount on which a path lies: the longest mount point above it, of several the last one made."""
    fitting = [(len(m.point), number, m) for number, m in enumerate(mounts) if _is_above(m.point, path)]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else None


def _is_above(point: str, path: str) -> bool:
    return point in ("/", path) or path.startswith(f"{point}/")
