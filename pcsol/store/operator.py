"""Who works here until power-off. The name stands on every record, and nowhere in a log."""

import unicodedata

from pcsol.store import session

_NAME = "operator"
_LONGEST = 60


def set_operator(name: str) -> None:
    """Keep the name, tidied, until power-off; an empty one is forgotten. Raises StoreError."""
    kept = tidy(name)
    if kept:
        session.remember(_NAME, {"name": kept})
    else:
        session.forget(_NAME)


def operator() -> str | None:
    """Return who works here; None when nobody said so since the machine was started."""
    name = (session.recall(_NAME) or {}).get("name")
    return name if isinstance(name, str) and name else None


def tidy(name: str) -> str:
    """Return a name on one line, without signs that cannot be seen."""
    visible = "".join(sign for sign in name if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", " ".join(visible.split()))[:_LONGEST].strip()
