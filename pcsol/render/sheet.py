"""The tower sheet on a terminal: a first screen with what must be known, then the details."""

from rich.text import Text

from pcsol.i18n import _, ngettext
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, TITLE, Block, block, capped, paragraph, row, shortened
from pcsol.report.sheet import Cover, Row, Sheet

_WORST_FIRST = "DC?BA"
_LABEL_COLUMNS = 14
_LEAST_DISK_LINES = 2
_KIND, _RULE, _STEP, _BLANK = 1, 2, 4, 5  # places in the head of a cover
_PROCESSOR, _GAP, _TAKEN = 1, 2, 4  # and in its tail


def show(screen: Screen, sheet: Sheet, saved: str) -> None:
    """Show the sheet, a page at a time. `saved` says in one sentence whether it is kept."""
    pager.show(screen, blocks(sheet, saved, screen.columns, screen.lines))


def blocks(sheet: Sheet, saved: str, columns: int, lines: int) -> list[Block]:
    """Return the cover, made to fit the screen, and a block per section."""
    return [cover(sheet.cover, saved, columns, lines - 1), *(block(section, columns) for section in sheet.sections)]


def cover(found: Cover, saved: str, columns: int, most: int) -> Block:
    """Return the first screen in at most so many lines; what has no room is on the next pages."""
    head = [
        [Text(shortened(found.name, columns), style=TITLE)],
        [Text(shortened(found.kind, columns))],
        [Text("─" * columns)],
        capped(paragraph(found.verdict, columns, f"bold {STYLES[found.tone]}"), 2),
        capped(_labelled(_("To do"), found.next_step, columns), 5),
        [Text("")],
    ]
    tail = [
        capped(_labelled(found.memory.label, found.memory.value, columns), 1),
        capped(_labelled(found.processor.label, found.processor.value, columns), 1),
        [Text("")],
        capped(paragraph(saved, columns), 2),
        [Text(shortened(found.taken, columns))],
    ]
    fixed = sum(map(len, (*head, *tail)))
    disks = _disks(found.disks, columns, max(most - fixed, _LEAST_DISK_LINES))
    for spare in (tail[_TAKEN], tail[_PROCESSOR], head[_BLANK], tail[_GAP], head[_RULE], head[_KIND]):
        if fixed + len(disks) > most:
            fixed -= len(spare)
            spare.clear()  # all of it stands on the next pages too
    while fixed + len(disks) > most and len(head[_STEP]) > 1:
        head[_STEP][:] = capped(head[_STEP], len(head[_STEP]) - 1)
        fixed -= 1
    return [line for lines in (*head, disks, *tail) for line in lines]


def _labelled(label: str, text: str, columns: int) -> Block:
    return row(Row(label, text), columns, _LABEL_COLUMNS)


def _disks(found: tuple[Row, ...], columns: int, room: int) -> Block:
    """The worst first, with their first reason while there is room; the rest is counted."""
    ordered = sorted(found, key=lambda disk: _WORST_FIRST.find(disk.badge) if disk.badge else len(_WORST_FIRST))
    short = [row(Row(disk.label, disk.value, disk.tone), columns, _LABEL_COLUMNS) for disk in ordered]
    full = [row(Row(disk.label, disk.value, disk.tone, disk.notes[:2]), columns, _LABEL_COLUMNS) for disk in ordered]
    for choice in (full, short):
        if sum(map(len, choice)) <= room:
            return [line for lines in choice for line in lines]
    shown: Block = []
    count = 0
    while count < len(short) and len(shown) + len(short[count]) < room:
        shown += short[count]
        count += 1
    left = len(short) - count
    more = ngettext("and {count} more disk: next page", "and {count} more disks: next page", left)
    return [*shown, Text(shortened(more.format(count=left), columns))]
