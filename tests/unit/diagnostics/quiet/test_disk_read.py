"""disk-read: what it reads, and what unreadable, slow, hanging and vanishing disks amount to."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from pcsol.diagnostics.bench import Found, Job, StoppedError
from pcsol.diagnostics.unattended.disk_read import doing, jobs
from pcsol.diagnostics.unattended.disk_read.surface import MOST_ERRORS, PLACE_BYTES, Reader
from pcsol.errors import DiskChangedError, NotPermittedError
from pcsol.judge.testing.disks.reading import judge
from pcsol.model.hardware.disk import Disk, Health
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.read_only_disk import ReadOnlyDisk, UnreadableError
from tests.unit.diagnostics.quiet.bench import MadeUpTime, MadeUpWorld, bench, codes, probe, run

DISK = Disk(name="sda", bus="sata", medium="hdd", size_bytes=500_107_862_016)
SAMPLED = WantedTest(test="disk-read", depth="sampled", seconds=120)
FULL = WantedTest(test="disk-read", depth="full")


@dataclass
class MadeUpDisk:
    """Reads 100 MB/s in made-up time. `bad`, `slow`: whether the place at this offset is; `gone_after`: so many."""

    size_bytes: int = 500_107_862_016
    sector_bytes: int = 512
    bad: Callable[[int], bool] = lambda at: False
    slow: Callable[[int], bool] = lambda at: False
    gone_after: int | None = None
    speed: float = 100e6
    time: MadeUpTime = field(default_factory=MadeUpTime)
    offsets: list[int] = field(default_factory=list)

    def read_into(self, offset_bytes: int, view: memoryview) -> None:
        assert offset_bytes % self.sector_bytes == 0
        assert len(view) % self.sector_bytes == 0
        assert offset_bytes + len(view) <= self.size_bytes
        self.offsets.append(offset_bytes)
        self.time.seconds += len(view) / self.speed
        if self.gone_after is not None and len(self.offsets) > self.gone_after:
            raise DiskChangedError("gone")
        if self.slow(offset_bytes):
            self.time.seconds += 4
        if self.bad(offset_bytes):
            self.time.seconds += 3
            raise UnreadableError


def read(disk: MadeUpDisk, seconds: int | None = 120) -> Found:
    reader = Reader(disk, seconds, disk.time.now)
    reader.read()
    return Found(*judge(reader.found(), DISK))


def test_a_good_disk_is_sampled_at_both_ends_in_the_middle_and_anywhere_for_its_time() -> None:
    disk = MadeUpDisk()
    began = disk.time.now()
    found = read(disk)
    assert (found.result, codes(found)) == ("passed", [])
    assert 119 <= disk.time.now() - began <= 122
    assert {0, disk.size_bytes - PLACE_BYTES} <= set(disk.offsets)
    assert any(abs(at - disk.size_bytes // 2) < PLACE_BYTES for at in disk.offsets)
    tenths = {at * 10 // disk.size_bytes for at in disk.offsets}
    assert tenths == set(range(10))
    speeds = {one.code: one.value for one in found.evidence if one.code.startswith("speed")}
    assert set(speeds) == {"speed-beginning", "speed-middle", "speed-end"}
    assert all(speed == pytest.approx(100e6, rel=0.01) for speed in speeds.values())


@pytest.mark.parametrize("size", [3 * PLACE_BYTES + 512, 100 * PLACE_BYTES, 777 * PLACE_BYTES + 1024])
def test_a_full_reading_reads_every_byte_once(size: int) -> None:
    disk = MadeUpDisk(size_bytes=size)
    found = read(disk, None)
    assert found.result == "passed"
    assert sorted(disk.offsets[1:]) == list(range(0, size, PLACE_BYTES))
    assert next(one.value for one in found.evidence if one.code == "read") == size


@pytest.mark.parametrize("size", [512, PLACE_BYTES, 5 * PLACE_BYTES])
def test_a_tiny_disk_is_sampled_without_a_fault(size: int) -> None:
    assert read(MadeUpDisk(size_bytes=size), 2).result == "passed"


def test_unreadable_places_fail_with_where_they_are() -> None:
    disk = MadeUpDisk(size_bytes=300 * PLACE_BYTES, bad=lambda at: at in (5 * PLACE_BYTES, 200 * PLACE_BYTES))
    found = read(disk, None)
    assert (found.result, codes(found)) == ("failed", ["unreadable"])
    assert found.reasons[0].value == 2
    places = [one.value for one in found.evidence if one.code == "unreadable-place"]
    assert places == [5 * PLACE_BYTES, 200 * PLACE_BYTES]


def test_after_too_many_errors_the_reading_ends() -> None:
    disk = MadeUpDisk(size_bytes=300 * PLACE_BYTES, bad=lambda at: at > 0)
    found = read(disk, None)
    assert (found.result, codes(found)) == ("failed", ["unreadable"])
    assert len(disk.offsets) == MOST_ERRORS + 2


def test_slow_places_are_to_be_looked_at_and_not_called_unreadable() -> None:
    disk = MadeUpDisk(size_bytes=300 * PLACE_BYTES, slow=lambda at: at in (0, *range(9 << 20, 13 << 20, 1 << 20)))
    found = read(disk, None)
    assert (found.result, codes(found)) == ("to-look-at", ["slow-places"])
    assert found.reasons[0].value == 5


def test_spinning_up_is_no_slow_place() -> None:
    disk = MadeUpDisk(size_bytes=300 * PLACE_BYTES)
    disk.slow = lambda at: len(disk.offsets) == 1
    found = read(disk, None)
    assert found.result == "passed"
    assert not [one for one in found.evidence if one.code == "slow-place"]


def test_a_disk_that_is_slow_everywhere_is_to_be_looked_at() -> None:
    assert codes(read(MadeUpDisk(speed=4e6))) == ["slow-disk"]


def test_a_disk_that_goes_away_fails() -> None:
    found = read(MadeUpDisk(gone_after=50))
    assert (found.result, codes(found)) == ("failed", ["gone"])


def _job(wanted: WantedTest = SAMPLED, disk: Disk = DISK) -> Job:
    [job] = jobs(probe(disks=(disk,)), wanted)
    return job


class Opened(MadeUpDisk):
    """Stands for the opener, as a context."""

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        return


def _with(monkeypatch: pytest.MonkeyPatch, disk: object) -> None:
    def opened(_name: str) -> object:
        if isinstance(disk, Exception):
            raise disk
        return disk

    monkeypatch.setattr(doing, "ReadOnlyDisk", opened)


def test_a_disk_that_hangs_fails_and_does_not_hang_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    woken, reading = threading.Event(), threading.Event()

    class TimeOnceItReads(MadeUpTime):
        def wait(self, timeout: float | None = None) -> bool:
            assert reading.wait(60)
            return super().wait(timeout)

    time = TimeOnceItReads()

    class Hanging(Opened):
        def read_into(self, offset_bytes: int, view: memoryview) -> None:
            reading.set()
            woken.wait(60)

    _with(monkeypatch, Hanging())
    monkeypatch.setattr(doing, "_END_SECONDS", 0.05)
    try:
        found = run(_job(), bench(time=time))
    finally:
        woken.set()
    assert (found.result, codes(found)) == ("failed", ["hung"])
    assert time.now() - 1000 < doing.HUNG_SECONDS + 10


def test_a_disk_that_reads_so_slowly_that_its_time_is_over_is_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, ended = threading.Semaphore(0), threading.Event()

    class TimeOfReading(MadeUpTime):
        def wait(self, timeout: float | None = None) -> bool:
            looked.release()
            return ended.wait(0.001) and self.is_set()

    time = TimeOfReading()

    class Slow(Opened):
        def read_into(self, offset_bytes: int, view: memoryview) -> None:
            time.seconds += doing.HUNG_SECONDS - 10
            assert looked.acquire(timeout=60)

        def __exit__(self, *_: object) -> None:
            ended.set()

    _with(monkeypatch, Slow())
    found = run(_job(), bench(time=time))
    looked.release()
    assert (found.result, codes(found)[0]) == ("to-look-at", "never-ended")
    assert ended.wait(10), "and it is not read any further"


def test_a_run_that_a_person_ends_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    time, ended = MadeUpTime(until=1010), threading.Event()

    class Patient(Opened):
        def read_into(self, offset_bytes: int, view: memoryview) -> None:
            time.seconds += 0.001

        def __exit__(self, *_: object) -> None:
            ended.set()

    _with(monkeypatch, Patient())
    with pytest.raises(StoppedError):
        run(_job(FULL), bench(time=time))
    assert ended.wait(10)


@pytest.mark.parametrize(
    ("fault", "result", "code"),
    [
        (NotPermittedError("/dev/sda"), "not-testable", "not-permitted"),
        (DiskChangedError("The disk sda could not be read."), "failed", "unopened"),
    ],
)
def test_a_disk_that_cannot_be_opened(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, result: str, code: str
) -> None:
    _with(monkeypatch, fault)
    found = run(_job(), bench())
    assert (found.result, codes(found)) == (result, [code])


@pytest.mark.parametrize(
    ("facts", "result", "code"),
    [
        ({"own_medium": True}, "not-testable", "own-medium"),
        ({"bus": "loop"}, "not-testable", "no-disk"),
        ({"size_bytes": 0}, "not-testable", "empty"),
        ({"health": Health(grade="D")}, "not-tested", "condemned"),
    ],
)
def test_disks_that_are_not_read_say_why(facts: dict[str, Any], result: str, code: str) -> None:
    found = run(_job(disk=DISK.model_copy(update=facts)), bench())
    assert (found.result, codes(found)) == (result, [code])


def test_its_seconds_are_the_profiles_or_those_of_the_whole_disk() -> None:
    assert _job().seconds == 120
    assert 3_600 <= _job(FULL).seconds <= 7_200  # 80 to 150 MB/s


def test_a_recording_is_not_testable() -> None:
    assert codes(run(_job(), bench(MadeUpWorld(source="album")))) == ["recorded"]


def test_what_is_no_disk_is_not_opened() -> None:
    with pytest.raises(DiskChangedError):
        ReadOnlyDisk("null")
    with pytest.raises(DiskChangedError):
        ReadOnlyDisk("pcsol-not-there")
