"""Temperatures, fans and clocks, on made-up albums."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.i18n import speaking
from pcsol.judge import clock as judge
from pcsol.judge.clock import ClockReading
from pcsol.model.hardware.devices import Fan, Sensors, Temperature
from pcsol.model.probe import Clock
from pcsol.probe import sensors
from pcsol.tools.world.album import AlbumWorld

MADE = datetime(2026, 11, 1, tzinfo=UTC)


def felt(folder, plain):
    (folder / "sensors.json").write_text(json.dumps(plain))
    with speaking("en"):
        return sensors.look_sensors(AlbumWorld(folder))


def test_temperatures_and_fans_are_told_with_their_chips(tmp_path):
    core = {"label": "Core 0", "current": 41.5, "high": 80.0, "critical": 100.0}
    found = felt(
        tmp_path,
        {
            "temperatures": {"coretemp": [core]},
            "fans": {"dell_smm": [{"label": "CPU", "current": 900}, {"current": 0}]},
        },
    )
    assert found.value == Sensors(
        temperatures=(
            Temperature(chip="coretemp", label="Core 0", celsius=41.5, high_celsius=80, critical_celsius=100),
        ),
        fans=(Fan(chip="dell_smm", label="CPU", rpm=900), Fan(chip="dell_smm", rpm=0)),
    )
    assert found.unknown == ()


@pytest.mark.parametrize("celsius", [-273, -50, 150, 255, None, "hot", True, float("nan"), float("inf"), 10**400])
def test_an_absurd_temperature_is_unknown(tmp_path, celsius):
    good = {"current": 40}
    found = felt(
        tmp_path, {"temperatures": {"it87": [{"label": "t", "current": celsius}, good]}, "fans": {"f": [good]}}
    )
    assert [t.celsius for t in found.value.temperatures] == [40]
    (note,) = found.unknown
    assert note.what == "sensors.temperatures.it87.t"
    assert len(note.why) < 80


@pytest.mark.parametrize("rpm", [-1, 65535, None])
def test_an_absurd_speed_is_unknown(tmp_path, rpm):
    found = felt(tmp_path, {"temperatures": {"c": [{"current": 40}]}, "fans": {"it87": [{"current": rpm}]}})
    assert found.value.fans == ()
    assert [note.what for note in found.unknown] == ["sensors.fans.it87", "sensors.fans"]


@pytest.mark.parametrize("limit", [0, -273, 65261.85, None, "80"])
def test_a_limit_that_the_chip_does_not_keep_is_unknown(tmp_path, limit):
    found = felt(tmp_path, {"temperatures": {"c": [{"current": 40, "high": limit, "critical": limit}]}})
    assert found.value.temperatures == (Temperature(chip="c", celsius=40),)


def test_no_sensor_is_an_empty_list_with_a_note(tmp_path):
    found = felt(tmp_path, {"temperatures": {}, "fans": {}})
    assert found.value == Sensors(temperatures=(), fans=())
    assert [note.what for note in found.unknown] == ["sensors.temperatures", "sensors.fans"]


def test_what_was_not_recorded_is_null(tmp_path):
    found = felt(tmp_path, {"network": {}})
    assert found.value == Sensors()
    assert {note.why for note in found.unknown} == {"The recording of the sensors does not hold them."}


@pytest.mark.parametrize("plain", [{"temperatures": {"c": 3}}, {"temperatures": {"c": [3]}}, {"temperatures": []}])
def test_another_shape_does_no_harm(tmp_path, plain):
    assert not felt(tmp_path, plain).value.temperatures


@pytest.mark.parametrize(
    ("synchronised", "rtc", "late", "source", "trusted"),
    [
        (True, None, 1, "ntp", True),
        (None, 1, 1, "rtc", True),
        (None, 119, 0, "rtc", True),
        (None, 180, 0, "system", False),
        (None, None, 1, "system", False),
        (False, None, 1, "system", False),
        (True, None, -1, "ntp", False),
        (None, -1, -1, "rtc", False),
    ],
)
def test_a_clock_is_believed_when_led_or_agreed_and_not_older_than_pcsol(synchronised, rtc, late, source, trusted):
    now = MADE + timedelta(seconds=late)
    reading = ClockReading(
        now=now, rtc=None if rtc is None else MADE + timedelta(seconds=rtc), synchronised=synchronised
    )
    assert (judge.source(reading), judge.trusted(reading, MADE)) == (source, trusted)


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=20_000)), st.sampled_from([True, False, None]))
def test_a_clock_from_before_pcsol_is_never_believed(before, synchronised):
    now = judge.RELEASED - before
    assert not judge.trusted(ClockReading(now=now, rtc=now, synchronised=synchronised))


def told(folder, plain):
    (folder / "clock.json").write_text(json.dumps(plain))
    return sensors.look_clock(AlbumWorld(folder))


def test_an_albums_clock_is_the_recorded_one(tmp_path):
    now = "2026-12-01T10:00:00+00:00"
    assert told(tmp_path, {"now": now, "rtc": now, "synchronised": None}).value == Clock(source="album", trusted=True)
    assert told(tmp_path, {"now": now}).value == Clock(source="album", trusted=False)


@pytest.mark.parametrize("plain", [{"now": "yesterday"}, {"now": "2026-12-01T10:00:00"}, {"now": [], "rtc": {}}])
def test_a_clock_that_cannot_be_read_is_not_believed(tmp_path, plain):
    found = told(tmp_path, plain)
    assert found.value == Clock(source="album", trusted=False)
    assert [note.what for note in found.unknown] == ["clock"]


def test_an_album_without_a_clock_says_so(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text("processor\t: 0\n")
    found = sensors.look_clock(AlbumWorld(tmp_path))
    assert (found.value.trusted, [note.what for note in found.unknown]) == (False, ["clock"])
