"""Where PCSol writes down its own faults: PCSOL_HOME/log, or a temporary file where that cannot be written."""

import logging
import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from pcsol import __version__

_LIMIT_BYTES = 1_000_000


class Book:
    """A stream for logging whose file is made when the first fault is written."""

    def write(self, entry: str) -> None:
        """Write one entry."""
        write(entry)

    def flush(self) -> None:
        """Every entry is flushed already."""


def open_book() -> None:
    """Send what the rooms log to the file, and nothing of it to the screen."""
    log = logging.getLogger("pcsol")
    if not log.handlers:
        handler = logging.StreamHandler(Book())
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        log.addHandler(handler)
        log.propagate = False


def keep(fault: BaseException) -> Path | None:
    """Write an unforeseen fault down; return the file, or None when nothing can be written anywhere."""
    return write("".join(traceback.format_exception(fault)))


def write(entry: str) -> Path | None:
    """Append one entry, with the time and the version; return the file."""
    text = f"--- {datetime.now(UTC).isoformat(timespec='seconds')} pcsol {__version__}\n{entry}\n"
    for file in (_home() / "log" / "pcsol.log", Path(tempfile.gettempdir()) / f"pcsol-{os.getuid()}.log"):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.is_file() and file.stat().st_size > _LIMIT_BYTES:
                file.replace(file.with_suffix(".old.log"))
            with file.open("a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(text)
        except OSError:
            continue
        return file
    return None


def _home() -> Path:
    named = os.environ.get("PCSOL_HOME")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "pcsol"
