"""What the journal must carry over: an ATA password, and what the marks around a firmware command showed."""

from pathlib import Path

import pytest

from pcsol.errors import DiskBusyError, JournalFaultyError
from pcsol.model.erasure.outcome import SectorRange, StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.model.probe import Clock
from pcsol.tools.block.device import BlockDevice
from pcsol.wipe.execute import way
from pcsol.wipe.firmware.job import Job
from pcsol.wipe.journal import Journal
from pcsol.wipe.planning import planned
from pcsol.wipe.readback.read_back import read_back
from pcsol.wipe.validate import validate
from tests.device.bench import Bench, ended
from tests.device.conftest import MakeLoop
from tests.unit.erasure import made

pytestmark = pytest.mark.device
MIB = 1 << 20


def test_a_password_that_could_not_be_taken_away_is_not_forgotten_by_the_next_way(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locks(step: Step, job: Job) -> StepOutcome:
        job.password_set("PCSol")
        return ended(step, fault="It may be locked")

    monkeypatch.setattr(way, "run_firmware", locks)
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-security-erase",), ("random",))
    done = bench.erase()
    done.forget()
    entry = Journal.open(pcsol_home, bench.candidate).entry
    assert entry is not None
    assert entry.ata_password == "PCSol"


def test_a_read_back_that_was_stopped_goes_on_with_what_the_marks_showed(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_loop(file)
    bench = Bench(pcsol_home, path, file, ("ata-sanitize-block",))

    def obeys(step: Step, _job: Job) -> StepOutcome:
        with Path(path).open("r+b") as stream:
            stream.write(bytes(8 * MIB))
        return ended(step)

    monkeypatch.setattr(way, "run_firmware", obeys)
    monkeypatch.setattr(way, "read_back", bench.stopped_while_reading)
    assert validate(bench.erase().last).validation == "repeat"
    monkeypatch.setattr(way, "read_back", read_back)
    bench.stop.clear()
    verdict = validate(bench.erase().last)
    assert (verdict.validation, [one.code for one in verdict.reasons]) == ("accepted", ["effective"])


def test_a_command_that_lied_is_still_known_to_have_lied_after_a_power_cut(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way, "run_firmware", lambda step, _job: ended(step))
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-sanitize-block",))
    monkeypatch.setattr(way.Way, "_lives", lambda _self: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        bench.erase()
    monkeypatch.undo()
    verdict = validate(bench.erase().last)
    assert verdict.validation == "escalate"
    assert "data-survived" in [one.code for one in verdict.reasons]


def test_a_firmware_command_that_was_cut_off_is_told_that_it_resumes(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(way, "work_of", lambda _step, job: "ours" if job.resumes else "none")

    def cut_off(step: Step, job: Job) -> StepOutcome:
        seen.append(job.resumes)
        job.begun()
        bench.stop.set()
        return ended(step, fault="Stopped")

    monkeypatch.setattr(way, "run_firmware", cut_off)
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-sanitize-block",), ("random",))
    bench.erase()
    bench.stop.clear()
    bench.erase()
    assert seen == [False, True]


def test_a_write_that_was_stopped_among_bad_sectors_is_not_condemned_yet() -> None:

    plan = made.plan("random", level="clear")
    steps = made.done(plan, completed=False, unwritten=(SectorRange(first=7, last=7),))
    none = made.seen(depth="none", passed=False)
    assert validate(made.attempt(plan, steps=steps, verification=none, interrupted=True)).validation == "repeat"


def test_a_command_whose_read_back_found_something_else_is_not_accepted() -> None:

    plan = made.plan("ata-sanitize-block")
    odd = made.seen(passed=False, mismatched=(SectorRange(first=7, last=7),))
    assert validate(made.attempt(plan, verification=odd)).validation != "accepted"


def test_the_ways_that_failed_before_a_power_cut_stand_on_the_papers(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way, "run_firmware", lambda step, _job: ended(step, fault="It refused"))
    monkeypatch.setattr(way, "overwrite", lambda *_what: (_ for _ in ()).throw(KeyboardInterrupt))
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-sanitize-block",), ("random",))
    with pytest.raises(KeyboardInterrupt):
        bench.erase()
    monkeypatch.undo()
    told = bench.erase().told(Clock())
    assert (told.validation, told.resumed) == ("accepted", 1)
    assert [(one.validation, one.steps[0].fault) for one in told.earlier] == [("escalate", "It refused")]


def test_damaged_notes_of_one_disk_hide_the_plan_of_none(pcsol_home: Path, file: Path, make_loop: MakeLoop) -> None:
    bench = Bench(pcsol_home, make_loop(file), file, ("random",))
    notes = Journal.open(pcsol_home, bench.candidate).file
    notes.parent.mkdir(parents=True)
    notes.write_text("{", "utf-8")
    assert planned(bench.world, pcsol_home, bench.candidate, "auto", None, None).steps
    with pytest.raises(JournalFaultyError):
        bench.erase()
    assert file.read_bytes() == b"old data" * MIB


@pytest.mark.parametrize("last", ["random", "ata-sanitize-block"])
def test_what_was_erased_before_an_interruption_is_read_back_whole_whatever_was_asked(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    """Between the two runs the disk may have been used: a sample would miss it nine times in ten."""
    path = make_loop(file)
    bench = Bench(pcsol_home, path, file, (last,))
    bench.plan = bench.plan.model_copy(update={"verify": "sample"})

    def obeys(step: Step, _job: Job) -> StepOutcome:
        with Path(path).open("r+b") as stream:
            stream.write(bytes(8 * MIB))
        return ended(step)

    monkeypatch.setattr(way, "run_firmware", obeys)
    monkeypatch.setattr(way, "read_back", bench.stopped_while_reading)
    bench.erase()
    monkeypatch.setattr(way, "read_back", read_back)
    bench.stop.clear()
    found = bench.erase().last
    assert (found.verification.depth, validate(found).validation) == ("full", "accepted")


def test_a_disk_that_another_run_holds_keeps_that_runs_notes(pcsol_home: Path, file: Path, make_loop: MakeLoop) -> None:
    path = make_loop(file)
    bench = Bench(pcsol_home, path, file, ("zero",))
    other = Journal.open(pcsol_home, bench.candidate)
    other.begin(Bench(pcsol_home, path, file, ("random",)).plan, "chacha20")
    with BlockDevice.open(path, write=True), pytest.raises(DiskBusyError):
        bench.erase()
    assert Journal.open(pcsol_home, bench.candidate).entry == other.entry


def test_nothing_follows_a_command_that_was_left_behind(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel still waits for it: the next way, or a look at the disk's health, would wait with it."""

    def stands_still(step: Step, job: Job) -> StepOutcome:
        job.left_behind()
        return ended(step, fault="It stands still")

    bench = Bench(pcsol_home, make_loop(file), file, ("nvme-format-user-data",), ("random",))
    looks: list[str] = []
    monkeypatch.setattr(way, "run_firmware", stands_still)
    monkeypatch.setattr(bench, "look", looks.append)
    done = bench.erase()
    assert ([one.plan.steps for one in done.attempts], done.last.fault) == ([bench.plan.steps], "It stands still")
    assert (validate(done.last).validation, len(looks)) == ("repeat", 1)
    assert done.journal.interrupted
