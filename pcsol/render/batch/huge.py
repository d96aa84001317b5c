"""One huge word, its colour, its code: what a tower's screen shows to whoever walks through a room of thirty."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from pcsol.i18n import _
from pcsol.model.batch.progress import Word
from pcsol.render.console import Screen
from pcsol.render.lines import Block, capped, paragraph, shortened
from pcsol.render.signs import plain
from pcsol.render.workshop.large import HIGH, large
from pcsol.report.batch import WORDS

# The colours of a word's field: those of a Linux console, dark on light, so that neither a tired screen nor a
# colour-blind eye has to tell two hues apart. The word itself says all that the colour says.
_FIELDS: dict[Word, str] = {
    "looks": "white on blue", "tests": "black on cyan", "waits": "black on white", "erases": "white on magenta",
    "done": "black on green", "hand": "black on yellow", "fails": "white on red",
}  # fmt: skip
_SHOWN = "black on bright_yellow"
_SCALES = (3, 2, 1)
_SIGN = 6  # columns of a large sign, its gap included
_BAR = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A thing that goes on: `share` 0 to 1, None where nobody knows; `left`: how long still, in words."""

    name: str
    share: float | None
    left: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """All that the screen shows. `shows_itself`: the hub asked where this tower is; `room`: when the room closes."""

    word: Word
    code: str | None
    steps: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...] = ()
    needs: tuple[str, ...] = ()
    notice: str = ""
    left: str = ""
    keys: str = ""
    shows_itself: bool = False
    room: str = ""


def show(screen: Screen, state: State) -> None:
    """Show it. The last line has no end: on a full screen that would push the first one out."""
    lines = picture(state, screen.columns, screen.lines)
    screen.rich.clear()
    for line in lines[:-1]:
        screen.rich.print(line, no_wrap=True, overflow="ignore", crop=False)
    screen.rich.print(lines[-1], no_wrap=True, overflow="ignore", crop=False, end=" ")
    screen.rich.file.flush()


def picture(state: State, columns: int, lines: int) -> Block:
    """Return the screen's lines: the word first, then the code; what does not fit below is cut, never these two."""
    style = _SHOWN if state.shows_itself else _FIELDS[state.word]
    keys = paragraph(state.keys, columns, "bold")
    code = large(state.code, columns - 2) if state.code else [Text(_("CODE?"), style="bold")]
    room = lines - len(keys) - len(code) - 3
    top = [*_field(_scaled(_(WORDS[state.word]), columns, room), columns, style), *_field(code, columns, style)]
    below = [*_needs(state, columns), *_lines(state, columns), *_steps(state, columns)]
    rest = max(1, lines - len(top) - len(keys))
    return [*top, *capped(below, rest), *keys]


def _scaled(word: str, columns: int, room: int) -> Block:
    """The word as large as there is room for; one that is too wide to be twice as wide is at least twice as high."""
    rows = large(word, len(word) * _SIGN)
    wide = next((one for one in _SCALES if (len(word) * _SIGN - 1) * one <= columns - 2), 0)
    high = next((one for one in _SCALES if HIGH * one + 2 <= room), 0)
    if not wide or not high:
        return [Text(word, style="bold")]
    return [Text(_wide(row.plain, wide)) for row in rows for _time in range(min(high, wide + 1))]


def _wide(row: str, scale: int) -> str:
    return "".join(sign * scale for sign in row)


def _field(rows: Block, columns: int, style: str) -> Block:
    """Rows in the middle of a coloured field, with an empty one above."""
    wide = max((len(row.plain) for row in rows), default=0)
    left = max(0, (columns - wide) // 2)
    filled = [Text((" " * left + row.plain).ljust(columns), style=f"bold {style}") for row in rows]
    return [Text(" " * columns, style=style), *filled]


def _needs(state: State, columns: int) -> Block:
    return [
        *(line for need in state.needs for line in paragraph(f"> {need}", columns, "bold yellow")),
        *paragraph(state.notice, columns, "yellow"),
        *paragraph(state.room, columns),
    ]


def _lines(state: State, columns: int) -> Block:
    return [_line(one, columns) for one in state.lines]


def _line(one: Line, columns: int) -> Text:
    if one.share is None:
        bar = " " * (_BAR + 5)
    else:
        full = round(one.share * _BAR)
        bar = f"{'#' * full}{'.' * (_BAR - full)} {one.share:4.0%}"
    room = columns - len(bar) - len(one.left) - 2
    return Text(f"{bar} {shortened(plain(one.name), max(8, room))} {one.left}".rstrip())


def _steps(state: State, columns: int) -> Block:
    """Every step with a sign: done, going on, to come, left out, failed."""
    return paragraph("  ".join(f"{sign} {name}" for name, sign in state.steps), columns)


def signs(states: Sequence[str]) -> tuple[str, ...]:
    """Return the sign of each state of a step."""
    known = {"done": "[x]", "doing": "[>]", "to-do": "[ ]", "left-out": "[-]", "failed": "[!]"}
    return tuple(known[state] for state in states)
