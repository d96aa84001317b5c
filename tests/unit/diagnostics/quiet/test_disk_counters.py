"""A disk's counters before and after its test: each that rises is a finding of its own, by its own name."""

import pytest

from pcsol.judge.testing.disks import self_test
from pcsol.model.hardware.disk import NvmeHealth, ScsiHealth, Smart
from pcsol.model.testing.disks import SelfTestState

DONE = SelfTestState(outcome="passed", words="completed without error")


def counting(name: str, count: int) -> Smart:
    if name == "media_errors":
        return Smart(nvme=NvmeHealth(media_errors=count))
    if name in ("grown_defects", "uncorrected_read"):
        return Smart(scsi=ScsiHealth(**{name: count}))
    return Smart(**{name: count})


@pytest.mark.parametrize(
    ("name", "code", "result"),
    [
        ("reallocated_sectors", "rose-reallocated", "failed"),
        ("pending_sectors", "rose-pending", "failed"),
        ("offline_uncorrectable", "rose-uncorrectable", "failed"),
        ("reported_uncorrectable", "rose-reported", "failed"),
        ("media_errors", "rose-nvme-media", "failed"),
        ("grown_defects", "rose-grown-defects", "failed"),
        ("uncorrected_read", "rose-scsi-unread", "failed"),
        ("crc_errors", "rose-crc", "to-look-at"),
    ],
)
def test_each_counter_that_rises_is_a_finding_though_the_self_test_passed(name: str, code: str, result: str) -> None:
    found = self_test.ended(DONE, counting(name, 2), counting(name, 3))
    assert (found.result, [(one.code, one.limit, one.value) for one in found.reasons]) == (result, [(code, 2, 3)])


@pytest.mark.parametrize("name", ["reallocated_sectors", "media_errors", "grown_defects", "crc_errors"])
def test_a_counter_that_stands_still_is_evidence_and_no_finding(name: str) -> None:
    found = self_test.ended(DONE, counting(name, 3), counting(name, 3))
    assert (found.result, found.reasons) == ("passed", ())
    assert [one.value for one in found.evidence if one.code.startswith("counter-")] == [3]


def test_a_counter_that_was_told_once_only_cannot_have_risen() -> None:
    found = self_test.ended(DONE, Smart(), counting("media_errors", 3))
    assert (found.result, found.reasons) == ("passed", ())
