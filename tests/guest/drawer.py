"""The drawer: a FAT disk with the guest's backing files, written before and read after by this side."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.guest.inside import pattern

_SPARE_MIB = 48


def fill(file: Path, name: str, size_mib: int) -> Path:
    """Make a file of which every sector is its own, known by the disk's name."""
    with file.open("wb") as stream:
        for first in range(0, size_mib * 2048, 2048):
            stream.write(pattern.sectors(name, first, 2048))
    return file


def make(file: Path, disks: Iterable[tuple[str, int]]) -> Path:
    """Make the drawer with NAME.img for each (name, size in MiB)."""
    disks = list(disks)
    file.unlink(missing_ok=True)
    with file.open("wb") as stream:
        stream.truncate((sum(size for _name, size in disks) + _SPARE_MIB) << 20)
    subprocess.run(["mkfs.vfat", "-n", "DRAWER", str(file)], check=True, capture_output=True)
    for name, size in disks:
        image = fill(file.with_name("filling"), name, size)
        subprocess.run(["mcopy", "-i", str(file), str(image), f"::{name}.img"], check=True)
        image.unlink()
    return file


def empty(file: Path) -> Path:
    """Copy everything out, once the guest is off; return the folder."""
    folder = file.with_name("drawer")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run(["mcopy", "-s", "-n", "-i", str(file), "::*", str(folder)], check=True, capture_output=True)
    return folder


def old_sectors(file: Path, name: str) -> list[int]:
    """Return every sector of a backing store that still holds what lay there before."""
    return list(pattern.survivors(name, file.read_bytes()))
