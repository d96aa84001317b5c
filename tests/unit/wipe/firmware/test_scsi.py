"""SCSI SANITIZE, and the secure discard of eMMC."""

import errno
import struct

import pytest

from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.discard import BLKSECDISCARD
from pcsol.wipe.firmware.run import run
from tests.drives.jobs import job_on
from tests.drives.scsi import ScsiDrive

OLD = b"old data"
BLOCK = Step(technique="scsi-sanitize-block")


def _on(drive, **changes):
    return job_on(drive, bus="sas", size_bytes=4096, **changes)


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("kind", ["block", "crypto", "overwrite"])
def test_a_drive_that_keeps_its_word_completes(kind, fixed):
    drive = ScsiDrive(fixed=fixed)
    job, ear = _on(drive)
    outcome = run(Step(technique=f"scsi-sanitize-{kind}"), job)
    assert outcome.completed
    assert OLD not in drive.medium
    assert 0 < ear.progress[1].done_bytes < 4096


def test_a_drive_that_lies_is_completed_and_no_more():
    drive = ScsiDrive(lies=True)
    assert run(BLOCK, _on(drive)[0]).completed
    assert OLD in drive.medium


def test_a_drive_that_was_done_at_once_must_answer_once_more_when_it_is_over():
    drive = ScsiDrive(silent=True)
    outcome = run(BLOCK, _on(drive)[0])
    assert outcome.completed
    assert [c for c in drive.commands if c.startswith("48")] == ["48a2", "4822"]


@pytest.mark.parametrize(
    ("drive", "part"),
    [
        (ScsiDrive(actions=frozenset()), "does not say that it can"),
        (ScsiDrive(actions=frozenset({1, 3})), "does not say that it can"),
        (ScsiDrive(breaks_line=True), "did not take"),
        (ScsiDrive(fails=True), "failed"),
        (ScsiDrive(stalls=True), "any further"),
        (ScsiDrive(never_ready=True), "neither"),
    ],
)
def test_every_other_end_is_a_fault(drive, part, english):
    outcome = run(BLOCK, _on(drive)[0])
    assert not outcome.completed
    assert part in outcome.fault


def test_a_failed_drive_is_brought_back():
    drive = ScsiDrive(fails=True)
    run(BLOCK, _on(drive)[0])
    assert not drive.failed


class Emmc:
    def __init__(self, *, error=None):
        self.ranges, self.error = [], error

    def __call__(self, descriptor, request, argument):
        assert request == BLKSECDISCARD
        if self.error:
            raise OSError(self.error, "no")
        self.ranges.append(struct.unpack("=QQ", argument))
        return 0


def test_secure_discard_covers_every_byte_once():
    drive = Emmc()
    job, ear = job_on(drive, bus="mmc", size_bytes=600 << 20)
    assert run(Step(technique="secure-discard"), job).completed
    assert sum(length for _, length in drive.ranges) == 600 << 20
    assert [first for first, _ in drive.ranges] == [0, 256 << 20, 512 << 20]
    assert ear.looked == 3


def test_a_kernel_that_cannot_discard_securely_says_so():
    outcome = run(Step(technique="secure-discard"), job_on(Emmc(error=errno.EOPNOTSUPP), bus="mmc")[0])
    assert not outcome.completed
    assert "95" in outcome.evidence[-1]


def test_a_drive_at_work_is_followed_only_where_pcsol_began_it():
    drive = ScsiDrive(looks=5)
    drive.left = 5
    assert not run(BLOCK, _on(drive)[0]).completed
    assert run(BLOCK, _on(drive, resumes=True)[0]).completed
    assert not any(command.startswith("48") for command in drive.commands)
