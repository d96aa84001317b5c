"""Reading real block devices: whole ones, and ones whose last places cannot be read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pcsol.diagnostics.bench import Bench, Found
from pcsol.diagnostics.unattended.disk_read.doing import Reading
from pcsol.diagnostics.unattended.disk_read.surface import MOST_ERRORS, PLACE_BYTES
from pcsol.model.hardware.devices import Sensors
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.tools.hand import LiveHand
from pcsol.tools.world.live import LiveWorld
from tests.device.conftest import sized
from tests.unit.diagnostics.quiet.bench import NOW

pytestmark = pytest.mark.device
SIZE_BYTES = 96 << 20


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
