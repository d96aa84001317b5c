"""`pcsol wipe list` on a terminal: what may be erased first; what carries the system last, and greyed."""

from rich.text import Text

from pcsol.i18n import _, ngettext
from pcsol.model.erasure.listing import ListedDisk, WipeList
from pcsol.model.hardware.disk import Disk
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, Block, notes, paragraph, row, title
from pcsol.report import words
from pcsol.report.quantities import disk_size
from pcsol.report.sheet import Row

_INDENT = 9
_SPARED = "dim"


def show(screen: Screen, found: WipeList) -> None:
    """Show the list, a page at a time."""
    pager.show(screen, blocks(found, screen.columns))


def blocks(found: WipeList, columns: int) -> list[Block]:
    """Return what is said of the tower, and a block per disk."""
    ordered = sorted(found.disks, key=_rank)
    return [_head(found, columns), *(_disk(disk, columns) for disk in ordered)]


def _rank(disk: ListedDisk) -> tuple[bool, bool]:
    """First what may be erased, last what is not the tower's or carries the system."""
    return _is_spared(disk), not disk.eligible


def _is_spared(disk: ListedDisk) -> bool:
    return bool(disk.own_medium or disk.system_roles)


def _head(found: WipeList, columns: int) -> Block:
    code = found.custody.code if found.custody else None
    name = _("Disks of {code}").format(code=code) if code else _("Disks of this tower")
    count = sum(disk.eligible for disk in found.disks)
    lines = [title(name, columns), *paragraph(_said(found, count), columns, STYLES["good" if count else "look"])]
    for note in found.notes:
        lines += paragraph(note, columns, STYLES["look"])
    for remark in found.remarks:
        lines += paragraph(words.told(remark.text), columns, STYLES["look"])
    return lines


def _said(found: WipeList, count: int) -> str:
    if not found.disks:
        return _("No disk is seen.")
    if not count:
        return _("No disk here may be erased; each says why.")
    said = ngettext("{count} disk of {all} may be erased.", "{count} disks of {all} may be erased.", count)
    shown = _("Nothing is erased without being typed.")
    return f"{said.format(count=count, all=len(found.disks))} {shown}"


def _disk(disk: ListedDisk, columns: int) -> Block:
    name = words.said(disk.path or disk.name)
    if disk.eligible:
        verdict = row(Row(_("Erase"), _("may be erased"), "good"), columns, _INDENT)
    else:
        verdict = [*row(Row(_("Erase"), _("NO"), "bad"), columns, _INDENT)]
        verdict += notes(tuple(words.told(one.text) for one in disk.refusals), columns)
    lines = [title(name, columns), *row(Row(_("Disk"), _what(disk)), columns, _INDENT)]
    lines += row(Row(_("To type"), words.known(disk.id)), columns, _INDENT) if not _is_spared(disk) else []
    return _greyed([*lines, *verdict]) if _is_spared(disk) else [*lines, *verdict]


def _what(disk: ListedDisk) -> str:
    if disk.kind == "loop":
        return words.joined(words.bus("loop"), words.known(disk.size_bytes, disk_size), disk.backing_file)
    model = words.maker_and_model(disk.vendor, disk.model)
    way = words.bus(disk.bus) if disk.bus else None
    return words.joined(
        model, words.known(disk.size_bytes, disk_size), words.medium(Disk(name=disk.name, medium=disk.medium)), way
    )


def _greyed(lines: Block) -> Block:
    return [Text(line.plain, style=_SPARED) for line in lines]
