"""The disks of the tower: every one that is there, also the one that hangs, each asked apart from the others."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any

from pcsol.errors import UnrecordedError
from pcsol.i18n import _
from pcsol.judge.health import grade
from pcsol.model.hardware.disk import Disk
from pcsol.probe.notebook import Finding, Notebook
from pcsol.probe.storage import own, raid
from pcsol.probe.storage.listing import names, spelled
from pcsol.probe.storage.merge import Told, merged
from pcsol.tools.kernel import block, live_medium
from pcsol.tools.programs import hdparm, lsblk, nvme, smartctl
from pcsol.tools.programs.smart.report import DiskReport
from pcsol.tools.world.abreast import Errand, every
from pcsol.tools.world.world import World

_SECONDS = 50.0  # more than any single program may take: the meter ends a hung one first and says which it was
_LSBLK, _VOLUMES, _MEMBERS = "lsblk", "volumes", "members"
_TOPICS = ("smart", "ata", "extent", "nvme", "nvme_health", "kernel")
_WITHOUT_HEALTH = ("virtio", "mmc")  # no SMART there, and smartctl does not know how to ask
_Answers = Mapping[str, "Future[Any]"]


def look(world: World) -> Finding[tuple[Disk, ...] | None]:
    """Find every disk. One that does not answer is listed with what the kernel knows, and named in what is unknown.

    The value is None when nothing tells which disks there are.
    """
    book = Notebook()
    found = names(world, book)
    if found is None:
        return book.finding(None)
    errands = [*_slow(world, found), *(errand for name in found for errand in _about(world, name))]
    answers = {errand.name: future for errand, future in every(world, errands)}
    listed = _listed(answers, book)
    volumes, medium = _got(answers, _VOLUMES) or {}, live_medium.read(world)
    shown: list[Disk] = []
    for name in found:
        notes = Notebook()
        disk = _one(name, answers, listed.get(name), notes)
        mine = own.is_own(disk, volumes.get(name), medium)
        book.unknown.extend(() if mine else notes.unknown)  # what PCSol's own stick does not tell is no loss
        shown.append(disk.model_copy(update={"own_medium": mine}))
    behind = [disk for disk in _members(answers, book) if disk.name not in found]
    return book.finding((*shown, *behind))


def _slow(world: World, found: tuple[str, ...]) -> Iterator[Errand[Any]]:
    """What takes longest starts first: a disk may have to wake up."""
    for name in found:
        recorded = spelled(world, "smartctl", name)
        bus = block.bus(world, name)
        if bus not in _WITHOUT_HEALTH or recorded in world.targets("smartctl"):
            yield _errand(name, "smart", partial(smartctl.read, world, recorded, bus))
    if raid.is_possible(world):
        yield Errand(_MEMBERS, partial(_ask_members, world), _SECONDS)
    yield Errand(_LSBLK, partial(lsblk.read, world), _SECONDS)
    yield Errand(_VOLUMES, partial(lsblk.read_volumes, world), _SECONDS)


def _about(world: World, name: str) -> Iterator[Errand[Any]]:
    """What else to ask of one disk. hdparm makes answers up behind anything but ATA, so that it is asked there only."""
    if block.is_ata(world, name) or {name, f"N-{name}"} & set(world.targets("hdparm")):
        yield _errand(name, "ata", partial(hdparm.read_identity, world, name))
        yield _errand(name, "extent", partial(hdparm.read_extent, world, name))
    if name.startswith("nvme"):
        yield _errand(name, "nvme", partial(nvme.read_identity, world, name))
        yield _errand(name, "nvme_health", partial(nvme.read_health, world, name))
    yield _errand(name, "kernel", partial(block.disk, world, name))


def _errand(name: str, topic: str, ask: Callable[[], Any]) -> Errand[Any]:
    return Errand(f"{name}.{topic}", ask, _SECONDS)


def _one(name: str, answers: _Answers, listed: Disk | None, book: Notebook) -> Disk:
    """Put one disk together, and note what it kept to itself."""
    got = {topic: _got(answers, f"{name}.{topic}") for topic in _TOPICS}
    if got["nvme_health"] is None:
        _note_health(name, answers.get(f"{name}.smart"), book)
    _note_security(name, answers.get(f"{name}.ata"), book)
    return _graded(merged(name, Told(lsblk=listed, **got)))


def _graded(disk: Disk) -> Disk:
    return disk.model_copy(update={"health": grade(disk)})


def _got(answers: _Answers, name: str) -> Any:  # noqa: ANN401  # each topic has its own type
    future = answers.get(name)
    return future.result() if future is not None and future.exception() is None else None


def _note_health(name: str, asked: "Future[Any] | None", book: Notebook) -> None:
    what = f"disks.{name}.smart"
    if asked is None:
        book.note(what, _("This kind of disk (virtual, or a memory card) does not report its health."))
    else:
        book.attempt(what, asked.result)


def _note_security(name: str, asked: "Future[Any] | None", book: Notebook) -> None:
    """What an album never recorded goes without saying; a refusal or a silence does not."""
    if asked is not None and not isinstance(asked.exception(), UnrecordedError):
        book.attempt(f"disks.{name}.security", asked.result)


def _listed(answers: _Answers, book: Notebook) -> dict[str, Disk]:
    future = answers[_LSBLK]
    if isinstance(future.exception(), UnrecordedError):
        return {}
    return {disk.name: disk for disk in book.attempt("disks.lsblk", future.result) or ()}


def _ask_members(world: World) -> tuple[tuple[raid.Member, "Future[DiskReport]"], ...]:
    """Ask every disk behind the controllers at once. Here, and only here, one program waits for another."""
    found = {member.name: member for member in raid.members(world)}
    errands = [Errand(name, partial(raid.read, world, member), _SECONDS - 20) for name, member in found.items()]
    return tuple((found[errand.name], future) for errand, future in every(world, errands))


def _members(answers: _Answers, book: Notebook) -> Iterator[Disk]:
    if _MEMBERS not in answers:
        return
    for member, future in book.attempt("disks.raid", answers[_MEMBERS].result) or ():
        what = f"disks.{member.name}.smart"
        report = book.attempt(what, future.result)
        if report is not None and not report.answered:
            book.note(what, _("The disk {name} does not answer.").format(name=member.name))
        yield _graded(merged(member.name, Told(smart=report)).model_copy(update={"path": member.path}))
