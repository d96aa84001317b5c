"""Where PCSol writes down its own faults: PCSOL_HOME/log, or a temporary file where that cannot be written."""

import logging
import os
import tempfile
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pcsol import __version__

_LIMIT_BYTES = 1_000_000
_SECONDS = 5.0


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
    return _append_at_home(text) or _append(_file_elsewhere(), text)


def _append_at_home(text: str) -> Path | None:
    """A stick that hangs must not keep the fault itself from the screen."""
    done: list[Path | None] = []
    writing = threading.Thread(target=lambda: done.append(_append(_file_at_home(), text)), daemon=True)
    try:
        writing.start()
    except RuntimeError:  # no thread any more: Python is ending, or memory is
        return None
    writing.join(_SECONDS)
    return done[0] if done else None


def _append(file: Path, text: str) -> Path | None:
    try:
        file.parent.mkdir(exist_ok=True)
        if file.is_file() and file.stat().st_size > _LIMIT_BYTES:
            file.replace(file.with_suffix(".old.log"))
        with os.fdopen(_open(file), "ab") as stream:
            stream.write(text.encode("utf-8", "backslashreplace"))
    except OSError:
        return None
    return file


def _open(file: Path) -> int:
    """In a folder for everybody the name may be taken already: by a link, or by a pipe that would never end."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    return os.open(file, flags, 0o600)


def _file_at_home() -> Path:
    """Of a path that somebody gave, the last part only is made: above it a stick may be missing."""
    home = _home()
    with suppress(OSError):
        home.mkdir(parents=not os.environ.get("PCSOL_HOME"), exist_ok=True)
    return home / "log" / "pcsol.log"


def _file_elsewhere() -> Path:
    try:
        return Path(tempfile.gettempdir()) / f"pcsol-{os.getuid()}.log"
    except FileNotFoundError:  # no folder for temporary files can be written
        return Path("/dev/shm") / f"pcsol-{os.getuid()}.log"  # noqa: S108  # not through a link


def _home() -> Path:
    named = os.environ.get("PCSOL_HOME")
    if named:
        return Path(named)
    try:
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "pcsol"
    except RuntimeError:  # an account without a home
        return Path("/nonexistent")
