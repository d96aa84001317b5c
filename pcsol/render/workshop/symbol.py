"""A QR symbol on the screen: two rows of squares in each line."""

import os

import segno
from rich.text import Text

from pcsol.render.console import Screen

_QUIET = 2
# Light squares are drawn and dark ones are left out: right on a dark screen also where there are no colours.
_SIGNS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
# Values of TERM whose fonts may lack half squares: half a symbol leads nowhere.
_WITHOUT = ("", "dumb", "linux")


def show(screen: Screen, text: str) -> None:
    """Show it, where the screen has the squares and is wide enough: a symbol that is broken in lines is none."""
    rows = [tuple(bool(dark) for dark in row) for row in segno.make_qr(text, error="l").matrix_iter(border=_QUIET)]
    can = os.environ.get("TERM", "") not in _WITHOUT and screen.rich.encoding.startswith("utf")
    if not can or len(rows[0]) > screen.columns:
        return
    rows += [tuple(False for _square in rows[0])] * (len(rows) % 2)
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        line = "".join(_SIGNS[pair] for pair in zip(upper, lower, strict=True))
        screen.rich.print(Text(line, style="bright_white on black"), no_wrap=True)
