"""Long screens, a page at a time; only where a person sits before them. What goes into a pipe is never paged."""

import os
import sys
import termios
import tty
from collections.abc import Callable, Iterable, Sequence

from rich.text import Text

from pcsol.i18n import _
from pcsol.render.console import Screen
from pcsol.render.lines import Block
from pcsol.render.signs import plain

_QUIT = ("q", "Q", "\x03", "\x04", "\x1b", "")


def show(screen: Screen, blocks: Sequence[Block], ask: Callable[[str], bool] | None = None) -> None:
    """Print the blocks; on a terminal wait after each page. `ask` gets the prompt and says whether to go on."""
    if ask is None and not _is_a_person_there():
        _print(screen, _joined(blocks))
        return
    sheets = pages(blocks, screen.lines - 1)
    for number, page in enumerate(sheets, 1):
        _print(screen, page)
        prompt = _("Page {number} of {count} - Enter: next, Q: quit").format(number=number, count=len(sheets))
        if number < len(sheets) and not (ask or _key)(plain(prompt)):
            return


def pages(blocks: Sequence[Block], most: int) -> list[Block]:
    """Pack the blocks on pages of at most so many lines; a block is torn only when it is longer than a page."""
    sheets: list[Block] = [[]]
    for block in (part for whole in blocks for part in _torn(whole, most)):
        gap = [Text("")] if sheets[-1] else []
        if len(sheets[-1]) + len(gap) + len(block) <= most:
            sheets[-1] += [*gap, *block]
        else:
            sheets.append(list(block))
    return [sheet for sheet in sheets if sheet]


def _torn(block: Block, most: int) -> Iterable[Block]:
    """Cut a block that is too long, its title on every part."""
    if len(block) <= most:
        return [block]
    head, body = block[:1], block[1:]
    return [[*head, *body[start : start + most - 1]] for start in range(0, len(body), most - 1)]


def _joined(blocks: Sequence[Block]) -> Block:
    lines: Block = []
    for block in blocks:
        lines += [Text(""), *block] if lines else block
    return lines


def _print(screen: Screen, lines: Block) -> None:
    for line in lines:
        screen.rich.print(line, no_wrap=True, overflow="ignore", crop=False)


def _is_a_person_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _key(prompt: str) -> bool:
    """Wait for one key; the prompt goes away. Return whether to go on."""
    stdin = sys.stdin.fileno()
    sys.stdout.write(prompt)
    sys.stdout.flush()
    before = termios.tcgetattr(stdin)
    try:
        tty.setcbreak(stdin)
        key = os.read(stdin, 8).decode("ascii", "replace")
    finally:
        termios.tcsetattr(stdin, termios.TCSADRAIN, before)
    sys.stdout.write("\n" if os.environ.get("TERM") == "dumb" else "\r" + " " * len(prompt) + "\r")
    sys.stdout.flush()
    return key not in _QUIT
