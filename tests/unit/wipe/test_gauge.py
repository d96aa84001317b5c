"""Speed and time left are said when they can be, and honestly."""

import pytest

from pcsol.wipe.passes.gauge import Gauge, seconds_left

MB = 1_000_000


def test_nothing_is_foretold_in_the_first_seconds() -> None:
    time = [0.0]
    gauge = Gauge(1000 * MB, clock=lambda: time[0])
    assert gauge.reading("sda").bytes_per_second is None
    time[0], gauge.done_bytes = 2.0, 200 * MB
    assert gauge.reading("sda").seconds_left is None
    time[0], gauge.done_bytes = 4.0, 400 * MB
    assert gauge.reading("sda").seconds_left == pytest.approx(6.0)


def test_speed_now_is_of_the_last_seconds_and_the_mean_of_all() -> None:
    time = [0.0]
    gauge = Gauge(10_000 * MB, clock=lambda: time[0])
    for second in range(1, 21):
        time[0] = float(second)
        gauge.done_bytes += 100 * MB if second <= 10 else 10 * MB
        reading = gauge.reading("sda")
    assert reading.bytes_per_second == pytest.approx(10 * MB)
    assert reading.mean_bytes_per_second == pytest.approx(55 * MB)


def test_a_disk_that_stands_still_has_no_time_left_to_tell() -> None:
    assert seconds_left(1, 100, 0.0, slows=False) is None
    assert seconds_left(1, 100, None, slows=False) is None
    assert seconds_left(100, 100, None, slows=False) == 0


def test_what_an_earlier_run_did_counts_as_done_and_not_as_speed() -> None:
    time = [0.0]
    gauge = Gauge(1000, done_bytes=500, clock=lambda: time[0])
    time[0], gauge.done_bytes = 10.0, 600
    reading = gauge.reading("sda")
    assert (reading.done_bytes, reading.mean_bytes_per_second) == (600, 10)


def test_on_platters_the_end_is_known_to_be_slower() -> None:
    """Walk along a disk whose speed falls from 200 to 100 MB/s, and foretell the rest at every tenth of it."""
    size, step = 1000_000 * MB, 1000 * MB
    speeds = [200 * MB * (1 - 0.5 * (at + step / 2) / size) for at in range(0, size, step)]
    for tenth in range(10):
        rest = sum(step / speed for speed in speeds[tenth * 100 :])
        assert seconds_left(tenth * size // 10, size, speeds[tenth * 100], slows=True) == pytest.approx(rest, rel=0.01)


def test_the_retry_is_counted_anew_and_foretold_from_its_mean() -> None:
    time = [0.0]
    gauge = Gauge(1000 * MB, slows=True, clock=lambda: time[0])
    time[0], gauge.done_bytes, gauge.errors, gauge.worked = 100.0, 1000 * MB, 3, 250
    gauge.reading("sda")
    gauge.begin("retry", 60)
    reading = gauge.reading("sda")
    assert (reading.phase, reading.done_bytes, reading.of_bytes, reading.seconds_left) == ("retry", 0, 60, None)
    assert (reading.errors, reading.worked) == (3, 250)
    for second in range(101, 121):
        time[0], gauge.done_bytes = float(second), min(20, (second - 100) * 5)  # one that fails takes its time
        reading = gauge.reading("sda")
    assert reading.bytes_per_second == 0
    assert reading.seconds_left == pytest.approx(40.0)
