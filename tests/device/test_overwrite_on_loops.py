"""What the engine wrote, read by other programs; and what it says of what it could not write."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from pcsol.errors import DiskChangedError
from pcsol.model.erasure.plan import Budget
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.block.stream import ZEROS, Keystream, Pattern
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.readback.read_back import read_back
from pcsol.wipe.write.overwrite import overwrite
from pcsol.wipe.write.written import Span, Written
from tests.device.conftest import loop_over, overwritten, run, sized
from tests.unit.wipe.memory_disk import sectors_of
from tests.unit.wipe.test_streams import KEY, filled

pytestmark = pytest.mark.device
KIB, MIB = 1 << 10, 1 << 20
STREAMS = {
    "zeros": ZEROS,
    "aes": Keystream(KEY, "aes-256-ctr"),
    "chacha20": Keystream(KEY, "chacha20"),
    "pattern": Pattern(b"pcsol"),
}


def erased(path: str, stream, budget=None) -> Written:
    with BlockDevice.open(path, write=True) as device:
        return overwrite(device, stream, Span(0, device.size_bytes), Reins(path), *([budget] if budget else []))


@pytest.mark.parametrize("size", [4096, 4 * MIB, 9 * MIB + 512 * 3, 13 * MIB + 4096 * 7])
@pytest.mark.parametrize("name", STREAMS)
def test_another_program_finds_the_stream_on_disks_of_any_size(make_loop, tmp_path, name, size) -> None:
    file = tmp_path / "disk"
    file.write_bytes(b"old!" * (size // 4))
    written = erased(make_loop(file), STREAMS[name])
    assert (written.completed, written.written_bytes) == (True, size)
    assert run("sha256sum", file).stdout.split()[0] == hashlib.sha256(filled(STREAMS[name], 0, size)).hexdigest()


@pytest.mark.parametrize(
    "options", [("--direct-io=on",), ("--sector-size=4096",), ("--direct-io=on", "--sector-size=4096")]
)
def test_it_writes_to_disks_of_other_kinds(make_loop, tmp_path, options) -> None:
    file = sized(tmp_path / "disk", 5 * MIB + 4096)
    assert erased(make_loop(file, *options), STREAMS["aes"]).completed
    assert (
        run("sha256sum", file).stdout.split()[0]
        == hashlib.sha256(filled(STREAMS["aes"], 0, 5 * MIB + 4096)).hexdigest()
    )


def test_a_disk_of_five_terabytes_is_written_at_its_end(make_loop, in_memory) -> None:
    """Sparse: behind 256 GiB the counter of ChaCha20 would be worn out, behind 2 TiB a 32-bit sector number."""
    size = 5 << 40
    file = sized(in_memory / "disk", size)
    stream = STREAMS["chacha20"]
    with BlockDevice.open(make_loop(file), write=True) as device:
        written = overwrite(device, stream, Span(0, size, size - 8 * MIB), Reins("x"))
    assert written.completed
    with file.open("rb") as opened:
        opened.seek(size - 8 * MIB)
        assert opened.read() == filled(stream, size - 8 * MIB, 8 * MIB)


def wrong_sectors(file: Path, stream, sector: int) -> set[int]:
    """Number the sectors of a file that do not hold the stream."""
    content = file.read_bytes()
    whole = filled(stream, 0, len(content))
    starts = range(0, len(content), sector)
    return {at // sector for at in starts if content[at : at + sector] != whole[at : at + sector]}


def bad_loop(make_loop, folder, allocated: list[tuple[int, int]], size: int = 32 * MIB, *, honest: bool = True) -> str:
    """A disk on a full file system: what was not written before cannot be written any more.

    Linux's loop driver takes a write that was cut short for a whole one (drivers/block/loop.c, lo_complete_rq): it
    lies, unless each request is one page.
    """
    file = sized(folder / "disk", size)
    path = make_loop(file, "--sector-size=4096", request_kilobytes=4) if honest else make_loop(file)
    for start, length in allocated:
        overwritten(file, start, b"old!" * (length // 4))
    filler = (folder / "filler").open("wb", buffering=0)
    try:
        while filler.write(bytes(4096)):
            pass
    except OSError:
        pass
    finally:
        filler.close()
    return path


SOME_GOOD = [(0, 700 * KIB), (704 * KIB, 1300 * KIB), (2048 * KIB, 2048 * KIB)]


def test_sectors_that_refuse_to_be_written_are_mapped_exactly(make_loop, small_medium) -> None:
    written = erased(bad_loop(make_loop, small_medium, SOME_GOOD, 4 * MIB), STREAMS["aes"])
    bad = {175, *range(501, 512)}
    assert sectors_of(written.unwritten) == bad
    assert written.completed
    assert written.written_bytes == 4 * MIB - 4096 * len(bad)
    assert wrong_sectors(small_medium / "disk", STREAMS["aes"], 4096) == bad


def test_a_disk_that_lies_about_what_it_wrote_is_found_out_by_reading(make_loop, small_medium) -> None:
    path = bad_loop(make_loop, small_medium, SOME_GOOD, 4 * MIB, honest=False)
    written = erased(path, STREAMS["aes"])
    wrong = wrong_sectors(small_medium / "disk", STREAMS["aes"], 512)
    with BlockDevice.open(path, write=False) as device:
        found = read_back(device, STREAMS["aes"], "full", Reins(path))
    assert not found.passed
    assert sectors_of(found.mismatched) == wrong
    assert sectors_of(written.unwritten) <= wrong


def test_a_long_bad_stretch_costs_few_attempts(make_loop, small_medium) -> None:
    path = bad_loop(make_loop, small_medium, [(0, MIB), (29 * MIB, 3 * MIB)])
    written = erased(path, STREAMS["aes"])
    assert sectors_of(written.unwritten) == set(range(MIB // 4096, 29 * MIB // 4096))
    assert written.errors < 80


def test_what_can_be_written_in_the_end_is_written_by_the_retry(make_loop, small_medium) -> None:
    path = bad_loop(make_loop, small_medium, [(0, MIB), (1028 * KIB, 3 * MIB - 4 * KIB)], 4 * MIB)
    retry = threading.Event()

    class Mended(Keystream):
        def fill(self, offset_bytes: int, view: memoryview) -> None:
            if offset_bytes + len(view) == 1028 * KIB and len(view) == 4096 and not retry.is_set():
                retry.set()  # it was narrowed down: from now on there is room
                (small_medium / "filler").unlink()
            super().fill(offset_bytes, view)

    written = erased(path, Mended(KEY, "aes-256-ctr"))
    assert (written.completed, written.unwritten) == (True, ())
    assert written.errors >= 1
    assert (small_medium / "disk").read_bytes() == filled(STREAMS["aes"], 0, 4 * MIB)


def test_a_hopeless_disk_is_left_in_time(make_loop, small_medium) -> None:
    allocated = [(n * 8 * KIB, 4 * KIB) for n in range(512)]
    written = erased(bad_loop(make_loop, small_medium, allocated, 4 * MIB), STREAMS["aes"], Budget(bad_ranges=20))
    assert not written.completed
    assert written.fault
    assert written.errors < 400


def test_a_disk_that_vanishes_ends_it(make_loop, tmp_path) -> None:
    file = sized(tmp_path / "disk", 64 * MIB)
    path = make_loop(file)

    class Pulled(Keystream):
        def fill(self, offset_bytes: int, view: memoryview) -> None:
            if offset_bytes == 32 * MIB:
                os.truncate(file, 0)
                run("losetup", "--set-capacity", path)
            super().fill(offset_bytes, view)

    with pytest.raises(DiskChangedError):
        erased(path, Pulled(KEY, "aes-256-ctr"))


def test_it_is_told_at_least_once_a_second_even_while_one_write_hangs(make_loop, tmp_path) -> None:
    told = []

    class Hanging(Keystream):
        def fill(self, offset_bytes: int, view: memoryview) -> None:
            threading.Event().wait(2.5)
            super().fill(offset_bytes, view)

    with loop_over(sized(tmp_path / "disk", MIB)) as path, BlockDevice.open(path, write=True) as device:
        overwrite(device, Hanging(KEY, "chacha20"), Span(0, MIB), Reins(path, tell=told.append))
    assert len(told) >= 3
    assert (told[0].done_bytes, told[0].phase, told[-1].done_bytes) == (0, "write", MIB)
