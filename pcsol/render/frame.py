"""The guided menu's screens: what must be known on top, at the foot what to do, whether it is saved, and the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from pcsol.render import sheet
from pcsol.render.console import Screen
from pcsol.render.lines import Block, capped, paragraph
from pcsol.render.signs import plain
from pcsol.report.sheet import Cover

_NOTICE_LINES, _SAVED_LINES, _NEXT_LINES = 4, 3, 2


@dataclass(frozen=True, slots=True)
class Foot:
    """`notice`: what went wrong; `next_step`: one sentence; `saved`: the sentence, and whether it is good news."""

    keys: str
    saved: str
    is_saved: bool
    next_step: str = ""
    notice: str = ""


def first(screen: Screen, cover: Cover, foot: Foot) -> None:
    """Show the first screen of a tower; the cursor stays behind the keys."""
    low = _foot(foot, screen.columns)
    _show(screen, sheet.cover(cover, "", screen.columns, screen.lines - len(low)), low)


def page(screen: Screen, lines: Sequence[Text], foot: Foot) -> None:
    """Show a page of something else."""
    _show(screen, list(lines), _foot(foot, screen.columns))


def room(screen: Screen, foot: Foot) -> int:
    """Return how many lines a page has above this foot."""
    return max(1, screen.lines - len(_foot(foot, screen.columns)))


def _foot(foot: Foot, columns: int) -> Block:
    return [
        *capped(paragraph(foot.notice, columns, "yellow"), _NOTICE_LINES),
        *capped(paragraph(foot.saved, columns, "green" if foot.is_saved else "bold red"), _SAVED_LINES),
        *capped(paragraph(foot.next_step, columns), _NEXT_LINES),
        *(Text(line, style="bold") for line in _packed(plain(foot.keys).split("  "), columns - 2)),
    ]


def _packed(keys: Sequence[str], columns: int) -> list[str]:
    """A key stays on one line with its word."""
    lines = [""]
    for key in keys:
        longer = f"{lines[-1]}  {key}" if lines[-1] else key
        if len(longer) <= columns or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(key)
    return lines


def _show(screen: Screen, above: Block, low: Block) -> None:
    """The last line has no end: on a full screen that would push the first one out."""
    screen.rich.clear()
    lines = [*above, *low]
    for line in lines[:-1]:
        screen.rich.print(line, no_wrap=True, overflow="ignore", crop=False)
    screen.rich.print(lines[-1], no_wrap=True, overflow="ignore", crop=False, end=" ")
    screen.rich.file.flush()
