"""What a disk is by itself: one that can be written, that belongs into a tower, whose size is known."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.model.erasure.candidate import Refusal
from pcsol.wipe.guard.view import LOOP, REMOVABLE, View

# Where the disk itself says whether it turns, so that not to know it means that something is wrong.
_TELL_THEIR_MEDIUM = ("sata", "ata", "nvme", "mmc")


def path(view: View) -> Iterator[Refusal]:
    """It has no file of its own under /dev: a disk behind a RAID controller."""
    if not (view.candidate.disk.path or "").startswith("/dev/"):
        said = _("{name} cannot be reached by itself: a controller shows it as a part of a volume only.")
        yield Refusal(code="no-path", text=said.format(name=view.name))


def read_only(view: View) -> Iterator[Refusal]:
    """It cannot be written, or nobody can tell."""
    if view.candidate.read_only is None:
        said = _("It is not known whether {name} can be written. Start again with `sudo`.")
        yield Refusal(code="read-only-unknown", text=said.format(name=view.name))
    elif view.candidate.read_only:
        said = _("{name} can only be read. Look for a switch on it; else it is to be destroyed.")
        yield Refusal(code="read-only", text=said.format(name=view.name))


def size(view: View) -> Iterator[Refusal]:
    """A disk that broke often has no size any more."""
    if not view.candidate.disk.size_bytes or view.candidate.disk.size_bytes < 0:
        code = "size-unknown" if view.candidate.disk.size_bytes is None else "size-zero"
        said = _("The size of {name} is not known: it may be broken. Try another cable; else it is to be destroyed.")
        yield Refusal(code=code, text=said.format(name=view.name))


def bus(view: View) -> Iterator[Refusal]:
    """Without its bus nobody can tell whether it is inside the tower."""
    if view.candidate.disk.bus is None:
        said = _("It is not known how {name} is connected. Connect it inside the tower, by SATA for example.")
        yield Refusal(code="bus-unknown", text=said.format(name=view.name))


def medium(view: View) -> Iterator[Refusal]:
    """Flash and magnetic disks are not erased in the same way."""
    disk = view.candidate.disk
    if disk.medium is None and disk.bus in _TELL_THEIR_MEDIUM and not view.is_loop:
        said = _("It is not known whether {name} is a hard disk or an SSD. Start again with `sudo`.")
        yield Refusal(code="medium-unknown", text=said.format(name=view.name))


def removable(view: View) -> Iterator[Refusal]:
    """It is on USB, or can be drawn out: somebody's own stick, as like as not."""
    disk = view.candidate.disk
    if disk.bus == "usb" or disk.removable:
        said = _("{name} is on USB or can be drawn out: it may be somebody's own. If it is to go: {option}.")
        yield _lifted("removable", said.format(name=view.name, option=REMOVABLE), REMOVABLE)
    elif disk.removable is None:
        said = _("It is not known whether {name} can be drawn out. If it is to go all the same: {option}.")
        yield _lifted("removable-unknown", said.format(name=view.name, option=REMOVABLE), REMOVABLE)


def loop(view: View) -> Iterator[Refusal]:
    """It is a file that stands for a disk."""
    if view.is_loop:
        said = _("{name} is a file that stands for a disk, and no disk of a tower. If it is to go: {option}.")
        yield _lifted("loop", said.format(name=view.name, option=LOOP), LOOP)


def loop_file(view: View) -> Iterator[Refusal]:
    """A loop device is known by its file, and by nothing else."""
    if not view.is_loop:
        return
    file = view.candidate.backing_file
    if not file:
        said = _("The file behind {name} is not known. Start again with `sudo`.")
        yield Refusal(code="loop-file-unknown", text=said.format(name=view.name))
    elif view.candidate.backing_deleted:
        said = _("The file behind {name} was deleted, and cannot be told any more. Detach it with `losetup -d`.")
        yield Refusal(code="loop-file-deleted", text=said.format(name=view.name))
    elif file.startswith("/dev/") and not file.startswith("/dev/shm/"):  # noqa: S108  # no file is made here
        said = _("Behind {name} lies no file but {file}. Name that one itself.")
        yield Refusal(code="loop-on-device", text=said.format(name=view.name, file=file))
    elif view.candidate.shows_whole_file is None:
        said = _("It is not known whether {name} shows the whole of its file. Start again with `sudo`.")
        yield Refusal(code="loop-window-unknown", text=said.format(name=view.name))
    elif not view.candidate.shows_whole_file:
        said = _(
            "{name} shows a part of its file only: what lies outside would stay. Detach it with `losetup -d`, and "
            "attach the whole file."
        )
        yield Refusal(code="loop-window", text=said.format(name=view.name))


def _lifted(code: str, text: str, option: str) -> Refusal:
    return Refusal.model_validate({"code": code, "text": text, "lifted_by": option})
