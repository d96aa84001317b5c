"""Marks are planted on the disk that was meant, and prove only what was sent after them."""

from pathlib import Path

import pytest

from pcsol.errors import DiskChangedError
from pcsol.i18n import speaking
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.wipe import identity
from pcsol.wipe.execute import erase, way
from pcsol.wipe.firmware.job import Job
from pcsol.wipe.journal import Journal
from pcsol.wipe.validate import validate
from tests.device.bench import Bench, ended
from tests.device.conftest import MakeLoop

pytestmark = pytest.mark.device
MIB = 1 << 20
OLD = b"old data" * MIB


@pytest.mark.parametrize("looks_well", [1, 2])
def test_not_one_mark_is_planted_on_a_disk_that_took_the_place_of_the_one_that_was_meant(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch, looks_well: int
) -> None:
    """Between two looks the disk is closed, and anybody may change it."""
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-sanitize-block",), ("random",))
    looks: list[str] = []

    def swapped(_world: object, expected: identity.Identity, *, resized: bool = False) -> None:
        looks.append(expected.path)
        if len(looks) > looks_well:
            raise DiskChangedError("another one")

    monkeypatch.setattr(erase, "demand", swapped)
    done = bench.erase()
    assert (done.last.fault, done.last.interrupted) == ("another one", True)
    assert file.read_bytes() == OLD


def test_marks_of_a_command_that_is_over_are_not_taken_for_marks_of_the_next_one(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off after half of it, the first command may have taken them all; the second one does nothing, and lies."""
    path = make_loop(file)
    bench = Bench(pcsol_home, path, file, ("ata-sanitize-block",))

    def erases_and_is_cut_off(_step: Step, job: Job) -> StepOutcome:
        job.begun()
        with Path(path).open("r+b") as stream:
            stream.write(bytes(8 * MIB))
        raise KeyboardInterrupt

    monkeypatch.setattr(way, "run_firmware", erases_and_is_cut_off)
    with pytest.raises(KeyboardInterrupt):
        bench.erase()
    monkeypatch.setattr(way, "run_firmware", lambda step, _job: ended(step))
    verdict = validate(bench.erase().last)
    assert verdict.validation == "escalate"
    assert "data-survived" in [one.code for one in verdict.reasons]


def test_marks_of_a_command_that_the_drive_is_still_at_are_kept(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_loop(file)
    bench = Bench(pcsol_home, path, file, ("ata-sanitize-block",))

    def cut_off(_step: Step, job: Job) -> StepOutcome:
        job.begun()
        raise KeyboardInterrupt

    monkeypatch.setattr(way, "run_firmware", cut_off)
    with pytest.raises(KeyboardInterrupt):
        bench.erase()
    planted = file.read_bytes()

    def ends(step: Step, job: Job) -> StepOutcome:
        assert job.resumes
        assert file.read_bytes() == planted
        with Path(path).open("r+b") as stream:
            stream.write(bytes(8 * MIB))
        return ended(step)

    monkeypatch.setattr(way, "run_firmware", ends)
    monkeypatch.setattr(way, "work_of", lambda _step, job: "ours" if job.resumes else "none")
    assert validate(bench.erase().last).validation == "accepted"


def test_a_drive_that_is_at_something_of_somebody_elses_is_left_at_it(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way, "work_of", lambda _step, _job: "another")
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-sanitize-block",), ("random",))
    with speaking("en"):
        done = bench.erase()
    assert (len(done.attempts), done.last.interrupted) == (1, True)
    assert "already" in (done.last.fault or "")
    assert file.read_bytes() == OLD
    assert Journal.open(pcsol_home, bench.candidate).interrupted


def test_a_drive_that_does_not_come_to_its_end_is_left_alone(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other way, and no look at its health: the kernel lets whoever opens such a drive wait for a very long time."""
    looks: list[str] = []
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-sanitize-block",), ("random",))
    monkeypatch.setattr(bench, "look", looks.append)
    monkeypatch.setattr(way, "run_firmware", lambda step, _job: ended(step, fault="It stands still."))
    works = iter(["none", "another"])
    monkeypatch.setattr(way, "work_of", lambda _step, _job: next(works))
    done = bench.erase()
    assert (len(done.attempts), done.last.interrupted, done.last.fault) == (1, True, "It stands still.")
    assert done.last.after is None
    assert len(looks) == 1, "before it began"
    assert validate(done.last).validation == "repeat"
    assert Journal.open(pcsol_home, bench.candidate).interrupted
