"""Sleep thaws a drive, and only deep sleep does; the kernel's doors are files of a tmp_path here."""

import pytest

from pcsol.tools.firmware.suspend import MEM_SLEEP, STATE, WAKE_ALARM, sleep_deeply
from pcsol.wipe.firmware.unfreeze import unfreeze
from tests.drives.ata import AtaDrive
from tests.drives.jobs import job_on
from tests.unit.wipe.firmware.test_abilities import SLEEPER, Street


def test_a_drive_that_thaws_says_so_itself():
    drive, slept = AtaDrive(frozen=True), []

    def sleep(seconds):
        slept.append(seconds)
        drive.frozen = False

    thaw = unfreeze(job_on(drive)[0], SLEEPER, sleep)
    assert thaw.frozen is False
    assert slept == [6]
    assert "w128=0021" in thaw.evidence[0]


def test_a_drive_that_the_firmware_freezes_again_stays_frozen():
    assert unfreeze(job_on(AtaDrive(frozen=True))[0], SLEEPER, lambda _seconds: None).frozen is True


def test_a_machine_without_deep_sleep_is_not_put_to_sleep(english):
    def never(_seconds):
        pytest.fail("slept")

    world = Street({"/sys/power/mem_sleep": b"[s2idle]\n", "/sys/class/rtc/rtc0/wakealarm": b""})
    assert "deeply" in unfreeze(job_on(AtaDrive(frozen=True))[0], world, never).fault


def test_a_kernel_that_refuses_is_told(english):
    def refuse(_seconds):
        raise OSError(16, "Device or resource busy")

    thaw = unfreeze(job_on(AtaDrive(frozen=True))[0], SLEEPER, refuse)
    assert (thaw.frozen, "did not go to sleep" in thaw.fault) == (True, True)
    assert "errno=16" in thaw.evidence[0]


def test_a_drive_that_does_not_come_back_is_not_known(english):
    thaw = unfreeze(job_on(AtaDrive(gone=True))[0], SLEEPER, lambda _seconds: None)
    assert thaw.frozen is None
    assert "come back" in thaw.fault


def test_another_drive_in_its_place_is_not_known():
    job, _ = job_on(AtaDrive(serial="OTHER"))
    object.__setattr__(job, "disk", job.disk.model_copy(update={"serial": "MINE"}))
    assert unfreeze(job, SLEEPER, lambda _seconds: None).frozen is None


def test_the_kernel_is_told_deep_then_the_alarm_then_sleep(tmp_path):
    for path in (MEM_SLEEP, WAKE_ALARM, STATE):
        file = tmp_path / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    sleep_deeply(7, tmp_path)
    said = [(tmp_path / path.lstrip("/")).read_text() for path in (MEM_SLEEP, WAKE_ALARM, STATE)]
    assert said == ["deep", "+7", "mem"]
