"""Waiting: for a command that does not come back, and for one that takes its time."""

import threading

import pytest

from pcsol.model.erasure.plan import Step
from pcsol.wipe.firmware import follow
from pcsol.wipe.firmware.follow import patience_seconds, wait_for
from pcsol.wipe.firmware.run import run
from tests.drives.ata import AtaDrive
from tests.drives.jobs import job_on


def test_the_time_is_told_while_a_long_command_runs(monkeypatch):
    monkeypatch.setattr(follow, "TICK_SECONDS", 0.01)
    job, ear = job_on(AtaDrive(), size_bytes=1000)
    enough = threading.Event()

    def tell(progress):
        ear.progress.append(progress)
        ear.clock.at += 10
        if len(ear.progress) == 5:
            enough.set()

    object.__setattr__(job, "tell", tell)
    assert wait_for(lambda: enough.wait(10), job, limit_seconds=3600, expected_seconds=100) is True
    assert [progress.done_bytes for progress in ear.progress[:5]] == [0, 100, 200, 300, 400]
    assert ear.progress[4].seconds_left == 60


def test_a_command_that_never_comes_back_is_left_behind(monkeypatch, english):
    monkeypatch.setattr(follow, "TICK_SECONDS", 0.01)
    drive, release = AtaDrive(), threading.Event()

    def hang(descriptor, request, header):
        import ctypes

        if ctypes.string_at(header.cmdp, 16)[14] == 0xF4:
            release.wait(20)
        return drive(descriptor, request, header)

    job, ear = job_on(hang)

    def tell(progress):
        ear.clock.at += 600

    object.__setattr__(job, "tell", tell)
    outcome = run(Step(technique="ata-security-erase"), job)
    release.set()
    assert not outcome.completed
    assert "PCSOL" in outcome.fault
    assert ear.left == 1
    assert 0xF6 not in drive.commands


def test_a_call_that_breaks_is_heard_of():
    def broken():
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        wait_for(broken, job_on(AtaDrive())[0], limit_seconds=1, expected_seconds=None)


@pytest.mark.parametrize(
    ("size_bytes", "expected", "seconds"),
    [(0, None, 1800), (8_000_000, None, 120), (9_000_000_000, None, 300), (4 * 10**12, None, 1800), (0, 7200, 14400)],
)
def test_a_small_drive_may_stand_still_for_less_long(size_bytes, expected, seconds):
    assert patience_seconds(size_bytes, expected) == seconds
