"""A disk is read back from the disk itself: what another program changed is found, to the sector."""

import os
import random
from pathlib import Path

import pytest

from pcsol.errors import DiskChangedError
from pcsol.model.erasure.outcome import Verification
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.block.stream import ZEROS, Keystream
from pcsol.wipe.canary import look, plant
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.readback.read_back import read_back
from pcsol.wipe.write.overwrite import overwrite
from pcsol.wipe.write.written import Span
from tests.device.conftest import overwritten, run, sized
from tests.unit.wipe.memory_disk import sectors_of
from tests.unit.wipe.test_content import TEXT
from tests.unit.wipe.test_streams import KEY

pytestmark = pytest.mark.device
MIB = 1 << 20
SIZE = 24 * MIB + 4096
STREAM = Keystream(KEY, "aes-256-ctr")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return sized(tmp_path / "disk", SIZE)


def read(path: str, expected, depth="full") -> Verification:
    with BlockDevice.open(path, write=False) as device:
        return read_back(device, expected, depth, Reins(path))


def write(path: str, stream) -> None:
    with BlockDevice.open(path, write=True) as device:
        assert overwrite(device, stream, Span(0, device.size_bytes), Reins(path)).completed


@pytest.mark.parametrize("depth", ["full", "sample"])
@pytest.mark.parametrize("stream", [ZEROS, STREAM], ids=["zeros", "keystream"])
def test_what_was_written_passes(make_loop, file, stream, depth) -> None:
    path = make_loop(file)
    write(path, stream)
    found = read(path, stream, depth)
    assert (found.passed, found.content) == (True, stream.content)
    assert found.read_bytes == SIZE if depth == "full" else SIZE / 10 <= found.read_bytes < SIZE / 5


def test_a_hundred_changed_bytes_are_found_to_the_sector(make_loop, file) -> None:
    path = make_loop(file)
    write(path, STREAM)
    Path(path).read_bytes()  # the kernel remembers the good ones
    places = random.Random().sample(range(SIZE), 100)
    for place in places:
        with file.open("rb") as opened:
            opened.seek(place)
            byte = opened.read(1)[0]
        overwritten(file, place, bytes([byte ^ 1]))
    assert sectors_of(read(path, STREAM).mismatched) == {place // 512 for place in places}


def test_what_cannot_be_read_is_mapped_and_the_rest_is_checked(make_loop, file) -> None:
    path = make_loop(file)
    write(path, ZEROS)
    overwritten(file, 5 * MIB, b"left")
    os.truncate(file, 20 * MIB)
    found = read(path, ZEROS)
    assert sectors_of(found.unread) == set(range(20 * MIB // 512, SIZE // 512))
    assert sectors_of(found.mismatched) == {5 * MIB // 512}
    assert (found.passed, found.read_bytes) == (False, 20 * MIB)


def test_a_disk_that_vanishes_ends_it(make_loop, file) -> None:
    path = make_loop(file)
    with BlockDevice.open(path, write=False) as device:
        os.truncate(file, 0)
        run("losetup", "--set-capacity", path)
        with pytest.raises(DiskChangedError):
            read_back(device, ZEROS, "full", Reins(path))


def test_a_disk_that_says_done_and_erases_nothing_is_found_out(make_loop, file) -> None:
    file.write_bytes((TEXT * (SIZE // len(TEXT) + 1))[:SIZE])
    path = make_loop(file)
    with BlockDevice.open(path, write=True) as device:
        sheet = plant(device, KEY, Reins(path))
    with BlockDevice.open(path, write=False) as device:
        found = look(device, sheet, KEY, Reins(path))
    assert found.written == found.survived == len(sheet.canaries) > 1000
    assert found.pre_images == found.pre_images_survived == 1000
    run("dd", "if=/dev/zero", f"of={path}", "bs=1M", "oflag=direct", check=False)
    with BlockDevice.open(path, write=False) as device:
        found = look(device, sheet, KEY, Reins(path))
    assert (found.survived, found.pre_images_survived, found.unreadable) == (0, 0, 0)
