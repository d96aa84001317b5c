"""The signs that every terminal can show. Does not need rich, so that errors can be plain too."""

import os

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": "...", "–": "-", "—": "-", "−": "-", "‑": "-",
        "→": "->", "≥": ">=", "≤": "<=", "≈": "~", "€": "EUR", "™": "(TM)", "\u202f": " ",
        "\xa0": " ", "\xad": None, "\t": " ",
    }
)  # fmt: skip
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE"})
_POOR_FONTS = ("", "dumb", "linux")  # values of TERM; the kernel's own console font is CP437, without the ligature


def plain(text: str) -> str:
    """Return text that any terminal shows: no control characters, and only signs that a Linux console's font has.

    Line ends are kept. Nothing in it can move the cursor, change colours or write outside its place.
    """
    known = text.translate(_PLAIN)
    if os.environ.get("TERM", "") in _POOR_FONTS and not os.environ.get("PCSOL_LIVE"):  # which brings a font of its own
        known = known.translate(_LIGATURES)
    return "".join(sign if sign == "\n" or _shows(sign) else "?" for sign in known)


def _shows(sign: str) -> bool:
    """Latin-1 and plain box drawing: what console-setup's Lat15 and the kernel's own font have in common; and œ."""
    return " " <= sign <= "~" or "\xa1" <= sign <= "\xff" or sign in "œŒ─│┌┐└┘├┤┬┴┼"
