"""A recorded machine: a folder of raw outputs, by program and target. Never falls through to the real machine."""

import json
import re
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pcsol.errors import FactUnrecordedError, NotAnAlbumError, ToolUnreadableError, UnrecordedError
from pcsol.i18n import _
from pcsol.tools.world import refusals
from pcsol.tools.world.filenames import plain, safe
from pcsol.tools.world.question import Call, Question

INDEX = "index.json"
_SHAPES = re.compile(
    r"(dmidecode|cpuinfo|meminfo|lscpu|lspci)\.txt|(lscpu|lsblk|sensors|clock|index|py-cpuinfo)\.json"
    r"|smartctl-.+\.(json|txt)|hdparm-.+\.txt|nvme-.+\.json|edid-.+\.bin|sys|proc"
)
_LINKS_DEEP = 40


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
            plain = json.loads((self.folder / INDEX).read_text("utf-8", errors="replace"))
        except (json.JSONDecodeError, OSError, RecursionError) as err:
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
        file = self.folder / name
        try:
            if file.stat().st_size > question.limit_bytes:
                raise ToolUnreadableError(question.program, details=f"{name}: {file.stat().st_size} bytes")
            return file.read_bytes().decode("utf-8", errors="replace")
        except OSError as err:
            raise ToolUnreadableError(question.program, details=str(err)) from err

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Read a recorded file of the kernel as text."""
        return self.read_bytes(path, limit_bytes).decode("utf-8", errors="replace")

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Read a recorded file of the kernel; `/proc/cpuinfo` may lie at the album's top as cpuinfo.txt."""
        place = self._place(path)
        short = {"/proc/cpuinfo": "cpuinfo.txt", "/proc/meminfo": "meminfo.txt"}.get(path, "")
        for file in (place, self.folder / short if short in self._files else None):
            if file is not None and file.is_file():
                with file.open("rb") as stream:
                    return stream.read(limit_bytes)
        refusals.raise_again(self._paths("refused").get(path), path)
        self.misses.append(path)
        raise FactUnrecordedError(path)

    def names(self, path: str) -> tuple[str, ...] | None:
        """List a recorded folder of the kernel: what lies there, and what the index remembers was there."""
        at = self._at(path)
        listed = None if at is None else self._paths("names").get(_joined(at))
        place = None if at is None else self._file(at)
        found = {plain(entry.name) for entry in place.iterdir()} if place and place.is_dir() else None
        if isinstance(listed, list):
            return tuple(sorted((found or set()) | {str(name) for name in listed}))
        return None if found is None else tuple(sorted(found))

    def link(self, path: str) -> str | None:
        """Follow a path's links: those of the folder, and those the index keeps for media without links (FAT, zip)."""
        at = self._at(path)
        if at is None:
            return None
        leads = _joined(at)
        there = leads in self._present or self._file(at).exists() or self._is_link(path)
        return leads if there else None

    def _is_link(self, path: str) -> bool:
        """A link in the folder leads somewhere, even when nothing of what lies there was kept."""
        folder, _slash, name = path.rpartition("/")
        parent = self._at(folder)
        return parent is not None and self._file([*parent, name]).is_symlink()

    @cached_property
    def _present(self) -> frozenset[str]:
        """What the index knows to be there: the ends of links, and names that were listed and never read."""
        listed = [f"{path}/{name}" for path, names in self._paths("names").items() for name in names]
        ends = [str(leads) for leads in self._paths("links").values()]
        alone = self._index.get("present")
        return frozenset([*ends, *self._paths("names"), *listed, *(alone if isinstance(alone, list) else ())])

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
        return as_named if as_named.exists() else self.folder.joinpath(*map(safe, at))

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
        return str(file.readlink()) if file.is_symlink() else None

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
            plain = json.loads((self.folder / name).read_text("utf-8", errors="replace"))
        except (json.JSONDecodeError, OSError, RecursionError) as err:
            raise ToolUnreadableError(name, details=str(err)) from err
        if not isinstance(plain, dict):
            raise ToolUnreadableError(name)
        return plain


def _joined(at: list[str]) -> str:
    return "/" + "/".join(at)
