"""The menu's way to an erasure: which disk, and what comes then. Nothing is erased from here without being typed."""

from pcsol.i18n import N_, _
from pcsol.model.erasure.listing import ListedDisk, WipeList
from pcsol.render.lines import Block, block
from pcsol.report.quantities import disk_size
from pcsol.report.sheet import Row, Section

_STEPS = (
    N_("1 PCSol looks at all disks."),
    N_("2 It says which may not be erased, and why."),
    N_("3 It plans how the disk is erased."),
    N_("4 It shows the plan."),
    N_("5 You type the number that stands on the disk. Until then nothing is erased."),
    N_("6 It looks again, and erases."),
    N_("7 It reads the disk back, and writes the certificate."),
)


def blocks(found: WipeList, columns: int) -> list[Block]:
    """Return the choice: disks that may be erased by their numbers, the others with a reason; and the seven steps."""
    numbered = {disk.name: number for number, disk in enumerate(choices(found), 1)}
    rows = tuple(_row(disk, numbered.get(disk.name)) for disk in found.disks)
    said = _("Press the number of the disk to erase.") if numbered else _("No disk here may be erased.")
    remarks = " ".join([*(one.text for one in found.remarks), *found.notes])
    listed = Section(_("Erase a disk"), (*rows, Row("", said)), remarks)
    return [block(listed, columns), block(Section(_("The seven steps"), tuple(Row("", _(s)) for s in _STEPS)), columns)]


def choices(found: WipeList) -> tuple[ListedDisk, ...]:
    """Return the disks that may be erased, by their numbers; at most nine, as there are keys."""
    return tuple(disk for disk in found.disks if disk.eligible and disk.path)[:9]


def _row(disk: ListedDisk, number: int | None) -> Row:
    size = disk_size(disk.size_bytes) if disk.size_bytes else ""
    name = ", ".join(filter(None, (disk.model or disk.name, size, disk.serial)))
    label = f"{number}  {disk.name}" if number else f"-  {disk.name}"
    why = tuple(one.text for one in disk.refusals[:1])
    return Row(label, name, "good" if number else "unknown", why)
