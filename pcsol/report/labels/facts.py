"""What a label says of a tower beside its code: what it may be called, how it was graded, what is in it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pcsol.i18n import _, ngettext
from pcsol.judge.testing.grading import Graded
from pcsol.judge.towers.called import is_clean
from pcsol.judge.towers.standing import Erased, inside
from pcsol.model.probe import Probe
from pcsol.model.testing.grade import Label
from pcsol.report.cover import short_name, title_of
from pcsol.report.quantities import disk_size, memory_size
from pcsol.report.testing.grades import label
from pcsol.report.words import said

_MEDIA = {"ssd": "SSD", "flash": "flash"}


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines in the language of the moment. `warning`: a disk in it may hold somebody's data; "" where none does."""

    label: str
    warning: str
    lines: tuple[str, ...]


class Worth(NamedTuple):
    """What it may be called today, its grades (None: not graded), and the name of its destination ("": none)."""

    label: Label
    function: str | None
    look: str | None
    destination: str


class Parts(NamedTuple):
    """What is in it, None where it is unknown. `medium`: that of its disks, where they are all of one kind."""

    processor: str | None
    memory_bytes: int | None
    disks: int | None
    disk_bytes: int | None
    medium: str | None


def of_probe(probe: Probe, found: Graded, erased: Erased, at: datetime) -> Facts:
    """Return what is printed at the tower itself, from its look, its grade and its papers of this moment."""
    own = inside(probe)
    media = {one.medium for one in own or ()}
    sizes = [one.size_bytes for one in own or ()]
    worth = Worth(found.label, found.function, found.look, title_of(probe.verdict) if found.destination else "")
    parts = Parts(
        probe.processor.model, probe.memory.installed_bytes or probe.memory.total_bytes,
        None if own is None else len(own), None if None in sizes else sum(one or 0 for one in sizes),
        media.pop() if len(media) == 1 else None,
    )  # fmt: skip
    return of(worth, parts, at, is_clean=is_clean(erased, probe.hidden_storage))


def of(worth: Worth, parts: Parts, at: datetime, *, is_clean: bool) -> Facts:
    """Return what is printed. `is_clean`: no disk in it may hold somebody's data; `at`: the day, and its zone."""
    marks = _("Function {function} · Look {look}").format(function=worth.function or "?", look=worth.look or "?")
    use = worth.destination if worth.label != "for-parts" else ""
    day = _("PCSol, {day}").format(day=f"{at:%d/%m/%Y}")
    lines = (marks, use, short_name(parts.processor), _inside_it(parts), day)
    clean = tuple(line for one in lines if (line := said(one)))  # without what a machine may have hidden in them
    return Facts(label(worth.label)[0], "" if is_clean else _("DISK NOT ERASED"), clean)


def _inside_it(parts: Parts) -> str:
    size = parts.memory_bytes
    memory = _("{size} of memory").format(size=memory_size(size)) if size else ""
    return " · ".join(part for part in (memory, disks(parts.disks, parts.disk_bytes, parts.medium)) if part)


def disks(count: int | None, size_bytes: int | None, medium: str | None) -> str:
    """Return what disks are in it: "SSD 240 GB", "2 disks, 750 GB", "no disk"; "" where nobody knows."""
    if count is None:
        return ""
    if count == 0:
        return _("no disk")
    what = _MEDIA.get(medium or "", _("disk")) if count == 1 else ""
    many = ngettext("{count} disk", "{count} disks", count).format(count=count) + ("," if size_bytes else "")
    return " ".join(part for part in (what or many, disk_size(size_bytes) if size_bytes else "") if part)
