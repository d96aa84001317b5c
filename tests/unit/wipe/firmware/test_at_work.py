"""Whose erase a drive is at: asked of the drive before anything is planted on it."""

import pytest

from pcsol.errors import DiskChangedError
from pcsol.model.erasure.plan import Step
from pcsol.wipe.firmware.at_work import work_of
from pcsol.wipe.firmware.run import TECHNIQUES, run
from tests.drives.ata import AtaDrive
from tests.drives.jobs import job_on
from tests.drives.nvme import NvmeDrive
from tests.drives.scsi import ScsiDrive

DRIVES = [("ata", AtaDrive, "sata"), ("nvme", NvmeDrive, "nvme"), ("scsi", ScsiDrive, "sas")]


def stopped_at_it(family, make, bus):
    """A drive that took PCSol's command, after which PCSol was killed."""
    drive, taken = make(), []
    if family == "nvme":
        drive.sprogs = (0,) * 50
    else:
        drive.looks = 50
    step = Step(technique=f"{family}-sanitize-block")
    job, ear = job_on(drive, bus=bus, size_bytes=4096, begun=lambda: taken.append(True))
    ear.stop.set()
    assert run(step, job).completed is False
    assert taken == [True]
    return drive, step


@pytest.mark.parametrize(("family", "make", "bus"), DRIVES)
def test_what_the_notes_know_is_ours_and_all_else_is_another_s(family, make, bus):
    drive, step = stopped_at_it(family, make, bus)
    assert work_of(step, job_on(drive, bus=bus, resumes=True)[0]) == "ours"
    assert work_of(step, job_on(drive, bus=bus)[0]) == "another"


def test_an_nvme_drive_tells_what_it_is_at():
    drive, _ = stopped_at_it("nvme", NvmeDrive, "nvme")
    crypto = Step(technique="nvme-sanitize-crypto")
    assert work_of(crypto, job_on(drive, bus="nvme", resumes=True)[0]) == "another"


@pytest.mark.parametrize(("family", "make", "bus"), DRIVES)
@pytest.mark.parametrize("resumes", [True, False])
def test_an_idle_drive_is_at_nothing(family, make, bus, resumes):
    job = job_on(make(), bus=bus, resumes=resumes)[0]
    for technique in (name for name in TECHNIQUES if name.startswith(f"{family}-")):
        assert work_of(Step(technique=technique), job) == "none"


def test_a_drive_that_is_gone_is_at_nothing_that_could_be_seen():
    assert work_of(Step(technique="ata-sanitize-block"), job_on(AtaDrive(gone=True), resumes=True)[0]) == "none"


def test_a_drive_in_the_failure_of_an_earlier_erase_is_brought_back_so_that_marks_can_be_planted():
    drive = AtaDrive()
    drive.state, drive.failure_mode = "SD3", True
    assert work_of(Step(technique="ata-sanitize-block"), job_on(drive)[0]) == "none"
    assert drive.state == "SD0"


def test_nothing_is_sent_to_a_failed_disk_that_changed():
    drive = AtaDrive()
    drive.state, drive.failure_mode = "SD3", True

    def changed():
        raise DiskChangedError("not this one")

    with pytest.raises(DiskChangedError):
        work_of(Step(technique="ata-sanitize-block"), job_on(drive, look_again=changed)[0])
    assert drive.state == "SD3"
