"""All of a span is written, or it is said to the sector what is not."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import DiskChangedError
from pcsol.i18n import speaking
from pcsol.model.erasure.outcome import SpeedPoint
from pcsol.model.erasure.plan import Budget
from pcsol.tools.block.stream import ZEROS, Keystream, Pattern
from pcsol.wipe.passes.budget import Purse
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.passes.room import Room
from pcsol.wipe.write import overwrite as module
from pcsol.wipe.write.overwrite import overwrite
from pcsol.wipe.write.written import Span
from tests.unit.wipe.memory_disk import REINS, MemoryDisk, sectors_of
from tests.unit.wipe.test_streams import KEY, filled

BLOCK = 16 << 10
SECTORS = 700  # 21 blocks and a half
SIZE = SECTORS * 512
STREAM = Keystream(KEY, "aes-256-ctr")
WHOLE = filled(STREAM, 0, SIZE)
STREAMS = st.sampled_from(
    [ZEROS, STREAM, Keystream(KEY, "chacha20"), Pattern(b"abc"), Pattern(bytes.fromhex("33cc55aa"))]
)
BAD = st.sets(st.integers(0, SECTORS - 1), max_size=12)


@pytest.fixture(autouse=True, scope="module", params=[1, 0], ids=["made ahead", "one by one"])
def _small_blocks(request: pytest.FixtureRequest) -> Iterator[None]:
    room = Room(BLOCK, 3, request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "to_write", lambda _at_once: room)
        yield


def disk(**kinds) -> MemoryDisk:
    return MemoryDisk(b"\x99" * SIZE, **kinds)


def whole_of(device: MemoryDisk) -> Span:
    return Span(0, device.size_bytes)


@given(STREAMS)
def test_every_byte_is_the_streams(stream) -> None:
    device = disk()
    written = overwrite(device, stream, whole_of(device), REINS)
    assert bytes(device.content) == filled(stream, 0, SIZE)
    assert (written.completed, written.stopped, written.offset_bytes, written.written_bytes) == (
        True,
        False,
        SIZE,
        SIZE,
    )
    assert device.flushed >= 1


@given(STREAMS, st.integers(0, SECTORS - 1), st.integers(1, SECTORS))
def test_nothing_outside_the_span_is_touched(stream, first, length) -> None:
    start, end = first * 512, min(first + length, SECTORS) * 512
    device = disk()
    overwrite(device, stream, Span(start, end), REINS)
    assert device.content[:start] == b"\x99" * start
    assert device.content[start:end] == filled(stream, 0, SIZE)[start:end]
    assert device.content[end:] == b"\x99" * (SIZE - end)


@given(BAD, STREAMS)
def test_bad_sectors_are_mapped_and_every_other_one_outside_their_stretch_is_written(bad, stream) -> None:
    device = disk(bad=bad)
    written = overwrite(device, stream, whole_of(device), REINS)
    left = sectors_of(written.unwritten)
    expected = filled(stream, 0, SIZE)
    wrong = {n for n in range(SECTORS) if device.content[n * 512 : n * 512 + 512] != expected[n * 512 : n * 512 + 512]}
    assert bad <= left
    assert wrong <= left
    assert written.completed
    assert written.written_bytes == SIZE - 512 * len(left)
    for stretch in written.unwritten:
        assert {stretch.first, stretch.last} <= bad


@given(BAD, BAD)
def test_a_sector_that_works_in_the_end_is_not_left(bad, healing) -> None:
    device = disk(bad=bad | healing)
    retry = module._Writer._retry

    def retry_healed(writer) -> None:
        device.bad = set(bad)
        retry(writer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._Writer, "_retry", retry_healed)
        written = overwrite(device, STREAM, whole_of(device), REINS)
    left = sectors_of(written.unwritten)
    assert bad <= left
    assert all({stretch.first, stretch.last} <= bad for stretch in written.unwritten)
    for n in set(range(SECTORS)) - left:
        assert device.content[n * 512 : n * 512 + 512] == WHOLE[n * 512 : n * 512 + 512]


@given(st.sets(st.integers(0, SECTORS // 8 - 1), max_size=4))
def test_a_disk_with_large_physical_sectors_is_written_by_them(bad) -> None:
    device = disk(bad={n * 8 + 3 for n in bad}, physical=4096)
    written = overwrite(device, STREAM, whole_of(device), REINS)
    assert {n * 8 + 3 for n in bad} <= sectors_of(written.unwritten)
    assert all(r.first % 8 == 0 and (r.last % 8 == 7 or r.last == SECTORS - 1) for r in written.unwritten)


@given(BAD, st.integers(0, 60))
def test_a_stop_at_any_moment_and_a_resume_leave_what_one_run_leaves(bad, calls) -> None:
    device = disk(bad=bad)
    reins = Reins("sdz")
    write = device.write

    def stops_after(offset: int, view: memoryview) -> None:
        if device.calls >= calls:
            reins.stop.set()
        write(offset, view)

    device.write = stops_after  # type: ignore[method-assign]
    first = overwrite(device, STREAM, whole_of(device), reins)
    assert first.stopped is not first.completed
    assert device.flushed >= 1
    device.write = write  # type: ignore[method-assign]
    second = overwrite(device, STREAM, Span(0, SIZE, first.offset_bytes, first.unwritten), REINS)
    left = sectors_of(second.unwritten)
    assert second.completed
    assert bad <= left
    for n in set(range(SECTORS)) - left:
        assert device.content[n * 512 : n * 512 + 512] == WHOLE[n * 512 : n * 512 + 512]


def test_what_is_kept_was_flushed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEEP_SECONDS", 1e9)
    device, kept = disk(bad={650}), []
    reins = Reins("sdz", keep=lambda offset, left, *_pace: kept.append((device.flushed, offset, sectors_of(left))))
    overwrite(device, STREAM, whole_of(device), reins)
    assert kept == [(1, SIZE, {650})]


def test_it_is_kept_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEEP_SECONDS", 0.0)
    kept: list[int] = []
    overwrite(disk(), STREAM, Span(0, SIZE), Reins("sdz", keep=lambda offset, *_more: kept.append(offset)))
    assert kept == [*(n * BLOCK for n in range(1, 22)), SIZE, SIZE]


def test_what_it_took_so_far_is_kept_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEEP_SECONDS", 0.0)
    kept: list[tuple[float, tuple[SpeedPoint, ...]]] = []
    reins = Reins("sdz", keep=lambda _offset, _left, seconds, speed, _errors: kept.append((seconds, speed)))
    written = overwrite(disk(), STREAM, Span(0, SIZE), reins)
    spent = [seconds for seconds, _speed in kept]
    assert spent == sorted(spent)
    assert 0 < spent[0] <= spent[-1] <= written.seconds
    assert len(kept[0][1]) < len(kept[-1][1]) <= 200
    assert kept[-1][1] == written.speed


@pytest.mark.parametrize("budget", [Budget(bad_ranges=3), Budget(error_seconds=-1)])
def test_a_hopeless_disk_is_left_and_all_that_was_not_written_is_said(budget) -> None:
    device = disk(bad=range(1, SECTORS, 2))
    written = overwrite(device, STREAM, whole_of(device), REINS, budget)
    assert not written.completed
    assert written.fault
    assert set(range(1, SECTORS, 2)) <= sectors_of(written.unwritten)
    assert device.failures < 100


@pytest.mark.parametrize(
    ("budget", "said"),
    [(Budget(bad_ranges=3), "after 4 bad places"), (Budget(error_seconds=600), "after losing 31 minutes")],
)
def test_the_limit_that_was_hit_is_named(budget, said) -> None:
    """500 bad places are found in no time: "after 0 minutes of them" was no reason."""
    span = Span(0, SIZE, error_seconds=1830 if budget.error_seconds == 600 else 0)
    with speaking("en"):
        written = overwrite(disk(bad=range(1, SECTORS, 2)), STREAM, span, REINS, budget)
    assert said in str(written.fault)


class _Stopped(MemoryDisk):
    """Somebody stops the run once so many attempts have failed."""

    stops: tuple[threading.Event, int]

    def write(self, offset: int, view: memoryview) -> None:
        stop, failures = self.stops
        if self.failures > failures:
            stop.set()
        super().write(offset, view)


def test_the_budget_is_one_for_all_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each failed attempt takes a second; stopped and taken up again and again, the disk is left all the same."""
    pay = Purse.pay
    monkeypatch.setattr(Purse, "pay", lambda purse, _seconds: pay(purse, 1.0))
    span, runs, lost = Span(0, SIZE), 0, 0.0
    device = _Stopped(b"\x99" * SIZE, bad=range(8, SECTORS, 32))
    while True:
        reins, runs = Reins("sdz"), runs + 1
        device.stops = (reins.stop, device.failures + 10)
        with speaking("en"):
            written = overwrite(device, STREAM, span, reins, Budget(error_seconds=40))
        lost += written.error_seconds
        span = Span(0, SIZE, written.offset_bytes, written.unwritten, lost)
        if not written.stopped:
            break
    assert "too many bad sectors" in str(written.fault)
    assert runs > 2
    assert 40 < lost <= 42


def test_a_disk_that_is_wholly_bad_costs_few_attempts() -> None:
    device = disk(bad=range(SECTORS))
    written = overwrite(device, STREAM, whole_of(device), REINS)
    assert sectors_of(written.unwritten) == set(range(SECTORS))
    assert written.written_bytes == 0
    assert device.calls < 60


def test_a_disk_that_does_not_confirm_the_flush_is_not_completed() -> None:
    device = disk()
    device.fails_to_flush = True
    written = overwrite(device, STREAM, whole_of(device), REINS)
    assert (written.completed, written.fault) == (False, "could not be flushed")


def test_a_disk_that_is_pulled_ends_it_and_no_thread_is_left() -> None:
    device = disk()

    def gone(_offset: int, _view: memoryview) -> None:
        raise DiskChangedError("gone")

    device.write = gone  # type: ignore[method-assign]
    before = threading.active_count()
    with pytest.raises(DiskChangedError):
        overwrite(device, STREAM, whole_of(device), REINS)
    assert threading.active_count() == before


def test_the_curve_has_at_most_200_points_and_covers_the_disk() -> None:
    device = MemoryDisk(bytes(BLOCK * 1000))
    speed = overwrite(device, ZEROS, whole_of(device), REINS).speed
    assert 100 <= len(speed) <= 200
    assert speed[-1].offset_bytes > device.size_bytes * 0.98


def test_the_last_thing_told_is_the_whole() -> None:
    told = []
    overwrite(disk(), ZEROS, Span(0, SIZE), Reins("sdz", tell=told.append))
    assert (told[-1].disk, told[-1].done_bytes, told[-1].of_bytes) == ("sdz", SIZE, SIZE)
