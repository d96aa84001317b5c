"""Which disk it is, read from the kernel right now: before the first write and each command of the disk's own."""

from dataclasses import dataclass, fields

from pcsol.errors import DiskChangedError, FactError
from pcsol.i18n import _
from pcsol.model.erasure.candidate import Candidate
from pcsol.tools.kernel import block
from pcsol.tools.world.world import World


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a disk from every other one. `sequence` is the kernel's own number of this appearance of a disk
    (diskseq, Documentation/ABI/stable/sysfs-block): another disk in the same place has another one."""

    path: str
    number: str
    serial: str | None = None
    wwn: str | None = None
    model: str | None = None
    size_bytes: int | None = None
    backing_file: str | None = None
    sequence: str | None = None

    def fits(self, candidate: Candidate) -> bool:
        """Say whether this is the disk of the plan: what both know must agree, and one sure mark must be among it.

        A disk behind USB tells the kernel no serial number; the number of its appearance is mark enough.
        """
        disk = candidate.disk
        pairs = ((self.serial, disk.serial), (self.wwn, disk.wwn), (self.sequence, candidate.sequence))
        known = [a.casefold() == b.casefold() for a, b in pairs if a and b]
        if candidate.kind == "loop":
            return all(known) and self.backing_file is not None and self.backing_file == candidate.backing_file
        return bool(known) and all(known) and (disk.size_bytes is None or disk.size_bytes == self.size_bytes)


def read(world: World, path: str) -> Identity:
    """Return the identity of /dev/NAME as the kernel has it now. Raises DiskChangedError when it is not there."""
    name = path.rpartition("/")[2]
    number = _word(world, name, "dev")
    if number is None:
        raise gone(path)
    disk = block.disk(world, name)
    return Identity(
        path=path,
        number=number,
        serial=disk.serial,
        wwn=disk.wwn,
        model=disk.model,
        size_bytes=disk.size_bytes,
        backing_file=_word(world, name, "loop/backing_file"),
        sequence=_word(world, name, "diskseq"),
    )


def demand(world: World, expected: Identity, *, resized: bool = False) -> None:
    """Return when the disk is still the one. Raises DiskChangedError naming what differs.

    `resized`: a hidden area was opened, so that the disk may show more than before.
    """
    now = read(world, expected.path)
    for field in fields(Identity):
        was, found = getattr(expected, field.name), getattr(now, field.name)
        if was != found and not (resized and field.name == "size_bytes" and _is_larger(found, was)):
            raise DiskChangedError(
                _("{disk} is not the disk any more that was meant.").format(disk=expected.path),
                remedy=_("Nothing more is written. Look which disk it is now: `pcsol wipe list`."),
                details=f"{field.name}: {was!r} -> {found!r}",
            )


def gone(path: str) -> DiskChangedError:
    """Say that the disk is not there any more."""
    return DiskChangedError(
        _("{disk} is not there any more.").format(disk=path),
        remedy=_("Look at its cable, then start the same command again: it goes on where it was."),
    )


def _is_larger(found: int | None, was: int | None) -> bool:
    return found is not None and was is not None and found >= was


def _word(world: World, name: str, fact: str) -> str | None:
    try:
        return world.read(f"{block.BLOCK}/{name}/{fact}", limit_bytes=4096).strip() or None
    except FactError:
        return None
