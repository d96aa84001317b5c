"""The letter that closes a code, and betrays a mistyped one.

It is Verhoeff's scheme, in the dihedral group of order 26 (the symmetries of a polygon with 13 sides): one element per
letter, and none left over. Typed with its dashes, a code betrays every single wrong character and every swap of two
neighbours, which no remainder of a division by 26 can do; without them nearly all (docs/adr/0007-check-letter.md).
J. Verhoeff, "Error Detecting Decimal Codes", 1969; for the mapping, J. A. Gallian and M. D. Mullin, "Groups with
anti-symmetric mappings", 1995.
"""

import string

LETTERS = string.ascii_uppercase

_SIDES = 13
# A digit must not count as the letter that looks like it: else VAI-0042 and VA-10042 would share their check letter.
_FIRST_DIGIT = LETTERS.index("J")


def check_letter(body: str) -> str:
    """Return the letter that closes prefix and digits ("VAL0042")."""
    total = 0
    for place, sign in enumerate(body):
        total = _times(total, _turned(_value(sign), place))
    closing = (letter for letter in LETTERS if _times(total, _turned(_value(letter), len(body))) == 0)
    return next(closing)


def _value(sign: str) -> int:
    return _FIRST_DIGIT + int(sign) if sign.isdigit() else LETTERS.index(sign)


def _times(left: int, right: int) -> int:
    """Multiply two elements: 0 to 12 are turns, 13 to 25 the same turns after a reflection."""
    (flipped, turn), (flips, more) = divmod(left, _SIDES), divmod(right, _SIDES)
    return (flipped ^ flips) * _SIDES + (turn - more if flipped else turn + more) % _SIDES


def _turned(value: int, times: int) -> int:
    """Map an element `times` times by an anti-symmetric mapping: a·f(b) is never b·f(a), so no swap goes unseen."""
    for _time in range(times):
        flipped, turn = divmod(value, _SIDES)
        value = flipped * _SIDES + (turn + 1 if flipped else -turn) % _SIDES
    return value
