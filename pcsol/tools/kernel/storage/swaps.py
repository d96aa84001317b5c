"""/proc/swaps: where memory is written to when it is short."""

from dataclasses import dataclass

from pcsol.tools.kernel.storage import looking
from pcsol.tools.kernel.storage.mounts import plain
from pcsol.tools.world.world import World

_DELETED = " (deleted)"


@dataclass(frozen=True, slots=True)
class Swap:
    """A device or a file that is swapped to."""

    path: str
    is_file: bool


def read(world: World) -> tuple[Swap, ...] | None:
    """Return every swap; a kernel without swap has none; None when it could not be read."""
    text = looking.text(world, "/proc/swaps")
    return None if text is None else parse(text)


def parse(text: str) -> tuple[Swap, ...] | None:
    """Read the table (proc(5)); None when a line is not written as it should be."""
    rows = [line.split() for line in text.splitlines()[1:] if line.strip()]
    if any(len(row) < 2 or not row[0].startswith("/") for row in rows):
        return None
    return tuple(Swap(plain(row[0]).removesuffix(_DELETED), row[1] == "file") for row in rows)
