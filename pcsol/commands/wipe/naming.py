"""Which disk a person means by a path: /dev/sda, sda, /dev/disk/by-id/…; never a partition, never two at once."""

from collections.abc import Iterable

from pcsol.errors import WipeRefusedError
from pcsol.i18n import _
from pcsol.model.erasure.candidate import Candidate
from pcsol.tools.kernel.storage import tree
from pcsol.tools.world.world import World


def chosen(world: World, candidates: Iterable[Candidate], typed: Iterable[str]) -> tuple[Candidate, ...]:
    """Return the disk of each path, in this order, and once where two paths lead to one disk.

    Raises WipeRefusedError for the first one that is no whole disk, with the sentence that says what it is.
    """
    everyone = tuple(candidates)
    found = [one(world, everyone, path) for path in typed]
    return tuple({candidate.disk.name: candidate for candidate in found}.values())


def one(world: World, candidates: tuple[Candidate, ...], typed: str) -> Candidate:
    """Return the disk that this path means. Raises WipeRefusedError."""
    path = typed.strip()
    path = path if "/" in path else f"/dev/{path}"
    real = world.link(path) or path
    found = [candidate for candidate in candidates if _path(candidate) == real]
    if len(found) == 1:
        return found[0]
    raise _refused(world, candidates, typed, real)


def _path(candidate: Candidate) -> str:
    """The whole path counts: a path that leads nowhere may end with the name of a disk that nobody means."""
    return candidate.disk.path or f"/dev/{candidate.disk.name}"


def _refused(world: World, candidates: tuple[Candidate, ...], typed: str, real: str) -> WipeRefusedError:
    remedy = _("`pcsol wipe list` shows every disk, and its path.")
    name = real.rpartition("/")[2]
    shown = tree.read(world)
    device = shown.devices.get(name) if shown is not None and real == f"/dev/{name}" else None
    loops = [one.disk.path or "" for one in candidates if one.kind == "loop" and one.backing_file == real]
    if loops:
        what = _("{typed} is a file. It stands for the disk {disk}.").format(typed=typed, disk=loops[0])
        return WipeRefusedError(what, remedy=_("Name {disk}.").format(disk=loops[0]))
    if device is None or shown is None:
        return WipeRefusedError(_("There is no disk {typed} here.").format(typed=typed), remedy=remedy)
    if device.disk:
        what = _("{typed} is a partition of {disk}: only whole disks are erased.")
        disk = f"/dev/{device.disk}"
        return WipeRefusedError(what.format(typed=typed, disk=disk), remedy=_("Name {disk}.").format(disk=disk))
    below = sorted(shown.below(name) - {name})
    if below:
        what = _("{typed} was built on {disks}: only the disks themselves are erased.")
        return WipeRefusedError(what.format(typed=typed, disks=", ".join(below)), remedy=remedy)
    return WipeRefusedError(_("{typed} is no disk, or nothing lies behind it.").format(typed=typed), remedy=remedy)
