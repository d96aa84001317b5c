"""How a code is written, and how it is read from what a person typed."""

import re
from itertools import count
from typing import NamedTuple

from pcsol.errors import CodeFaultyError
from pcsol.i18n import _
from pcsol.judge.codes.check import check_letter

NUMBER_MAX = 9_999_999

_EXAMPLE = "VAL-0042-D"
_PREFIX = re.compile(r"[A-Z]{2,4}")
# Four digits, or more of them without a leading zero: one number has one form.
_PLAIN = re.compile(r"([A-Z]{2,4})(\d{4}|[1-9]\d{4,6})([A-Z])")
# What people read for another: each is put right by its place, letters where letters stand, digits where digits do.
_AS_LETTER = str.maketrans("01", "OI")
_AS_DIGIT = str.maketrans("OI", "01")
# What a scanner that is set to an American keyboard types on a French one: same keys, other signs.
# Such a text has no digit at all, so no mistyped code is taken for one.
_DIGIT = re.compile(r"[0-9]")
_AMERICAN = str.maketrans("à&é\"'(-è_ç)aqwzAQWZ,?", "0123456789-qazwQAZWmM")


class Code(NamedTuple):
    """The parts of a code."""

    prefix: str
    number: int

    def sticker(self) -> str:
        """Return the code as it stands on the sticker."""
        return f"{self.prefix}-{self.number:04d}-{check_letter(f'{self.prefix}{self.number:04d}')}"


def compose(prefix: str, number: int) -> str:
    """Return the code of this structure's nth tower. Raises CodeFaultyError for a prefix or number without a code."""
    clean = prefix.strip().upper()
    if not _PREFIX.fullmatch(clean):
        raise CodeFaultyError(
            _("A structure's prefix is 2 to 4 letters without accents, not “{prefix}”.").format(prefix=prefix),
            remedy=_("Choose letters such as VAL or LYON."),
        )
    if not 1 <= number <= NUMBER_MAX:
        raise CodeFaultyError(
            _("A tower's number lies between 1 and {last}, not {number}.").format(last=NUMBER_MAX, number=number),
            remedy=_("Begin again at 1 with another prefix."),
        )
    return Code(clean, number).sticker()


def read(typed: str) -> str:
    """Return the code that a person typed or a scanner read, in its one form.

    Lower case, spaces, missing dashes, O for 0 and I for 1 (and the reverse) are put right, and what a scanner for an
    American keyboard types on a French one. Raises CodeFaultyError.
    """
    return parts(typed).sticker()


def parts(typed: str) -> Code:
    """Return the parts of a typed code. Raises CodeFaultyError when it has not its form, or its letter does not fit."""
    readings = _readings(typed)
    if not readings and not _DIGIT.search(typed):
        readings = _readings(typed.translate(_AMERICAN))
    fitting = {body for body in readings if _fits(body)}
    if len(fitting) == 1:
        found = _PLAIN.fullmatch(fitting.pop())
        assert found  # noqa: S101  # typing: only such readings are kept
        return Code(found[1], int(found[2]))
    shown = " ".join(typed.split())[:40]
    if not readings:
        raise CodeFaultyError(
            _("“{typed}” has not the form of a tower code.").format(typed=shown),
            remedy=_("A code looks like {example}: letters, a number, one letter. Read the sticker again.").format(
                example=_EXAMPLE
            ),
        )
    dashed = _dashed(min(readings))
    text = _("The code “{typed}” was read as {read}: its last letter does not fit.")
    if shown == dashed:
        text = _("In the code “{typed}”, the last letter does not fit.")
    raise CodeFaultyError(
        text.format(typed=shown, read=dashed),
        remedy=_("One character is wrong, or two are swapped. Read the sticker again, or scan it."),
    )


def _fits(body: str) -> bool:
    return check_letter(body[:-1]) == body[-1]


def _readings(typed: str) -> set[str]:
    """Return every body ("VAL0042D") that needs the fewest signs put right; dashes, where typed, say where it parts."""
    fields = [field for field in re.split(r"[\s\-‐‑–—_./]+", typed.upper()) if field]
    joined = "".join(fields)
    splits = [len(fields[0])] if len(fields) == 3 and len(fields[2]) == 1 else [2, 3, 4]
    found: dict[str, int] = {}
    for split in splits:
        body = (
            joined[:split].translate(_AS_LETTER)
            + joined[split:-1].translate(_AS_DIGIT)
            + joined[-1:].translate(_AS_LETTER)
        )
        match = _PLAIN.fullmatch(body) if body.isascii() else None
        if match and len(match[1]) == split:
            found[body] = sum(a != b for a, b in zip(body, joined, strict=True))
    fewest = min(found.values(), default=0)
    return {body for body, changed in found.items() if changed == fewest}


def _dashed(body: str) -> str:
    first_digit = next(at for at in count() if body[at].isdigit())
    return f"{body[:first_digit]}-{body[first_digit:-1]}-{body[-1]}"
