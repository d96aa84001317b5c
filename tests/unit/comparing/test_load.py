"""Heat under the same load: bounded in time and heat, never without a sensor, compared with its like only."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from pcsol.checklist.redo import advise
from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Load
from pcsol.model.probe import Probe
from pcsol.probe.guided.load import look_load
from pcsol.tools.burn import Burner
from pcsol.tools.world.album import AlbumWorld
from tests.loads import Work
from tests.replay.machines import MACHINES
from tests.unit.comparing.recordings import look, recorded, with_json
from tests.unit.comparing.scripted import Clockwork, WarmingWorld
from tests.unit.comparing.test_fifteen_ways import BOOK, FULL
from tests.unit.comparing.towers import TOWER, against, changed, changes, found, later

ALBUM = MACHINES / "made-up-optiplex-7010"  # 36 °C at rest, critical at 105
GENTLE = [min(20.0, second / 2) for second in range(61)]


def warmed(curve: Sequence[float], folder: Path = ALBUM, seconds: int = 60) -> tuple[Load | None, Work, Clockwork]:
    clock = Clockwork()
    worker = Work(clock)
    finding = look_load(
        WarmingWorld(folder, clock, curve), seconds=seconds, burner=worker, now=clock.now, sleep=clock.sleep
    )
    return finding.value, worker, clock


def under(curve: Sequence[float], probe: Probe = TOWER) -> Probe:
    return changed(probe, load=warmed(curve)[0])


def test_start_end_peak_and_work_are_kept() -> None:
    load, worker, clock = warmed([*GENTLE[:30], 30.0, *GENTLE[31:]])
    assert load == Load(
        chip="coretemp", wanted_seconds=60, seconds=60.0, threads=4, start_celsius=36, end_celsius=56, peak_celsius=66,
        limit_celsius=90, work_mib=60000,
    )  # fmt: skip
    assert worker.closed
    assert clock.now() == 60


def test_the_load_is_taken_away_at_90_degrees() -> None:
    load, worker, clock = warmed([second * 10.0 for second in range(61)])
    assert load is not None
    assert (load.stopped, load.peak_celsius) == ("limit", 96)
    assert clock.now() <= 7
    assert worker.closed


def test_a_sensor_s_own_critical_limit_counts_where_it_is_lower(tmp_path: Path) -> None:
    def lower(told: dict[str, dict[str, list[dict[str, float]]]]) -> None:
        for one in told["temperatures"]["coretemp"]:
            one["critical"] = 60.0

    look(with_json(recorded(), "sensors.json", lower), tmp_path)
    load, _worker, clock = warmed([second * 10.0 for second in range(61)], tmp_path)
    assert load is not None
    assert (load.stopped, load.limit_celsius) == ("limit", 60)
    assert clock.now() <= 4


@pytest.mark.parametrize("name", ["virtual-machine", "qemu-five-disks", "made-up-board-that-nobody-filled-in"])
def test_without_a_sensor_there_is_no_load(name: str) -> None:
    worker = Work(Clockwork())
    finding = look_load(AlbumWorld(MACHINES / name), burner=worker)
    assert finding.value is None
    assert [one.what for one in finding.unknown] == ["load"]
    assert not worker.open


def test_what_is_too_hot_already_gets_no_load() -> None:
    load, worker, _clock = warmed([60.0])
    assert load is None
    assert not worker.open


def test_a_sensor_that_falls_silent_ends_the_load() -> None:
    class Silent(WarmingWorld):
        def sensors(self) -> dict[str, object]:
            told = super().sensors()
            return {**told, "temperatures": {}} if self._clock.now() > 5 else told

    clock = Clockwork()
    worker = Work(clock)
    load = look_load(Silent(ALBUM, clock, GENTLE), burner=worker, now=clock.now, sleep=clock.sleep).value
    assert load is not None
    assert load.stopped == "sensor"
    assert worker.closed


def test_the_cores_work_and_are_let_go_whatever_happens() -> None:
    burner = Burner()
    until = time.monotonic() + 10

    def broken_off() -> None:
        with burner:
            while burner.work_mib < 4 and time.monotonic() < until:
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    done = burner.work_mib
    time.sleep(0.05)
    assert burner.work_mib == done >= 4


def test_hotter_under_the_same_load_is_found_and_named() -> None:
    with speaking("fr"):
        comparison = against(under([one * 2 for one in GENTLE], later()), under(GENTLE))
        lines = advise(comparison, {}, BOOK, FULL)
    assert changes(comparison) == [("temperature", "hotter")]
    assert (lines[0].step, lines[0].drawing) == ("E1", "heatsink")


def test_sooner_at_the_limit_is_hotter_and_as_soon_as_before_is_not() -> None:
    quick, slow = [one * 6.0 for one in range(61)], [float(one) for one in range(61)]
    assert changes(against(under(quick, later()), under(GENTLE))) == [("temperature", "hotter")]
    assert changes(against(under(quick, later()), under(slow))) == [("temperature", "hotter")]
    assert changes(against(under(quick, later()), under(quick))) == []


def test_four_degrees_more_or_less_are_no_finding() -> None:
    for more in (-4.0, 4.0):
        assert changes(against(under([one + more for one in GENTLE], later()), under(GENTLE))) == []


def test_what_came_warm_from_other_work_is_measured_again() -> None:
    warm = [one + 15.0 for one in GENTLE]
    comparison = against(under(warm, later()), under(GENTLE))
    assert [one.state for one in found(comparison, "temperature")] == ["not-measurable"]
    steeper = [one * 1.5 + 15.0 for one in GENTLE]
    assert changes(against(under(steeper, later()), under(GENTLE))) == [("temperature", "hotter")]


def test_another_load_says_nothing() -> None:
    shorter = changed(later(), load=warmed(GENTLE, seconds=30)[0])
    for after, before in ((shorter, under(GENTLE)), (later(), under(GENTLE)), (under(GENTLE, later()), TOWER)):
        assert [one.state for one in found(against(after, before), "temperature")] == ["not-measurable"]


def test_less_work_in_the_same_time_proves_nothing() -> None:
    load = warmed(GENTLE)[0]
    assert load is not None
    lazy = changed(later(), load=load.model_copy(update={"work_mib": 9000}))
    assert [one.state for one in found(against(lazy, under(GENTLE)), "temperature")] == ["not-measurable"]
