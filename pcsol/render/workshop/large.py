"""Large signs for what must be read from a step back: STOP, a tower's code. Made of `#`, which every terminal has."""

from rich.text import Text

from pcsol.render.lines import Block
from pcsol.render.signs import plain

HIGH = 5
_WIDE = 5
# Five rows of five each; only what codes, STOP and the state of a tower are made of.
_SIGNS = {
    "A": " ### #   #######   ##   #", "B": "#### #   ##### #   ##### ", "C": " #####    #    #     ####",
    "D": "#### #   ##   ##   ##### ", "E": "######    ###  #    #####", "F": "######    ###  #    #    ",
    "G": " #####    #  ###   # ####", "H": "#   ##   #######   ##   #", "I": "#####  #    #    #  #####",
    "J": "    #    #    ##   # ### ", "K": "#   ##  # ###  #  # #   #", "L": "#    #    #    #    #####",
    "M": "#   ### ### # ##   ##   #", "N": "#   ###  ## # ##  ###   #", "O": " ### #   ##   ##   # ### ",
    "P": "#### #   ##### #    #    ", "Q": " ### #   ## # ##  #  ## #", "R": "#### #   ##### #  # #   #",
    "S": " #####     ###     ##### ", "T": "#####  #    #    #    #  ", "U": "#   ##   ##   ##   # ### ",
    "V": "#   ##   ##   # # #   #  ", "W": "#   ##   ## # ### ###   #", "X": "#   # # #   #   # # #   #",
    "Y": "#   # # #   #    #    #  ", "Z": "#####   #   #   #   #####",
    "0": " ### #  ### # ###  # ### ", "1": "  #   ##    #    #  #####", "2": "####     # ### #    #####",
    "3": "####     # ###     ##### ", "4": "#   ##   ######    #    #", "5": "######    ####     ##### ",
    "6": " ### #    #### #   # ### ", "7": "#####    #   #   #   #   ", "8": " ### #   # ### #   # ### ",
    "9": " ### #   # ####    # ### ", "À": "#     ### #   #######   #",
    "É": "   # ########  #    #####", "-": "           ###           ", " ": " " * 25,
}  # fmt: skip


def large(text: str, columns: int, style: str = "bold") -> Block:
    """Return a word in large signs; as it is where it is too wide, or holds a sign that there is no large one of."""
    word = plain(text).upper()
    if len(word) * (_WIDE + 1) - 1 > columns or not set(word) <= set(_SIGNS):
        return [Text(word, style=style)]
    rows = [" ".join(_SIGNS[sign][row * _WIDE : (row + 1) * _WIDE] for sign in word) for row in range(HIGH)]
    return [Text(row.rstrip(), style=style) for row in rows]
