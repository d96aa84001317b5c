"""What the kernel says in one of its files; nothing where it says nothing."""

from pcsol.errors import FactError
from pcsol.tools.world.world import World


def text(world: World, path: str) -> str:
    """Return a file's text, "" where there is none or it may not be read."""
    try:
        return world.read(path)
    except FactError:
        return ""


def number(world: World, path: str, most_digits: int = 20) -> int | None:
    """Return the whole number that is all of a file; None for anything else, or for more digits than 64 bits have."""
    found = text(world, path).strip()
    return int(found) if found.isascii() and found.isdecimal() and len(found) <= most_digits else None
