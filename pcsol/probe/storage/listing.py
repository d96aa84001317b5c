"""Which disks there are: from the kernel at once, else from lsblk, and in an album from the names of its files too."""

import re
from collections.abc import Iterable

from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.probe.notebook import Notebook
from pcsol.probe.storage import raid
from pcsol.tools.kernel import block
from pcsol.tools.programs import lsblk, nvme
from pcsol.tools.world.world import World

_ABOUT_DISKS = ("smartctl", "hdparm", "nvme-id-ctrl", "nvme-smart-log")


def names(world: World, book: Notebook) -> tuple[str, ...] | None:
    """Return the name of every disk, each once, as the kernel counts; None, and a note, when nothing tells."""
    shown = block.names(world)
    listed = _by_lsblk(world) if shown is None else shown
    recorded = _recorded(world)
    if listed is None and not recorded:
        book.note("disks", _("Nothing here tells which disks there are."))
        return None
    return tuple(sorted(_once({*(listed or ()), *recorded}), key=_in_order))


def spelled(world: World, program: str, name: str) -> str:
    """Return the name under which an album keeps this program's answer: it may say nvme0 for nvme0n1."""
    recorded = world.targets(program)
    return nvme.controller(name) if name not in recorded and nvme.controller(name) in recorded else name


def _by_lsblk(world: World) -> tuple[str, ...] | None:
    try:
        return tuple(disk.name for disk in lsblk.read(world))
    except PCSolError:
        return None


def _recorded(world: World) -> set[str]:
    found = {name.removeprefix("N-") for program in _ABOUT_DISKS for name in world.targets(program)}
    return {name for name in found if block.is_disk(name) and name != raid.SCAN_TARGET}


def _once(found: Iterable[str]) -> set[str]:
    """nvme0 is the controller of nvme0n1: the same disk, as long as it has a namespace."""
    told = set(found)
    return told - {nvme.controller(name) for name in told if nvme.controller(name) != name}


def _in_order(name: str) -> tuple[str, int, tuple[int, ...], str]:
    """sdb before sdaa, nvme2n1 before nvme10n1."""
    return re.sub(r"[^a-z].*", "", name)[:2], len(name), tuple(map(int, re.findall(r"\d+", name))), name
