"""The screen: its size, its colours, and the signs that it can show."""

import os
import sys
from typing import IO

from rich.console import Console
from rich.text import Text

from pcsol.render.lines import wrap

LEAST_COLUMNS, MOST_COLUMNS = 30, 100
LEAST_LINES = 8


class Screen:
    """A place to write sentences to, as wide as it is and never wider than can be read."""

    def __init__(self, stream: IO[str], *, width: int | None = None, height: int | None = None) -> None:
        """Write to this stream; width and height only where the terminal's own are not wanted."""
        self.rich = Console(
            file=stream,
            highlight=False,
            markup=False,
            emoji=False,
            width=width,
            height=height,
            no_color=True if os.environ.get("TERM") == "dumb" else None,  # None: as NO_COLOR says
        )
        if self.rich.width < LEAST_COLUMNS:  # noqa: PLR1730  # it breaks the lines itself; any other may still change
            self.rich.width = LEAST_COLUMNS

    @property
    def size(self) -> tuple[int, int]:
        """How many columns and lines it has just now: a window is pulled wider, a console gets another font."""
        return self.columns, self.lines

    @property
    def columns(self) -> int:
        """How many columns to use."""
        return min(self.rich.width, MOST_COLUMNS)

    @property
    def lines(self) -> int:
        """How many lines the screen has."""
        return max(self.rich.height, LEAST_LINES)

    def say(self, text: str, style: str = "") -> None:
        """Write a paragraph, wrapped between words."""
        for line in text.splitlines() or [""]:
            for part in wrap(line, self.columns) or [""]:
                self.rich.print(Text(part, style=style))


def out() -> Screen:
    """Return stdout, for answers."""
    return Screen(sys.stdout)


def aside() -> Screen:
    """Return stderr, for messages and progress."""
    return Screen(sys.stderr)
