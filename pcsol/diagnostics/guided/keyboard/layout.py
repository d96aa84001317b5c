"""A French keyboard of 105 keys by rows: what stands on a key, its number in the kernel, and the signs that it types.

Numbers: linux/input-event-codes.h. Signs: what a console with the French keymap gives; "" where it gives none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `signs`: each of them, typed, tells that it was this one."""

    label: str
    code: int
    signs: tuple[str, ...] = ()


def _letters(labels: str, first: int) -> tuple[Key, ...]:
    return tuple(Key(label, first + at, (label.lower(), label)) for at, label in enumerate(labels))


_DIGITS = ("&1", "é2~", '"3#', "'4{", "(5[", "-6|", "è7`", "_8\\", "ç9^", "à0@", ")°]", "=+}")
_F_KEYS = (*range(59, 69), 87, 88)


def _digits() -> tuple[Key, ...]:
    """The digit stands large on these keys, and comes with shift; the last two have none."""
    labels = (signs[1] if signs[1].isdecimal() else signs[0] for signs in _DIGITS)
    return tuple(Key(label, 2 + at, tuple(_DIGITS[at])) for at, label in enumerate(labels))


ROWS: tuple[tuple[Key, ...], ...] = (
    (Key("Esc", 1, ("\x1b",)), *(Key(f"F{n}", code) for n, code in enumerate(_F_KEYS, 1))),
    (Key("²", 41, ("²",)), *_digits(), Key("<-", 14, ("\x7f", "\x08"))),
    (
        Key("Tab", 15, ("\t",)), *_letters("AZERTYUIOP", 16), Key("^", 26, ("¨",)),
        Key("$", 27, ("$", "£")), Key("Entrée", 28, ("\r", "\n")),
    ),
    (Key("Verr", 58), *_letters("QSDFGHJKLM", 30), Key("ù", 40, ("ù", "%")), Key("*", 43, ("*", "µ"))),
    (
        Key("Maj", 42), Key("<", 86, ("<", ">")), *_letters("WXCVBN", 44), Key(",", 50, (",", "?")),
        Key(";", 51, (";", ".")), Key(":", 52, (":", "/")), Key("!", 53, ("!", "§")), Key("Maj", 54),
    ),
    (
        Key("Ctrl", 29), Key("Win", 125), Key("Alt", 56), Key("Espace", 57, (" ",)), Key("AltGr", 100),
        Key("Win", 126), Key("Menu", 127), Key("Ctrl", 97),
    ),
    (
        Key("Ins", 110, ("\x1b[2~",)), Key("Sup", 111, ("\x1b[3~",)), Key("Deb", 102, ("\x1b[1~", "\x1b[H")),
        Key("Fin", 107, ("\x1b[4~", "\x1b[F")), Key("PgH", 104, ("\x1b[5~",)), Key("PgB", 109, ("\x1b[6~",)),
        Key("Haut", 103, ("\x1b[A",)), Key("Bas", 108, ("\x1b[B",)), Key("Gau", 105, ("\x1b[D",)),
        Key("Dro", 106, ("\x1b[C",)),
    ),
    (
        Key("Num", 69), Key("/", 98), Key("*", 55), Key("-", 74), Key("+", 78), Key("Ent", 96),
        *(Key(str(n), code) for n, code in enumerate((82, 79, 80, 81, 75, 76, 77, 71, 72, 73))), Key(".", 83),
    ),
)  # fmt: skip
KEYS = tuple(key for row in ROWS for key in row)
ENTER = frozenset({28, 96})
# No keyboard is without these, however small it is.
LETTERS = frozenset(key.code for key in KEYS if key.label.isascii() and key.label.isalpha() and len(key.label) == 1)
# Two keys carry the same word, and the number pad the words of others: with their side or place no list is a riddle.
_TWINS = {54: "right", 97: "right", 126: "right", 42: "left", 29: "left", 125: "left"}


def picture(seen: frozenset[int]) -> tuple[str, ...]:
    """Return the keyboard, 60 columns at most; keys that came stand in brackets."""
    return tuple("".join(f"[{key.label}]" if key.code in seen else f" {key.label} " for key in row) for row in ROWS)


def side(key: Key) -> str:
    """Return "left", "right" or "pad" where the word on a key is not enough, else nothing."""
    return _TWINS.get(key.code, "pad" if key in ROWS[-1] else "")


def codes_of(typed: str) -> tuple[int, ...]:
    """Return the keys that these signs are of, in order; what no key of this keyboard gives is passed over."""
    found: list[int] = []
    while typed:
        sign, key = next(((s, k) for s, k in _BY_LENGTH if typed.startswith(s)), (typed[0], None))
        if sign == "\x1b" and len(typed) > 1:  # the beginning of a key that is not in the list: F keys differ too much
            return tuple(found)
        if key is not None:
            found.append(key.code)
        typed = typed[len(sign) :]
    return tuple(found)


_BY_LENGTH = sorted(((sign, key) for key in KEYS for sign in key.signs), key=lambda pair: -len(pair[0]))
