"""What every inventory has confirmed: a line a tower, appended and flushed, in `outbox/to-NAME`.

    {"tower": "val-0042-d", "letter": "<SHA-256 of what was sent, in hex>"}

The last line of a tower counts. A line that a power cut left half-written counts for nothing: that tower is sent once
more, and every inventory takes the same one twice. The same holds for a file that is lost.
"""

import json
import os
from pathlib import Path

from pcsol.store import home as house
from pcsol.store import medium
from pcsol.tools import regular_file

FOLDER = "outbox"
_LARGEST_BYTES = 200_000_000


class Sent:
    """The memory of one inventory."""

    def __init__(self, home: Path, name: str) -> None:
        """Read what is there; what cannot be read is forgotten."""
        self._home = home
        self._file = home / FOLDER / f"to-{name}"
        self._letters = dict(_lines(self._file))

    def has(self, tower: str, letter: str) -> bool:
        """Tell whether this very letter was confirmed last."""
        return self._letters.get(tower) == letter

    def add(self, tower: str, letter: str) -> None:
        """Remember it, flushed. Raises StoreFullError, StoreReadOnlyError or StoreGoneError."""
        house.make(self._home)
        line = json.dumps({"tower": tower, "letter": letter}) + "\n"
        try:
            medium.make_folder(self._file.parent, 0o700)
            new = not self._file.exists()
            _append(self._file, line.encode())
            if new:
                medium.flush_folder(self._file.parent)
        except OSError as err:
            raise medium.not_saved(err, self._home) from err
        self._letters[tower] = letter


def _append(file: Path, line: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        medium.write_lines(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lines(file: Path) -> list[tuple[str, str]]:
    try:
        content = regular_file.read(file, _LARGEST_BYTES)
    except OSError:
        return []
    return [found for line in content.split(b"\n") if (found := _line(line))]


def _line(line: bytes) -> tuple[str, str] | None:
    try:
        plain = json.loads(line)
        return str(plain["tower"]), str(plain["letter"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
