"""A whole disk is opened, alone; anything else is refused, and a disk that goes away is noticed."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from pcsol.errors import DiskBusyError, DiskChangedError, DiskFailedError, WipeRefusedError
from pcsol.tools.block.buffers import page_aligned
from pcsol.tools.block.device import _PATIENCE_SECONDS, BlockDevice
from pcsol.tools.block.holders import lasting_holders_of
from pcsol.tools.block.surface import SectorError
from tests.device.conftest import overwritten, run, sized

pytestmark = pytest.mark.device
MIB = 1 << 20


@pytest.mark.parametrize("sector", [512, 4096])
def test_sizes_are_the_kernels(make_loop, tmp_path, sector) -> None:
    path = make_loop(sized(tmp_path / "disk", 5 * MIB + 4096), f"--sector-size={sector}")
    number = Path(path).stat().st_rdev
    with BlockDevice.open(path, write=True) as device:
        assert device.size_bytes == int(run("blockdev", "--getsize64", path).stdout)
        assert device.logical_sector_bytes == sector
        assert device.physical_sector_bytes == int(run("blockdev", "--getpbsz", path).stdout)
        assert device.number == (os.major(number), os.minor(number))


@pytest.mark.parametrize("what", ["/dev/null", "/dev/zero", "/", "file"])
def test_what_is_no_disk_is_refused(tmp_path, what) -> None:
    path = str(sized(tmp_path / "file", MIB)) if what == "file" else what
    with pytest.raises(WipeRefusedError):
        BlockDevice.open(path, write=True)


def test_a_partition_is_no_disk(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", 4 * MIB))
    run("addpart", path, 1, 2048, 4096)
    with pytest.raises(WipeRefusedError):
        BlockDevice.open(f"{path}p1", write=True)
    run("delpart", path, 1)


def test_what_is_not_there_has_changed() -> None:
    with pytest.raises(DiskChangedError):
        BlockDevice.open("/dev/loop-that-never-was", write=True)


def test_a_disk_that_is_locked_against_writing_is_refused(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB), "--read-only")
    with pytest.raises(WipeRefusedError):
        BlockDevice.open(path, write=True)
    BlockDevice.open(path, write=False).close()


def test_a_disk_that_another_program_holds_is_busy_and_the_program_is_named(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB))
    code = f"import os; os.open({path!r}, os.O_RDWR | os.O_EXCL); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(DiskBusyError) as raised:
            BlockDevice.open(path, write=True)
        other.communicate("\n")
    assert f"({other.pid})" in raised.value.what
    BlockDevice.open(path, write=True).close()


def test_a_disk_that_a_program_in_starting_still_holds_is_waited_for(make_loop, tmp_path) -> None:
    """Between fork and exec a program has all that its parent has: here for half a second instead of milliseconds."""
    path = make_loop(sized(tmp_path / "disk", MIB))
    device = BlockDevice.open(path, write=True)
    with subprocess.Popen(["sleep", "0.5"], pass_fds=[device.fileno()]) as heir:
        device.close()
        BlockDevice.open(path, write=False).close()
        assert heir.wait() == 0


def test_programs_that_other_threads_start_do_not_make_a_disk_busy(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB))
    over = Event()

    def start() -> None:
        while not over.is_set():
            subprocess.run(["true"], check=True)

    others = [Thread(target=start) for _ in range(2)]
    for other in others:
        other.start()
    try:
        for _time in range(300):
            with BlockDevice.open(path, write=True):
                time.sleep(0.001)
    finally:
        over.set()
        for other in others:
            other.join()


def test_a_mounted_disk_is_busy_and_the_place_is_named(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", 16 * MIB))
    run("mkfs.ext4", "-q", path)
    place = tmp_path / "place"
    place.mkdir()
    run("mount", path, place)
    began = time.monotonic()
    try:
        with pytest.raises(DiskBusyError) as raised:
            BlockDevice.open(path, write=True)
    finally:
        run("umount", place)
    assert str(place) in raised.value.what
    assert time.monotonic() - began < _PATIENCE_SECONDS, "a mount stays: nothing is waited for"


def test_a_busy_disk_is_busy_also_while_its_partitions_come_and_go(make_loop, tmp_path) -> None:
    """Whoever holds a disk may have its partitions read anew meanwhile: what vanishes under a look is no fault."""
    path = make_loop(sized(tmp_path / "disk", 4 * MIB), "--partscan")
    number = Path(path).stat().st_rdev
    over = Event()

    def come_and_go() -> None:
        while not over.is_set():
            run("addpart", path, 1, 64, 64)
            run("delpart", path, 1)

    other = Thread(target=come_and_go)
    other.start()
    try:
        for _time in range(2000):
            assert lasting_holders_of((os.major(number), os.minor(number))) == ()
    finally:
        over.set()
        other.join()


def test_nobody_can_mount_it_while_it_is_open(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", 16 * MIB))
    run("mkfs.ext4", "-q", path)
    (tmp_path / "place").mkdir()
    with BlockDevice.open(path, write=True):
        assert run("mount", path, tmp_path / "place", check=False).returncode != 0


def test_what_is_written_is_there_for_another_program(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB), "--direct-io=on")
    view = page_aligned(4096)
    view[:] = b"pcsol..." * 512
    with BlockDevice.open(path, write=True) as device:
        device.write(8192, view)
        device.flush()
    assert "p   c   s   o   l" in run("od", "-An", "-c", "-j8192", "-N8", tmp_path / "disk").stdout
    back = page_aligned(4096)
    with BlockDevice.open(path, write=False) as device:
        device.read_into(8192, back)
    assert back == view


def test_reading_goes_past_what_the_kernel_remembers(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB))
    Path(path).read_bytes()  # now the kernel remembers zeros
    overwritten(tmp_path / "disk", 0, b"other")
    view = page_aligned(512)
    with BlockDevice.open(path, write=False) as device:
        device.read_into(0, view)
        assert bytes(view[:5]) == b"other"
        device.drop_cache()
    with Path(path).open("rb") as stream:
        assert stream.read(5) == b"other"


def test_a_part_that_cannot_be_read_is_a_bad_sector_not_a_lost_disk(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB))
    os.truncate(tmp_path / "disk", MIB // 2)
    with BlockDevice.open(path, write=False) as device:
        device.read_into(0, page_aligned(MIB // 2))
        with pytest.raises(SectorError):
            device.read_into(MIB // 2 - 4096, page_aligned(8192))


def test_a_disk_that_loses_its_medium_has_changed(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB))
    with BlockDevice.open(path, write=True) as device:
        os.truncate(tmp_path / "disk", 0)
        run("losetup", "--set-capacity", path)
        with pytest.raises(DiskChangedError):
            device.write(0, page_aligned(4096))
        with pytest.raises(DiskChangedError):
            device.read_into(0, page_aligned(4096))


def test_a_disk_that_grew_has_changed_as_soon_as_something_fails(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB))
    with BlockDevice.open(path, write=False) as device:
        os.truncate(tmp_path / "disk", 2 * MIB)
        run("losetup", "--set-capacity", path)
        os.truncate(tmp_path / "disk", 0)
        with pytest.raises(DiskChangedError):
            device.read_into(0, page_aligned(4096))


@pytest.mark.parametrize(
    ("number", "means"),
    [
        (errno.EIO, SectorError),
        (errno.ENODATA, SectorError),
        (errno.EREMOTEIO, SectorError),
        (errno.EILSEQ, SectorError),
        (errno.ENOLINK, DiskChangedError),
        (errno.ETIMEDOUT, DiskChangedError),
        (errno.ENODEV, DiskChangedError),
        (errno.ENOMEM, DiskFailedError),
    ],
    ids=errno.errorcode.get,
)
def test_a_cable_that_lets_go_is_no_bad_sector(make_loop, tmp_path, monkeypatch, number, means) -> None:
    def fails(*_what: object) -> int:
        raise OSError(number, os.strerror(number))

    path = make_loop(sized(tmp_path / "disk", MIB))
    with BlockDevice.open(path, write=True) as device:
        monkeypatch.setattr(os, "pwrite", fails)
        with pytest.raises(means):
            device.write(0, page_aligned(4096))


def test_a_disk_is_closed_with_the_program_it_belongs_to(make_loop, tmp_path) -> None:
    path = make_loop(sized(tmp_path / "disk", MIB))
    with BlockDevice.open(path, write=True) as device:
        assert not os.get_inheritable(device.fileno())
    device.close()
    assert device.fileno() == -1
