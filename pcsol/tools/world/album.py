"""A recorded machine: a folder of raw outputs, by program and target. Never falls through to the real machine."""

import errno
import os
import re
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pcsol.errors import (
    FactUnrecordedError,
    NotAnAlbumError,
    NotPermittedError,
    ToolUnreadableError,
    UnrecordedError,
)
from pcsol.i18n import _
from pcsol.tools import plain_json, regular_file
from pcsol.tools.world import refusals
from pcsol.tools.world.filenames import plain, safe
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import FileFacts

INDEX = "index.json"
_SHAPES = re.compile(
    r"(dmidecode|dmesg|cpuinfo|meminfo|lscpu|lspci)\.txt|(lscpu|lsblk|sensors|clock|index|py-cpuinfo)\.json"
    r"|smartctl-.+\.(json|txt)|hdparm-.+\.txt|nvme-.+\.json|edid-.+\.bin|sys|proc"
)
_LINKS_DEEP = 40
_LARGEST_JSON_BYTES = 8_000_000


class AlbumWorld:
    """Answers from a folder. `misses` keeps what was asked and never recorded."""

    source: Literal["live", "album"] = "album"

    def __init__(self, folder: Path) -> None:
        """Open the folder. Raises NotAnAlbumError when nothing in it is known."""
        self.folder = folder
        self.misses: list[str] = []
        try:
            self._files = frozenset(entry.name for entry in folder.iterdir())
        except OSError as err:
            raise NotAnAlbumError(
                _("There is no album at {folder}.").format(folder=folder),
                remedy=_("Give the folder that `pcsol album FOLDER` wrote."),
                details=str(err),
            ) from err
        if not any(_SHAPES.fullmatch(name) for name in self._files):
            raise NotAnAlbumError(
                _("{folder} is not an album: it holds no file that PCSol knows.").format(folder=folder),
                remedy=_("An album holds files such as dmidecode.txt or lsblk.json; `pcsol album FOLDER` writes one."),
            )

    @cached_property
    def _index(self) -> dict[str, Any]:
        if INDEX not in self._files:
            return {}
        try:
            plain = plain_json.loads(self._whole(INDEX, _LARGEST_JSON_BYTES))
        except (OSError, ValueError) as err:
            raise NotAnAlbumError(
                _("The index of the album {folder} cannot be read.").format(folder=self.folder),
                remedy=_("Delete its index.json: the album works without it."),
                details=str(err),
            ) from err
        return plain if isinstance(plain, dict) else {"calls": plain}

    @cached_property
    def _calls(self) -> dict[tuple[str, ...], dict[str, Any]]:
        calls = self._index.get("calls", [])
        if not isinstance(calls, list):
            return {}
        return {tuple(map(str, c["argv"])): c for c in calls if isinstance(c, dict) and isinstance(c.get("argv"), list)}

    def ask(self, question: Question) -> Call:
        """Return what the machine said: by argv where the index tells, else by the file's name."""
        entry = self._calls.get(question.argv) or self._calls.get((question.program, *question.argv[1:]), {})
        refusals.raise_again(entry.get("error"), question.program)
        names = [name for name in (entry.get("file"), *question.files) if isinstance(name, str) and name in self._files]
        if not names:
            self.misses.append(" ".join(question.argv))
            raise UnrecordedError(question.program)
        status = entry.get("status")
        status = status if isinstance(status, int) else self._status_of(names[0])
        stdout = self._text(names[0], question)
        return Call(question.argv, status, stdout, str(entry.get("stderr", "")), names[0])

    def _status_of(self, file: str) -> int:
        """Without an index, 0 is assumed; with one, the call that the file belongs to knows."""
        found = [c.get("status", 0) for c in self._calls.values() if c.get("file") == file]
        return int(found[0]) if found and isinstance(found[0], int) else 0

    def _text(self, name: str, question: Question) -> str:
        try:
            return self._whole(name, question.limit_bytes)
        except OSError as err:
            raise ToolUnreadableError(question.program, details=str(err)) from err

    def _whole(self, name: str, limit_bytes: int) -> str:
        """Return the text of a file. Raises OSError, for one that is too large or no file of this album as well."""
        raw = self._start_of(self.folder / name, limit_bytes + 1)
        if len(raw) > limit_bytes:
            raise OSError(errno.EFBIG, f"> {limit_bytes} bytes", name)
        return raw.decode("utf-8", errors="replace")

    def _start_of(self, file: Path, limit_bytes: int) -> bytes:
        """Read a file of the album. A link that leads out of it would show another machine: it raises OSError."""
        if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(self._real_folder):
            raise OSError(errno.EXDEV, "leads out of the album", str(file))
        return regular_file.read(file, limit_bytes)

    @cached_property
    def _real_folder(self) -> str:
        return os.path.realpath(self.folder)

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Read a recorded file of the kernel as text."""
        return self.read_bytes(path, limit_bytes).decode("utf-8", errors="replace")

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Read a recorded file of the kernel; `/proc/cpuinfo` may lie at the album's top as cpuinfo.txt."""
        place = self._place(path)
        short = {"/proc/cpuinfo": "cpuinfo.txt", "/proc/meminfo": "meminfo.txt"}.get(path, "")
        for file in (place, self.folder / short if short in self._files else None):
            try:
                if file is not None:
                    return self._start_of(file, limit_bytes)
            except PermissionError as err:
                raise NotPermittedError(path) from err
            except (OSError, ValueError):  # not recorded, or a name that no file can have
                continue
        refusals.raise_again(self._paths("refused").get(path), path)
        self.misses.append(path)
        raise FactUnrecordedError(path)

    def names(self, path: str) -> tuple[str, ...] | None:
        """List a recorded folder of the kernel: what lies there, and what the index remembers was there."""
        at = self._at(path)
        listed = None if at is None else self._paths("names").get(_joined(at))
        place = None if at is None else self._file(at)
        found = None if place is None else _names_in(place)
        if isinstance(listed, list):
            return tuple(sorted((found or set()) | {str(name) for name in listed}))
        return None if found is None else tuple(sorted(found))

    def link(self, path: str) -> str | None:
        """Follow a path's links: those of the folder, and those the index keeps for media without links (FAT, zip)."""
        at = self._at(path)
        if at is None:
            return None
        leads = _joined(at)
        there = leads in self._present or _is_there(self._file(at)) or self._is_link(path)
        return leads if there else None

    def _is_link(self, path: str) -> bool:
        """A link in the folder leads somewhere, even when nothing of what lies there was kept."""
        folder, _slash, name = path.rpartition("/")
        parent = self._at(folder)
        return parent is not None and self._leads(self._file([*parent, name]), None) is not None

    @cached_property
    def _present(self) -> frozenset[str]:
        """What the index knows to be there: the ends of links, and names that were listed and never read."""
        listings = [(path, names) for path, names in self._paths("names").items() if isinstance(names, list)]
        listed = [f"{path}/{name}" for path, names in listings for name in names]
        ends = [str(leads) for leads in self._paths("links").values()]
        alone = self._index.get("present")
        return frozenset([*ends, *self._paths("names"), *listed, *map(str, alone if isinstance(alone, list) else ())])

    def _paths(self, part: str) -> dict[str, Any]:
        found = self._index.get(part)
        return found if isinstance(found, dict) else {}

    def _place(self, path: str) -> Path | None:
        """Where a path of the machine lies in the album."""
        at = self._at(path)
        return None if at is None else self._file(at)

    def _file(self, at: list[str]) -> Path:
        """Albums from elsewhere keep the kernel's names, ours those that FAT takes as well."""
        as_named = self.folder.joinpath(*at)
        return as_named if _is_there(as_named) else self.folder.joinpath(*map(safe, at))

    def _at(self, path: str) -> list[str] | None:
        """Follow each link on the way, and none out of the album."""
        parts = list(PurePosixPath(path).parts[1:])
        at: list[str] = []
        links = self._paths("links")
        for _step in range(_LINKS_DEEP + len(parts) * 2):
            if not parts:
                return at
            part = parts.pop(0)
            if part == "..":
                at = at[:-1]
                continue
            here = "/" + "/".join([*at, part])
            leads = self._leads(self._file([*at, part]), links.get(here))
            if leads is None:
                at.append(part)
            elif leads.startswith("/"):
                at, parts = [], [*PurePosixPath(leads).parts[1:], *parts]
            else:
                parts = [*PurePosixPath(leads).parts, *parts]
        return None

    def _leads(self, file: Path, recorded: object) -> str | None:
        if isinstance(recorded, str):
            return recorded
        try:
            return str(file.readlink())
        except (OSError, ValueError):  # no link; or a name that no file can have
            return None

    def file(self, path: str) -> FileFacts | None:  # noqa: ARG002  # the protocol's
        """Know of none: files of the machine's own are not recorded."""
        return None

    def targets(self, program: str) -> tuple[str, ...]:
        """Return the disks that this program was asked about."""
        found = {name[len(program) + 1 :].rsplit(".", 1)[0] for name in self._files if name.startswith(f"{program}-")}
        return tuple(sorted(found))

    def sensors(self) -> dict[str, Any]:
        """Return the recorded sensors."""
        return self._json("sensors.json")

    def clock(self) -> dict[str, Any]:
        """Return the recorded clock."""
        return self._json("clock.json")

    def _json(self, name: str) -> dict[str, Any]:
        if name not in self._files:
            self.misses.append(name)
            raise UnrecordedError(name)
        try:
            plain = plain_json.loads(self._whole(name, _LARGEST_JSON_BYTES))
        except (OSError, ValueError) as err:
            raise ToolUnreadableError(name, details=str(err)) from err
        if not isinstance(plain, dict):
            raise ToolUnreadableError(name)
        return plain


def _joined(at: list[str]) -> str:
    return "/" + "/".join(at)


def _names_in(folder: Path) -> set[str] | None:
    try:
        return {plain(entry.name) for entry in folder.iterdir()}
    except (OSError, ValueError):
        return None


def _is_there(file: Path) -> bool:
    """Path.exists raises where a folder may not be entered, or a name is too long."""
    try:
        file.stat()
    except (OSError, ValueError):
        return False
    return True
