"""What a label says of a tower beside its code: what it may be called, how it was graded, what is in it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pcsol.i18n import _, ngettext
from pcsol.judge.testing.grading import Graded
from pcsol.judge.towers.called import is_clean
from pcsol.judge.towers.standing import Erased, inside
from pcsol.model.probe import Probe
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


def of_probe(probe: Probe, found: Graded, erased: Erased, at: datetime) -> Facts:
    """Return what is printed at the tower itself, from its look, its grade and its papers of this moment."""
    own = inside(probe)
    media = {one.medium for one in own or ()}
    sizes = [one.size_bytes for one in own or ()]
    inner = disks(
        None if own is None else len(own), None if None in sizes else sum(one or 0 for one in sizes),
        media.pop() if len(media) == 1 else None,
    )  # fmt: skip
    worth = title_of(probe.verdict) if found.destination and found.label != "for-parts" else ""
    memory = probe.memory.installed_bytes or probe.memory.total_bytes
    name = label(found.label)[0]
    lines = (marks(found.function, found.look), worth, processor(probe.processor.model), inside_it(memory, inner))
    return Facts(name, warning(is_clean=is_clean(erased, probe.hidden_storage)), told((*lines, day(at))))


def marks(function: str | None, look: str | None) -> str:
    """Return both grades on one line; "?" was not graded."""
    return _("Function {function} · Look {look}").format(function=function or "?", look=look or "?")


def processor(model: str | None) -> str:
    """Return its name without signs and clock rate, "" where it is unknown."""
    return short_name(model)


def inside_it(memory_bytes: int | None, inner: str) -> str:
    """Return memory and disks on one line."""
    memory = _("{size} of memory").format(size=memory_size(memory_bytes)) if memory_bytes else ""
    return " · ".join(part for part in (memory, inner) if part)


def disks(count: int | None, size_bytes: int | None, medium: str | None) -> str:
    """Return what disks are in it: "SSD 240 GB", "2 disks, 750 GB", "no disk"; "" where nobody knows."""
    if count is None:
        return ""
    if count == 0:
        return _("no disk")
    what = _MEDIA.get(medium or "", _("disk")) if count == 1 else ""
    many = ngettext("{count} disk", "{count} disks", count).format(count=count) + ("," if size_bytes else "")
    return " ".join(part for part in (what or many, disk_size(size_bytes) if size_bytes else "") if part)


def warning(*, is_clean: bool) -> str:
    """Return the warning where a disk may hold somebody's data."""
    return "" if is_clean else _("DISK NOT ERASED")


def day(at: datetime) -> str:
    """Return the day of the label, and whose it is."""
    return _("PCSol, {day}").format(day=f"{at:%d/%m/%Y}")


def told(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that say something, without what a machine may have hidden in them."""
    return tuple(clean for line in lines if (clean := said(line)))
