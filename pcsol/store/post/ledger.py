"""Which records the hub has confirmed: a line for each, appended and flushed. Losing it costs sending them again."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from pcsol.store import medium
from pcsol.tools import regular_file

FOLDER, FILE = "outbox", "delivered"
_LARGEST_BYTES = 200_000_000
_LINE = re.compile(rb"^([0-9a-f]{16}) ([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$", re.MULTILINE)


def delivered(home: Path, hub: str) -> set[str]:
    """Return the ids of the records that this hub (its mark) has. What is broken, or cannot be read, does not count."""
    try:
        content = regular_file.read(home / FOLDER / FILE, _LARGEST_BYTES)
    except OSError:
        return set()
    return {number.decode() for mark, number in _LINE.findall(content) if mark.decode() == hub}


def note(home: Path, hub: str, ids: Iterable[str]) -> None:
    """Write down, in one go, that this hub has these. Raises StoreFullError, StoreReadOnlyError or StoreGoneError."""
    file = home / FOLDER / FILE
    lines = "".join(f"{hub} {number}\n" for number in ids).encode()
    try:
        medium.make_folder(file.parent)
        if not file.exists():
            medium.write_whole(file, b"")
        descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            medium.write_lines(descriptor, lines)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as err:
        raise medium.not_saved(err, home) from err
