"""File names that every medium takes: /sys is full of colons, and a FAT stick or Windows refuses them."""

import re

_REFUSED = re.compile(r'[\x00-\x1f":*?<>|\\%]')
_ESCAPED = re.compile(r"%([0-9A-F]{2})")


def safe(name: str) -> str:
    """Return the name with each sign that FAT refuses as %XX (and % itself, so that `plain` gives the name back)."""
    return _REFUSED.sub(lambda found: f"%{ord(found[0]):02X}", name)


def plain(name: str) -> str:
    """Return the name that `safe` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
