"""The signs that every terminal can show. Does not need rich, so that errors can be plain too."""

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": "...", "–": "-", "—": "-", "−": "-", "‑": "-",
        "→": "->", "≥": ">=", "≤": "<=", "≈": "~", "œ": "oe", "Œ": "OE", "€": "EUR", "™": "(TM)", "\u202f": " ",
        "\xa0": " ", "\xad": None, "\t": " ",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """Return text that any terminal shows: no control characters, and only signs that a Linux console's font has.

    Line ends are kept. Nothing in it can move the cursor, change colours or write outside its place.
    """
    return "".join(sign if sign == "\n" or _shows(sign) else "?" for sign in text.translate(_PLAIN))


def _shows(sign: str) -> bool:
    """Latin-1 and plain box drawing: what console-setup's Lat15 and the kernel's own font have in common."""
    return " " <= sign <= "~" or "\xa1" <= sign <= "\xff" or sign in "─│┌┐└┘├┤┬┴┼"
