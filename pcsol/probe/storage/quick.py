"""The disks without their health: enough to name and to spare them, in a moment and without waking one up."""

from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from typing import Any

from pcsol.model.hardware.disk import Disk
from pcsol.probe.notebook import Finding, Notebook
from pcsol.probe.storage import own
from pcsol.probe.storage.listing import names
from pcsol.probe.storage.merge import Told, merged
from pcsol.tools.kernel import block, live_medium
from pcsol.tools.programs import hdparm, lsblk
from pcsol.tools.world.abreast import Errand, every
from pcsol.tools.world.world import World

_SECONDS = 15.0


def look(world: World) -> Finding[tuple[Disk, ...] | None]:
    """Return every disk that the kernel shows, by the kernel, lsblk and, on ATA, the disk's own words.

    Health and what only SMART tells stay unknown. The value is None when nothing tells which disks there are.
    """
    book = Notebook()
    found = names(world, book)
    if found is None:
        return book.finding(None)
    answers = {errand.name: future for errand, future in every(world, _errands(world, found))}
    listed = {disk.name: disk for disk in book.attempt("disks.lsblk", answers["lsblk"].result) or ()}
    volumes, medium = _got(answers.get("volumes")) or {}, live_medium.read(world)
    shown: list[Disk] = []
    for name in found:
        told = Told(
            kernel=_got(answers.get(f"{name}.kernel")), lsblk=listed.get(name), ata=_got(answers.get(f"{name}.ata"))
        )
        disk = merged(name, told)
        shown.append(disk.model_copy(update={"own_medium": own.is_own(disk, volumes.get(name), medium)}))
    return book.finding(tuple(shown))


def _errands(world: World, found: tuple[str, ...]) -> Iterator[Errand[Any]]:
    """hdparm makes answers up behind anything but ATA, so that it is asked there only."""
    yield Errand("lsblk", partial(lsblk.read, world), _SECONDS)
    yield Errand("volumes", partial(lsblk.read_volumes, world), _SECONDS)
    for name in found:
        yield Errand(f"{name}.kernel", partial(block.disk, world, name), _SECONDS)
        if block.is_ata(world, name) or name in world.targets("hdparm"):
            yield Errand(f"{name}.ata", partial(hdparm.read_identity, world, name), _SECONDS)


def _got(future: "Future[Any] | None") -> Any:  # noqa: ANN401  # each topic has its own type
    return future.result() if future is not None and future.exception() is None else None
