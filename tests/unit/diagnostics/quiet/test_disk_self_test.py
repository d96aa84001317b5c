"""disk-self-test: good drives pass, each way of being bad is a finding, and nobody's test is interrupted."""

from typing import Any

import pytest

from pcsol.diagnostics.bench import Found, Job, StoppedError
from pcsol.diagnostics.unattended.disk_self_test import jobs
from pcsol.errors import NotPermittedError
from pcsol.model.hardware.disk import Disk, Health, Smart
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from tests.unit.diagnostics.quiet.bench import (
    Ended,
    Heard,
    MadeUpHand,
    MadeUpTime,
    MadeUpWorld,
    bench,
    codes,
    probe,
    run,
)
from tests.unit.diagnostics.quiet.drive import Drive

SHORT, EXTENDED = (WantedTest(test="disk-self-test", depth=depth) for depth in ("short", "extended"))
DISK = Disk(name="sda", bus="sata", medium="hdd", smart=Smart(short_test_minutes=1, extended_test_minutes=83))


def job(disk: Disk = DISK, wanted: WantedTest = SHORT) -> Job:
    [found] = jobs(probe(disks=(disk,)), wanted)
    return found


def outcome_of(drive: Drive, *, wanted: WantedTest = SHORT, tell: Heard | None = None) -> Found:
    hand = MadeUpHand(drive.does)
    at = bench(MadeUpWorld(programs={"smartctl": drive.says}), hand, drive.time)
    return run(job(wanted=wanted), at, tell)


def test_a_good_drive_passes_and_tells_how_far_it_is() -> None:
    tell = Heard()
    drive = Drive(MadeUpTime(), lasts=70)
    found = outcome_of(drive, tell=tell)
    assert (found.result, codes(found)) == ("passed", [])
    assert {one.code for one in found.evidence} >= {"self-test", "counter-reallocated", "counter-crc"}
    assert tell.shares == sorted(tell.shares, key=lambda share: share or 0)
    assert (tell.shares[-1] or 0) > 0.8
    assert not drive.aborted


def test_the_extended_test_is_asked_for_as_such_and_planned_by_the_drives_own_minutes() -> None:
    drive = Drive(MadeUpTime(), lasts=80 * 60)
    assert outcome_of(drive, wanted=EXTENDED).result == "passed"
    assert drive.log[0][0] == "Extended offline"
    assert 80 * 60 <= job(wanted=EXTENDED).seconds <= 84 * 60
    assert job().seconds == 70


def test_a_drive_that_does_not_state_its_minutes_is_planned_by_its_size() -> None:
    unstated = Disk(name="sda", medium="hdd", size_bytes=500_000_000_000, smart=Smart())
    assert 4_000 <= job(unstated, EXTENDED).seconds <= 6_000
    assert 100 <= job(unstated).seconds <= 140


def test_a_self_test_that_ends_at_an_unreadable_place_fails() -> None:
    found = outcome_of(Drive(MadeUpTime(), code=7))
    assert (found.result, codes(found)) == ("failed", ["self-test-read-failure"])


@pytest.mark.parametrize("code", [3, 4, 5, 6, 8])
def test_every_other_failure_of_a_self_test_fails(code: int) -> None:
    found = outcome_of(Drive(MadeUpTime(), code=code))
    assert (found.result, codes(found)) == ("failed", ["self-test-failed"])


@pytest.mark.parametrize("code", [1, 2])
def test_a_self_test_that_was_broken_off_is_to_be_looked_at(code: int) -> None:
    found = outcome_of(Drive(MadeUpTime(), code=code))
    assert (found.result, codes(found)) == ("to-look-at", ["self-test-broken-off"])


def test_a_dying_disk_whose_counters_rise_fails_though_its_self_test_passes() -> None:
    found = outcome_of(Drive(MadeUpTime(), worse={"reallocated": 8, "pending": 3}))
    assert (found.result, codes(found)) == ("failed", ["rose-reallocated", "rose-pending"])
    assert [(reason.limit, reason.value) for reason in found.reasons] == [(0, 8), (0, 3)]


def test_errors_on_the_cable_are_to_be_looked_at() -> None:
    found = outcome_of(Drive(MadeUpTime(), worse={"crc": 12}))
    assert (found.result, codes(found)) == ("to-look-at", ["rose-crc"])


def test_a_drive_that_begins_anew_is_to_be_looked_at() -> None:
    found = outcome_of(Drive(MadeUpTime(), restarts_after=40))
    assert (found.result, codes(found)) == ("to-look-at", ["self-test-restarted"])


def test_a_self_test_without_end_fails_within_bounds_and_is_stopped() -> None:
    drive = Drive(MadeUpTime(), lasts=1e9)
    began = drive.time.now()
    found = outcome_of(drive)
    assert (found.result, codes(found)) == ("failed", ["self-test-endless"])
    assert drive.aborted
    assert drive.time.now() - began < 70 + 360


def test_a_drive_that_stops_answering_fails() -> None:
    found = outcome_of(Drive(MadeUpTime(), mute_after=20))
    assert (found.result, codes(found)) == ("failed", ["self-test-silent"])


def test_a_drive_that_does_not_begin_is_to_be_looked_at() -> None:
    found = outcome_of(Drive(MadeUpTime(), obeys=False))
    assert (found.result, codes(found)) == ("to-look-at", ["self-test-untold"])


def test_an_old_failure_in_the_log_is_not_taken_for_this_tests() -> None:
    assert outcome_of(Drive(MadeUpTime(), log=[("Short offline", 7)])).result == "passed"


def test_a_run_that_a_person_ends_stops_the_drive() -> None:
    drive = Drive(MadeUpTime(until=1030))
    with pytest.raises(StoppedError):
        outcome_of(drive)
    assert drive.aborted


def test_the_test_of_somebody_else_is_followed_and_counts() -> None:
    drive = Drive(MadeUpTime(), running="Extended offline")
    assert outcome_of(drive).result == "passed"
    assert drive.log == [("Extended offline", 0)]
    assert not drive.aborted


def test_after_a_shallower_test_of_somebody_else_ours_is_begun() -> None:
    drive = Drive(MadeUpTime(), running="Short offline")
    assert outcome_of(drive, wanted=EXTENDED).result == "passed"
    assert [kind for kind, _code in drive.log] == ["Extended offline", "Short offline"]


@pytest.mark.parametrize("until", [1e9, 1030.0])
def test_the_test_of_somebody_else_is_never_interrupted(until: float) -> None:
    drive = Drive(MadeUpTime(until), lasts=1e9, running="Extended offline")
    if until < 1e9:
        with pytest.raises(StoppedError):
            outcome_of(drive)
    else:
        found = outcome_of(drive)
        assert (found.result, codes(found)) == ("not-tested", ["self-test-of-others"])
    assert not drive.aborted


def test_a_drive_without_self_test_is_not_testable() -> None:
    assert codes(outcome_of(Drive(MadeUpTime(), supports=False))) == ["no-self-test"]


@pytest.mark.parametrize("when", ["looked at", "begun"])
def test_a_drive_that_smartctl_cannot_ask_is_not_testable(when: str) -> None:
    drive, fault = Drive(MadeUpTime()), NotPermittedError("smartctl")

    def refuses(_asked: object) -> Any:
        raise fault

    hand = MadeUpHand(refuses if when == "begun" else drive.does)
    says = drive.says if when == "begun" else lambda _question: fault
    found = run(job(), bench(MadeUpWorld(programs={"smartctl": says}), hand, drive.time))
    assert (found.result, codes(found)) == ("not-testable", ["no-answer"])
    assert found.reasons[0].text == fault.what


def test_a_drive_that_will_not_begin_is_not_testable_with_what_it_said() -> None:
    drive = Drive(MadeUpTime())
    hand = MadeUpHand(lambda _argv: Ended(4, "Short offline self-test failed [unsupported field in scsi command]"))
    found = run(job(), bench(MadeUpWorld(programs={"smartctl": drive.says}), hand, drive.time))
    assert (found.result, codes(found)) == ("not-testable", ["no-self-test"])
    assert "unsupported field" in found.reasons[0].text


def test_a_condemned_disk_fails_at_once_and_is_left_alone() -> None:
    why = Reason(code="pending-sectors", value=40, text="Sectors that cannot be read now: 40.")
    hand = MadeUpHand()
    bad = job(DISK.model_copy(update={"health": Health(grade="D", reasons=(why,))}))
    found = run(bad, bench(hand=hand))
    assert (found.result, codes(found)) == ("failed", ["condemned", "pending-sectors"])
    assert hand.started == []
    assert bad.seconds == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"own_medium": True, "bus": "usb"}, "own-medium"),
        ({"bus": "loop"}, "no-disk"),
        ({"bus": "usb", "medium": "flash"}, "no-smart"),
        ({"bus": "virtio"}, "no-smart"),
        ({"smart": Smart(self_test_supported=False)}, "no-self-test"),
    ],
)
def test_what_has_no_self_test_says_why(facts: dict[str, Any], code: str) -> None:
    found = run(job(Disk(name="sdb", **facts)), bench())
    assert (found.result, codes(found)) == ("not-testable", [code])


def test_a_stick_is_no_required_part_of_the_tower() -> None:
    assert job().required
    assert not job(Disk(name="sdb", bus="usb", medium="flash")).required


def test_without_smartctl_or_on_a_recording_nothing_can_be_tested() -> None:
    assert codes(run(job(), bench(hand=MadeUpHand(installed=False)))) == ["smartctl-missing"]
    assert codes(run(job(), bench(MadeUpWorld(source="album")))) == ["recorded"]


def test_each_disk_is_taken_by_its_own_test_alone() -> None:
    made = jobs(probe(disks=(DISK, Disk(name="sdb", bus="sata"))), SHORT)
    assert [(one.id, one.takes) for one in made] == [
        ("disk-self-test.sda", {"disk.sda"}),
        ("disk-self-test.sdb", {"disk.sdb"}),
    ]
