"""Who has a disk open, in words: what is built on it, where it is mounted, which programs hold it."""

import os
from contextlib import suppress
from pathlib import Path


def holders_of(number: tuple[int, int]) -> tuple[str, ...]:
    """Name all users of the disk (major, minor) and its partitions that /sys and /proc show; () when none does."""
    found = [*lasting_holders_of(number), *_programs({number, *_partitions(number)})]
    return tuple(dict.fromkeys(found))


def lasting_holders_of(number: tuple[int, int]) -> tuple[str, ...]:
    """Name what is built or mounted on the disk (major, minor) and its partitions: it stays until a person ends it."""
    numbers = {number, *_partitions(number)}
    return (*_built_on(numbers), *_mounted(numbers))


def _sys(number: tuple[int, int]) -> Path:
    return Path(f"/sys/dev/block/{number[0]}:{number[1]}")


def _below(folder: Path) -> list[Path]:
    """Whoever holds a disk may have its partitions read anew meanwhile: what is gone holds nothing."""
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _partitions(number: tuple[int, int]) -> list[tuple[int, int]]:
    found = []
    for entry in _below(_sys(number)):
        with suppress(OSError):  # as above
            if (entry / "partition").exists():
                major, _colon, minor = (entry / "dev").read_text("ascii").strip().partition(":")
                found.append((int(major), int(minor)))
    return found


def _built_on(numbers: set[tuple[int, int]]) -> list[str]:
    return [holder.name for number in sorted(numbers) for holder in _below(_sys(number) / "holders")]


def _mounted(numbers: set[tuple[int, int]]) -> list[str]:
    """mountinfo, proc(5): the third field is major:minor, the fifth the mount point."""
    wanted = {f"{major}:{minor}" for major, minor in numbers}
    rows = [line.split() for line in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()]
    return [row[4] for row in rows if row[2] in wanted]


def _programs(numbers: set[tuple[int, int]]) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*/fd"):
        with suppress(OSError):  # it ended meanwhile
            if int(folder.parent.name) != os.getpid() and any(_is_one_of(numbers, link) for link in folder.iterdir()):
                name = (folder.parent / "comm").read_text("utf-8", "replace").strip()
                found.append(f"{name} ({folder.parent.name})")
    return found


def _is_one_of(numbers: set[tuple[int, int]], link: Path) -> bool:
    with suppress(OSError):
        device = link.stat().st_rdev
        return link.is_block_device() and (os.major(device), os.minor(device)) in numbers
    return False
