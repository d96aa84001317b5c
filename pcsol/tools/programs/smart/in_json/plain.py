"""Reach into JSON of unsure shape: the value of the wanted type, or None. Nothing here raises."""

from typing import Any


def node(plain: object, *path: str) -> object:
    """Return what lies at the end of a path of keys, whatever it is."""
    for key in path:
        plain = plain.get(key) if isinstance(plain, dict) else None
    return plain


def number(plain: object, *path: str) -> int | None:
    """Return a whole number that is not negative."""
    found = node(plain, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def positive(plain: object, *path: str) -> int | None:
    """Return a whole number above zero."""
    return number(plain, *path) or None


def words(plain: object, *path: str) -> str | None:
    """Return a text, its ends trimmed, that is not empty."""
    found = node(plain, *path)
    return (found.strip() or None) if isinstance(found, str) else None


def truth(plain: object, *path: str) -> bool | None:
    """Return a yes or no."""
    found = node(plain, *path)
    return found if isinstance(found, bool) else None


def rows(plain: object, *path: str) -> tuple[dict[str, Any], ...] | None:
    """Return the objects of a list, passing over whatever else stands in it; None when there is no list."""
    found = node(plain, *path)
    return tuple(row for row in found if isinstance(row, dict)) if isinstance(found, list) else None
