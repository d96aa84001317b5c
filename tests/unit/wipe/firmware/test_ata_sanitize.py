"""SANITIZE DEVICE on a drive that keeps its word, and on every drive that does not."""

import itertools

import pytest

from pcsol.errors import DiskChangedError
from pcsol.model.erasure.plan import Step
from pcsol.wipe.firmware.run import run
from tests.drives.ata import AtaDrive
from tests.drives.jobs import job_on

OLD = b"old data"
BLOCK = Step(technique="ata-sanitize-block")


@pytest.mark.parametrize("sense", ["descriptor", "libata"])
@pytest.mark.parametrize("kind", ["block", "crypto", "overwrite"])
def test_a_drive_that_keeps_its_word_completes(sense, kind):
    drive = AtaDrive(sense=sense)
    job, ear = job_on(drive)
    outcome = run(Step(technique=f"ata-sanitize-{kind}"), job)
    assert outcome.completed
    assert outcome.fault is None
    assert OLD not in drive.medium
    assert ear.looked == 1
    assert ear.progress[-1].done_bytes == ear.progress[-1].of_bytes
    assert any("count=8000" in line for line in outcome.evidence)


def test_an_overwrite_leaves_the_pattern_of_the_step():
    drive = AtaDrive()
    assert run(Step(technique="ata-sanitize-overwrite", pattern_hex="aa55aa55"), job_on(drive)[0]).completed
    assert set(drive.medium) == {0xAA, 0x55}


def test_a_drive_that_lies_is_completed_and_no_more():
    """Its own word is all that a command can show; whether anything is left is found out by reading."""
    drive = AtaDrive(lies=True)
    outcome = run(BLOCK, job_on(drive)[0])
    assert OLD in drive.medium
    assert outcome.completed
    assert set(type(outcome).model_fields) & {"level", "verified", "purged", "proven"} == set()


@pytest.mark.parametrize(
    ("drive", "part"),
    [
        (AtaDrive(fails=True), "failed"),
        (AtaDrive(fails=True, sense="libata"), "failed"),
        (AtaDrive(stalls=True), "any further"),
        (AtaDrive(drops_erase=True), "neither"),
        (AtaDrive(sanitize_frozen=True), "frozen"),
        (AtaDrive(word59=0x1000), "did not take"),
        (AtaDrive(word59=0x0000), "did not take"),
        (AtaDrive(dumb=True), "does not say how far"),
        (AtaDrive(hides_registers=True), "does not say how far"),
        (AtaDrive(gone=True), "does not say how far"),
        (AtaDrive(refuses=frozenset({0xB4})), "does not say how far"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_every_other_end_is_a_fault(drive, part, english):
    outcome = run(BLOCK, job_on(drive)[0])
    assert not outcome.completed
    assert part in outcome.fault
    assert outcome.evidence


def test_a_success_that_was_there_before_is_not_this_one_s(english):
    """A bridge that swallows the command answers "fine", and the drive still tells of its last sanitize."""
    drive = AtaDrive()
    assert run(BLOCK, job_on(drive)[0]).completed
    drive.medium[:8] = OLD
    drive.drops_erase = True
    outcome = run(BLOCK, job_on(drive)[0])
    assert not outcome.completed
    assert "not seen erasing" in outcome.fault


def test_the_second_erase_of_an_honest_drive_completes_too():
    drive = AtaDrive()
    assert run(BLOCK, job_on(drive)[0]).completed
    assert run(BLOCK, job_on(drive)[0]).completed


def test_a_failed_drive_is_brought_back_so_that_another_technique_may_write():
    drive = AtaDrive(fails=True)
    assert not run(BLOCK, job_on(drive)[0]).completed
    assert drive.state == "SD0"


def test_nothing_is_sent_to_a_disk_that_changed():
    drive = AtaDrive()

    def changed():
        raise DiskChangedError("not this one")

    with pytest.raises(DiskChangedError):
        run(BLOCK, job_on(drive, look_again=changed)[0])
    assert (0xB4, 0x0012) not in drive.commands
    assert OLD in drive.medium


def test_progress_is_told_at_least_once_a_second_and_never_runs_back():
    drive = AtaDrive(looks=200)
    job, ear = job_on(drive)
    times = []
    told = job.tell
    object.__setattr__(job, "tell", lambda progress: (times.append(ear.clock.at), told(progress)))
    assert run(BLOCK, job).completed
    assert max(b - a for a, b in itertools.pairwise(times)) <= 1
    done = [progress.done_bytes for progress in ear.progress]
    assert done == sorted(done)


def test_standing_still_is_noticed_after_half_an_hour_and_not_before():
    drive = AtaDrive(stalls=True)
    job, ear = job_on(drive, size_bytes=500_000_000_000)
    run(BLOCK, job)
    assert 1800 <= ear.clock.at <= 1810


def test_a_person_who_stops_is_told_that_the_drive_goes_on_alone(english):
    job, ear = job_on(AtaDrive(looks=10))
    ear.stop.set()
    outcome = run(BLOCK, job)
    assert not outcome.completed
    assert "goes on alone" in outcome.fault


def test_a_drive_at_work_is_left_at_work(english):
    drive = AtaDrive(looks=10)
    drive.state, drive.left = "SD2", 10
    outcome = run(BLOCK, job_on(drive)[0])
    assert "already" in outcome.fault
    assert (0xB4, 0x0012) not in drive.commands


def test_a_drive_that_pcsol_set_to_work_is_followed_to_its_end():
    """After a kill or a power cut: the journal says so, and SANITIZE goes on by itself (ACS-4, 4.15)."""
    drive = AtaDrive(looks=5)
    drive.state, drive.left = "SD2", 5
    outcome = run(BLOCK, job_on(drive, resumes=True)[0])
    assert outcome.completed
    assert (0xB4, 0x0012) not in drive.commands
    assert OLD not in drive.medium


def test_a_drive_that_ended_meanwhile_is_erased_again():
    """Nobody saw it end, and what it tells may be of an earlier erase."""
    drive = AtaDrive()
    drive.succeeded = True
    assert run(BLOCK, job_on(drive, resumes=True)[0]).completed
    assert (0xB4, 0x0012) in drive.commands
