"""What all guided tests have in common: nobody there, stop, back, and what is planned."""

from pathlib import Path

import pytest

from pcsol.diagnostics.bench import Bench, StoppedError
from pcsol.diagnostics.guided.table import MAKERS
from pcsol.model.hardware.devices import Sensors
from pcsol.tools.world.album import AlbumWorld
from tests.replay.machines import MACHINES
from tests.towers import GOOD
from tests.unit.guided.bench import RecordedHand, Script, TreeWorld, jobs_of, tried

TESTS = sorted(MAKERS)


def bench(world: object, asker: Script | None) -> Bench:
    return Bench(world, RecordedHand(), GOOD, Sensors, lambda _id: None, asker=asker)


@pytest.mark.parametrize("test", TESTS)
def test_each_is_planned_with_a_person_and_its_time(test: str) -> None:
    for job in jobs_of(test, required=False):
        assert job.id.partition(".")[0] == test
        assert job.takes == {"person"}
        assert job.needs[0] == "person"
        assert 20 <= job.seconds <= 180
        assert not job.required


@pytest.mark.parametrize("test", TESTS)
def test_with_nobody_there_it_is_not_tested(test: str, tmp_path: Path) -> None:
    [job] = jobs_of(test)
    found = job.run(bench(TreeWorld(tmp_path), None), lambda share, text="": None)
    assert (found.result, found.reasons[0].text) == ("not-tested", "Nobody was there.")


@pytest.mark.parametrize("test", TESTS)
def test_a_recorded_machine_cannot_be_tried(test: str) -> None:
    [job] = jobs_of(test)
    world = AlbumWorld(MACHINES / "made-up-optiplex-7010")
    found = job.run(bench(world, Script([])), lambda share, text="": None)
    assert (found.result, [one.code for one in found.reasons]) == ("not-testable", ["album"])


def test_stop_leaves_the_test_and_goes_on_with_the_next(tmp_path: Path) -> None:
    found, script = tried("eyes", TreeWorld(tmp_path), ["1", "stop", "1"])
    assert (found.result, found.reasons[0].code) == ("not-tested", "stopped")
    assert not script.left


def test_no_more_of_them_leaves_the_next_ones_as_well(tmp_path: Path) -> None:
    script = Script(["stop", "2"])
    world = TreeWorld(tmp_path)
    for test in ("eyes", "power-supply"):
        [job] = jobs_of(test)
        found = job.run(bench(world, script), lambda share, text="": None)
        assert (found.result, found.reasons[0].code) == ("not-tested", "stopped")
    assert len(script.cards) == 2


def test_somebody_who_walks_away_leaves_nothing_passed(tmp_path: Path) -> None:
    assert tried("eyes", TreeWorld(tmp_path), ["1", "1"])[0].reasons[0].code == "nobody"


def test_the_end_of_the_run_ends_the_waiting(tmp_path: Path) -> None:
    script = Script([None, None])
    here = bench(TreeWorld(tmp_path), script)
    script.answers.insert(1, here.stop.set)
    with pytest.raises(StoppedError):
        jobs_of("eyes")[0].run(here, lambda share, text="": None)
