"""SECURITY ERASE UNIT: what happens to the password is half of the story."""

import pytest

from pcsol.errors import DiskChangedError
from pcsol.model.erasure.plan import Step
from pcsol.wipe.firmware.ata import security
from pcsol.wipe.firmware.run import run
from pcsol.wipe.plan.limits import erase_limit
from tests.drives.ata import AtaDrive
from tests.drives.jobs import job_on

OLD = b"old data"
NORMAL, ENHANCED = Step(technique="ata-security-erase"), Step(technique="ata-security-erase-enhanced")
SET, UNLOCK, PREPARE, ERASE, DISABLE = 0xF1, 0xF2, 0xF3, 0xF4, 0xF6


@pytest.mark.parametrize("sense", ["descriptor", "libata", "fixed"])
@pytest.mark.parametrize("step", [NORMAL, ENHANCED])
def test_a_drive_that_keeps_its_word_completes_and_is_open(sense, step):
    drive = AtaDrive(sense=sense)
    job, ear = job_on(drive)
    outcome = run(step, job)
    assert outcome.completed
    assert OLD not in drive.medium
    assert not drive.enabled
    assert [c for c in drive.commands if c != 0xEC] == [SET, PREPARE, ERASE]
    assert ear.passwords == ["PCSOL"]
    assert ear.gone == 1
    assert ear.looked == 2


def test_nothing_comes_between_prepare_and_erase():
    drive = AtaDrive()
    run(NORMAL, job_on(drive)[0])
    at = drive.commands.index(PREPARE)
    assert drive.commands[at + 1] == ERASE


def test_the_password_is_written_down_before_it_is_set():
    drive = AtaDrive()

    def note(password):
        assert SET not in drive.commands
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        run(NORMAL, job_on(drive, password_set=note)[0])
    assert SET not in drive.commands


def test_a_drive_that_lies_is_completed_and_no_more():
    drive = AtaDrive(lies=True)
    assert run(NORMAL, job_on(drive)[0]).completed
    assert OLD in drive.medium


@pytest.mark.parametrize("bus", ["usb", "sas", "scsi"])
def test_a_bridge_is_never_handed_a_password(bus, english):
    drive = AtaDrive()
    outcome = run(ENHANCED, job_on(drive, bus=bus)[0])
    assert "never sent" in outcome.fault
    assert drive.commands == []


@pytest.mark.parametrize("bus", ["usb", "sas", "scsi"])
def test_through_a_bridge_no_password_is_taken_away_either(bus):
    drive = AtaDrive()
    opened, evidence = security.take_password_away(job_on(drive, bus=bus)[0])
    assert (opened, drive.commands) == (False, [])
    assert evidence


@pytest.mark.parametrize(
    ("drive", "part"),
    [
        (AtaDrive(frozen=True), "frozen"),
        (AtaDrive(frozen=True, sense="libata"), "frozen"),
        (AtaDrive(locked=True), "somebody set before"),
        (AtaDrive(has_security=False), "no SECURITY"),
        (AtaDrive(enhanced=False), "no enhanced"),
        (AtaDrive(dumb=True), "does not describe itself"),
        (AtaDrive(gone=True), "does not describe itself"),
    ],
)
def test_what_cannot_work_is_not_begun(drive, part, english):
    job, ear = job_on(drive)
    outcome = run(ENHANCED, job)
    assert part in outcome.fault
    assert SET not in drive.commands
    assert ear.passwords == []


@pytest.mark.parametrize("sense", ["descriptor", "libata", "fixed"])
@pytest.mark.parametrize("refused", [SET, PREPARE, ERASE])
def test_after_a_refusal_the_password_is_taken_away_again(sense, refused, english):
    """hdparm ends with 0 on the fixed format (capture_tcmu_fixed_sense_sd3.txt)."""
    drive = AtaDrive(sense=sense, refuses=frozenset({refused}))
    outcome = run(NORMAL, job_on(drive)[0])
    assert not outcome.completed
    assert "taken away" in outcome.fault
    assert not drive.enabled
    assert OLD in drive.medium


def test_a_bridge_that_swallows_the_erase_is_found_out_by_the_password_that_stays(english):
    drive = AtaDrive(drops_erase=True)
    outcome = run(NORMAL, job_on(drive, bus="sata")[0])
    assert not outcome.completed
    assert "it did not" in outcome.fault
    assert not drive.enabled


def test_a_password_that_will_not_go_is_printed(english):
    drive = AtaDrive(drops_erase=True, keeps_password=True)
    job, ear = job_on(drive)
    outcome = run(NORMAL, job)
    assert "PCSOL" in outcome.fault
    assert ear.gone == 0
    assert [c for c in drive.commands if c in (DISABLE, UNLOCK)] == [DISABLE, UNLOCK, DISABLE]


def test_good_without_registers_is_not_believed(english):
    drive = AtaDrive(hides_registers=True)
    outcome = run(NORMAL, job_on(drive)[0])
    assert not outcome.completed
    assert not drive.enabled


def test_a_disk_that_changed_after_the_password_gets_no_further_command():
    drive, looks = AtaDrive(), []

    def look():
        looks.append(1)
        if len(looks) == 2:
            raise DiskChangedError("not this one")

    job, ear = job_on(drive, look_again=look)
    with pytest.raises(DiskChangedError):
        run(NORMAL, job)
    assert PREPARE not in drive.commands
    assert ear.gone == 0


def test_a_drive_that_was_cut_off_is_opened_again():
    """After a power cut in the middle: locked, with PCSol's password, as the journal says."""
    drive = AtaDrive()
    job, ear = job_on(drive)
    drive._set_password(b"\0\0PCSOL" + bytes(505))
    drive.power_cycle()
    assert drive.locked
    opened, evidence = security.take_password_away(job)
    assert opened
    assert not drive.enabled
    assert ear.gone == 1
    assert any("UNLOCK" in line for line in evidence)


def test_a_foreign_password_stays(english):
    drive = AtaDrive()
    drive._set_password(b"\0\0other".ljust(512, b"\0"))
    drive.power_cycle()
    assert security.take_password_away(job_on(drive)[0])[0] is False


@pytest.mark.parametrize(
    ("minutes", "size_bytes", "seconds"),
    [(None, 0, 1800), (4, 0, 1800), (60, 0, 7200), (2, 3_000_000_000_000, 101_800), (508, 500_000_000_000, 60_960)],
)
def test_the_limit_is_twice_what_is_stated_and_never_less_than_a_slow_pass(minutes, size_bytes, seconds):
    assert erase_limit(minutes, size_bytes) == seconds
