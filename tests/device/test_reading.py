"""Reading real block devices: whole ones, and ones with unreadable places (device mapper's error target)."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pcsol.diagnostics.bench import Bench, Found
from pcsol.diagnostics.unattended.disk_read import doing
from pcsol.diagnostics.unattended.disk_read.doing import Reading
from pcsol.diagnostics.unattended.disk_read.surface import MOST_ERRORS, PLACE_BYTES
from pcsol.model.hardware.devices import Sensors
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.tools.hand import LiveHand
from pcsol.tools.world.live import LiveWorld
from tests.device.conftest import run, sized
from tests.unit.diagnostics.quiet.bench import NOW

pytestmark = [
    pytest.mark.device,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices"),
]
SIZE_BYTES = 96 << 20


@contextmanager
def mapped(table: str) -> Iterator[str]:
    """Give the kernel's name ("dm-0") of a device made of this table."""
    name = f"pcsol-test-{os.getpid()}"
    run("dmsetup", "create", name, "--table", table)
    try:
        yield Path(os.path.realpath(f"/dev/mapper/{name}")).name
    finally:
        run("dmsetup", "resume", name, check=False)
        run("dmsetup", "remove", "--retry", name)


def _maps_devices() -> bool:
    return subprocess.run(["dmsetup", "version"], capture_output=True, check=False).returncode == 0


needs_mapper = pytest.mark.skipif(
    shutil.which("dmsetup") is None or not _maps_devices(), reason="this kernel has no device mapper"
)


def with_holes(loop: str, holes: tuple[int, ...]) -> str:
    """A table whose sectors at these byte offsets (one MiB each) cannot be read."""
    lines, at = [], 0
    for hole in (*holes, SIZE_BYTES):
        if hole > at:
            lines.append(f"{at >> 9} {(hole - at) >> 9} linear {loop} {at >> 9}")
        if hole < SIZE_BYTES:
            lines.append(f"{hole >> 9} {PLACE_BYTES >> 9} error")
        at = hole + PLACE_BYTES
    return "\n".join(lines)


def read(name: str, sampled_seconds: int | None) -> Found:
    probe = Probe(taken_at=NOW, pcsol="0", source="live")
    bench = Bench(LiveWorld(), LiveHand(), probe, Sensors, lambda _name: None)
    reading = Reading(Disk(name=name, size_bytes=SIZE_BYTES), sampled_seconds, sampled_seconds or 10)
    return reading.run(bench, lambda share, text="": None)


@pytest.fixture
def loop(in_memory: Path, make_loop: Callable[..., str]) -> str:
    return make_loop(sized(in_memory / "disk.img", SIZE_BYTES))


def test_a_good_device_is_read_to_its_end_and_stays_as_it_is(loop: str, in_memory: Path) -> None:
    before = (in_memory / "disk.img").read_bytes()
    found = read(Path(loop).name, None)
    assert (found.result, found.reasons) == ("passed", ())
    assert next(one.value for one in found.evidence if one.code == "read") == SIZE_BYTES
    assert (in_memory / "disk.img").read_bytes() == before


def test_a_device_that_may_not_be_written_can_be_read(in_memory: Path, make_loop: Callable[..., str]) -> None:
    device = make_loop(sized(in_memory / "locked.img", SIZE_BYTES), "--read-only")
    assert read(Path(device).name, 2).result == "passed"


def test_where_a_real_device_answers_with_errors_its_places_are_found(loop: str, in_memory: Path) -> None:
    """The kernel's loop driver ends a read with EIO where its file has no more bytes."""
    os.truncate(in_memory / "disk.img", SIZE_BYTES - 3 * PLACE_BYTES)
    found = read(Path(loop).name, None)
    assert (found.result, [reason.code for reason in found.reasons]) == ("failed", ["unreadable"])
    places = [one.value for one in found.evidence if one.code == "unreadable-place"]
    assert places == [SIZE_BYTES - count * PLACE_BYTES for count in (3, 2, 1)]


def test_a_device_that_loses_everything_is_given_up_soon(loop: str, in_memory: Path) -> None:
    os.truncate(in_memory / "disk.img", 0)
    found = read(Path(loop).name, None)
    assert (found.result, found.reasons[0].value) == ("failed", MOST_ERRORS)


@needs_mapper
def test_unreadable_places_of_a_real_device_are_found_where_they_are(loop: str) -> None:
    holes = (7 * PLACE_BYTES, 60 * PLACE_BYTES)
    with mapped(with_holes(loop, holes)) as name:
        found = read(name, None)
    assert found.result == "failed"
    assert tuple(one.value for one in found.evidence if one.code == "unreadable-place") == holes


@needs_mapper
def test_a_device_full_of_errors_is_given_up_soon(loop: str) -> None:
    with mapped(f"0 {SIZE_BYTES >> 9} error") as name:
        found = read(name, None)
    assert found.result == "failed"
    assert found.reasons[0].value == MOST_ERRORS


@needs_mapper
def test_a_device_that_hangs_in_the_kernel_does_not_hang_the_run(loop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "HUNG_SECONDS", 2.0)
    with mapped(f"0 {SIZE_BYTES >> 9} linear {loop} 0") as name:
        run("dmsetup", "suspend", name)  # what is read now waits in the kernel, and no signal ends it
        began = time.monotonic()
        found = read(name, 30)
        assert time.monotonic() - began < 15
    assert (found.result, [reason.code for reason in found.reasons]) == ("failed", ["hung"])
