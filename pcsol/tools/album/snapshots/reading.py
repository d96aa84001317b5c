"""Read a snapshot that another program took: eReuse Workbench (JSON), or hw-probe (a folder, or its archive)."""

import json
import tarfile
from pathlib import Path

from pcsol.errors import SnapshotUnreadableError
from pcsol.i18n import _
from pcsol.tools.album.pages import Pages
from pcsol.tools.album.snapshots import ereuse, hwprobe

_MOST_BYTES = 50_000_000
_LOGS = ("", "logs", "hw.info/logs")


def read(place: Path) -> Pages:
    """Return the pages of a snapshot. Raises SnapshotUnreadableError when it is none that PCSol knows."""
    try:
        if not place.is_dir() and place.exists() and not place.is_file():
            raise _unreadable(place, "not a regular file")  # a pipe or a device may never end
        logs = _logs_of_folder(place) if place.is_dir() else _logs_of_archive(place)
        pages = hwprobe.pages_of(logs) if logs else _of_json(place)
    except (OSError, tarfile.TarError, EOFError) as err:
        raise _unreadable(place, str(err)) from err
    if not pages.files:
        raise _unreadable(place, "")
    return pages


def _logs_of_folder(folder: Path) -> dict[str, bytes]:
    for inside in _LOGS:
        logs = {name: folder / inside / name for name in hwprobe.LOGS}
        found = {name: file.read_bytes() for name, file in logs.items() if file.is_file() and _fits(file)}
        if found:
            return found
    raise _unreadable(folder, "")


def _logs_of_archive(file: Path) -> dict[str, bytes]:
    """Read the logs out of hw.info.txz; nothing is unpacked to the disk. Empty when the file is no archive."""
    if not tarfile.is_tarfile(file):
        return {}
    logs: dict[str, bytes] = {}
    with tarfile.open(file) as archive:
        for member in archive:
            inside = Path(member.name)
            stream = archive.extractfile(member) if member.isfile() and inside.parent.name == "logs" else None
            if stream is not None and inside.name in hwprobe.LOGS:
                logs[inside.name] = stream.read(_MOST_BYTES)
    if not logs:
        raise _unreadable(file, "")
    return logs


def _of_json(file: Path) -> Pages:
    if not _fits(file):
        raise _unreadable(file, f"> {_MOST_BYTES} bytes")
    try:
        plain = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as err:
        raise _unreadable(file, str(err)) from err
    if not ereuse.is_snapshot(plain):
        raise _unreadable(file, "")
    try:
        return ereuse.pages_of(plain)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as err:  # its inner parts are not its own
        raise _unreadable(file, f"{type(err).__name__}: {err}") from err


def _fits(file: Path) -> bool:
    return file.stat().st_size <= _MOST_BYTES


def _unreadable(place: Path, details: str) -> SnapshotUnreadableError:
    return SnapshotUnreadableError(
        _("{file} is no snapshot that PCSol can read.").format(file=place),
        remedy=_("Give a snapshot of eReuse Workbench (.json), or a probe of hw-probe (hw.info, hw.info.txz)."),
        details=details,
    )
