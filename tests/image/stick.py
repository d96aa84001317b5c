"""The medium as a file on this side: its FAT partition, read and written with mtools while no tower has it."""

import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

from tests.image.guest import MEDIUM

_SECTOR_BYTES = 512
_FAT = (0x0B, 0x0C, 0x0E, 0x06)


def fresh(folder: Path, medium: Path = MEDIUM) -> Path:
    """Return a new copy of the medium."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "stick.img"
    shutil.copyfile(medium, file)
    return file


def data_offset_bytes(stick: Path) -> tuple[int, int]:
    """Return where PCSOL-DATA begins and how long it is, from the partition table of the MBR."""
    with stick.open("rb") as stream:
        table = stream.read(_SECTOR_BYTES)[446:510]
    for at in range(0, 64, 16):
        kind, first, count = table[at + 4], *struct.unpack("<II", table[at + 8 : at + 16])
        if kind in _FAT:
            return first * _SECTOR_BYTES, count * _SECTOR_BYTES
    raise AssertionError("the medium has no FAT partition")


def mtools(command: str, stick: Path, *arguments: str) -> str:
    """Run mcopy, mdir … on PCSOL-DATA and return what it prints."""
    image = f"{stick}@@{data_offset_bytes(stick)[0]}"
    done = subprocess.run([command, "-i", image, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def put(stick: Path, name: str, content: str) -> None:
    """Write a file onto PCSOL-DATA."""
    own = stick.with_name("put")
    own.write_bytes(content.encode())
    mtools("mcopy", stick, "-o", str(own), f"::{name}")


def put_list_of_tests(stick: Path, content: str) -> None:
    """Write the station's own list of the quick tests, in place of the one that PCSol ships."""
    mtools("mmd", stick, "::profiles", "::profiles/tests")
    put(stick, "profiles/tests/quick.yaml", content)


def records(stick: Path) -> list[dict[str, Any]]:
    """Return every record that is kept on PCSOL-DATA."""
    place = stick.with_name("read")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        mtools("mcopy", stick, "-s", "-n", "::towers", str(place))
    except subprocess.CalledProcessError:
        return []
    return [json.loads(file.read_text("utf-8")) for file in sorted(place.rglob("*.json"))]


def fill(stick: Path) -> None:
    """Leave no room on PCSOL-DATA."""
    full = stick.with_name("full")
    full.touch()
    with full.open("r+b") as stream:
        stream.truncate(free_bytes(stick))
    mtools("mcopy", stick, str(full), "::full.bin")
    assert free_bytes(stick) == 0


def free_bytes(stick: Path) -> int:
    """Return the room on PCSOL-DATA as mdir tells it."""
    line = mtools("mdir", stick, "::").strip().splitlines()[-1]
    return int("".join(sign for sign in line if sign.isdigit()))


def wipe_data(stick: Path) -> None:
    """Make PCSOL-DATA a partition without a file system."""
    start, length = data_offset_bytes(stick)
    with stick.open("r+b") as stream:
        stream.seek(start)
        stream.write(bytes(min(length, 1 << 20)))


def damage(stick: Path) -> None:
    """Give PCSOL-DATA a root folder of a length that cannot be: nobody repairs or mounts that. Its label stays."""
    with stick.open("r+b") as stream:
        stream.seek(data_offset_bytes(stick)[0] + 17)
        stream.write(struct.pack("<H", 511))


def cut(stick: Path) -> None:
    """Lose the rest of a file on PCSOL-DATA, as when the stick was pulled while it was written."""
    before = _links(stick)
    put(stick, "long.txt", "x" * 9000)
    first = next(at for at, (was, link) in enumerate(zip(before, _links(stick), strict=True)) if was != link)
    for table in _tables(stick):
        with stick.open("r+b") as stream:
            stream.seek(table + 2 * first)
            stream.write(bytes(2))


def _links(stick: Path) -> tuple[int, ...]:
    """Return the first table of PCSOL-DATA: which cluster comes after which."""
    first, second = _tables(stick)
    with stick.open("rb") as stream:
        stream.seek(first)
        return struct.unpack(f"<{(second - first) // 2}H", stream.read(second - first))


def _tables(stick: Path) -> tuple[int, int]:
    """Return where the two tables of PCSOL-DATA (FAT16) begin."""
    start, _length = data_offset_bytes(stick)
    with stick.open("rb") as stream:
        stream.seek(start)
        head = stream.read(_SECTOR_BYTES)
    [reserved], [sectors] = struct.unpack_from("<H", head, 14), struct.unpack_from("<H", head, 22)
    return start + reserved * _SECTOR_BYTES, start + (reserved + sectors) * _SECTOR_BYTES
