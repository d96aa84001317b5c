import pytest

from pcsol.i18n import speaking
from pcsol.judge.disk_limits import HDD_LIMITS, NVME_LIMITS, NVME_WARNINGS, SCSI_LIMITS, SSD_LIMITS, WEAR_LIMIT
from pcsol.judge.health import grade
from pcsol.model.hardware.disk import Attribute, Disk, Health, NvmeHealth, ScsiHealth, SelfTest, Smart

CLEAN_HDD = {
    "available": True, "enabled": True, "passed": True, "power_on_hours": 9000, "reallocated_sectors": 0,
    "pending_sectors": 0, "offline_uncorrectable": 0, "reported_uncorrectable": 0, "spin_retries": 0, "crc_errors": 0,
}  # fmt: skip
CLEAN_SSD = {"available": True, "enabled": True, "passed": True, "reallocated_sectors": 400, "wear_percent_used": 12}
CLEAN_NVME = {
    "critical_warning": 0, "available_spare": 100, "available_spare_threshold": 10, "percentage_used": 5,
    "media_errors": 0,
}  # fmt: skip


def hdd(**facts) -> Health:
    return grade(Disk(name="sda", medium="hdd", smart=Smart(**{**CLEAN_HDD, **facts})))


def ssd(**facts) -> Health:
    return grade(Disk(name="sda", medium="ssd", smart=Smart(**{**CLEAN_SSD, **facts})))


def nvme(passed=True, **facts) -> Health:
    log = NvmeHealth(**{**CLEAN_NVME, **facts})
    smart = Smart(available=True, enabled=True, passed=passed, nvme=log, wear_percent_used=log.percentage_used)
    return grade(Disk(name="nvme0n1", medium="ssd", smart=smart))


def sas(medium="hdd", **facts) -> Health:
    scsi = ScsiHealth(**{"grown_defects": 0, "uncorrected_read": 0, **facts})
    smart = Smart(available=True, enabled=False, passed=True, scsi=scsi, wear_percent_used=scsi.percentage_used)
    return grade(Disk(name="sda", medium=medium, smart=smart))


def codes(health: Health) -> list[str]:
    return [reason.code for reason in health.reasons]


def test_a_clean_disk_of_each_kind_is_an_a():
    assert [hdd().grade, ssd().grade, nvme().grade, sas().grade, sas("ssd", percentage_used=3).grade] == ["A"] * 5


@pytest.mark.parametrize("health", [hdd(), ssd(), nvme(), hdd(pending_sectors=1), hdd(passed=False)])
def test_every_grade_says_that_smart_misses_half(health):
    assert codes(health)[-1] == "smart-misses-half"


def test_passed_is_never_the_reason_for_a_good_grade():
    only_passed = grade(Disk(name="sda", medium="hdd", smart=Smart(available=True, enabled=True, passed=True)))
    assert only_passed.grade is None
    assert codes(only_passed) == ["attributes-missing"]
    assert only_passed.smart_passed is True


@pytest.mark.parametrize(("facts", "expected"), [
    ({"reallocated_sectors": 1}, "B"), ({"reallocated_sectors": 16}, "B"), ({"reallocated_sectors": 17}, "C"),
    ({"reallocated_sectors": 70}, "C"), ({"reallocated_sectors": 71}, "D"),
    ({"pending_sectors": 1}, "C"), ({"pending_sectors": 2}, "C"), ({"pending_sectors": 3}, "D"),
    ({"offline_uncorrectable": 1}, "C"), ({"offline_uncorrectable": 3}, "D"),
    ({"reported_uncorrectable": 1}, "C"), ({"reported_uncorrectable": 21}, "D"),
    ({"spin_retries": 1}, "C"), ({"crc_errors": 1}, "B"), ({"crc_errors": 3_000_000}, "B"),
    ({"power_on_hours": 40_000}, "A"), ({"power_on_hours": 40_001}, "B"), ({"passed": False}, "D"),
])  # fmt: skip
def test_a_hard_disk_is_graded_by_its_counts(facts, expected):
    assert hdd(**facts).grade == expected


def test_the_worst_count_decides_and_stands_first():
    health = hdd(crc_errors=4, pending_sectors=8, reallocated_sectors=20)
    assert health.grade == "D"
    assert codes(health)[:3] == ["pending-sectors", "reallocated-sectors", "crc-errors"]


def test_a_reason_carries_what_was_met_and_what_was_wanted():
    with speaking("en"):
        reason = hdd(pending_sectors=8).reasons[0]
    assert (reason.code, reason.value, reason.limit) == ("pending-sectors", 8, 0)
    assert reason.text == "Sectors that cannot be read now: 8."


def test_hours_and_cable_errors_stand_in_the_health():
    health = hdd(crc_errors=4)
    assert (health.smart_passed, health.power_on_hours, health.crc_errors) == (True, 9000, 4)


@pytest.mark.parametrize(("facts", "expected"), [
    ({"wear_percent_used": 49}, "A"), ({"wear_percent_used": 50}, "B"), ({"wear_percent_used": 90}, "C"),
    ({"wear_percent_used": 140}, "C"), ({"wear_percent_used": 100, "reported_uncorrectable": 1}, "D"),
    ({"reported_uncorrectable": 1}, "C"), ({"offline_uncorrectable": 1}, "C"), ({"crc_errors": 1}, "B"),
    ({"reallocated_sectors": 5000}, "A"), ({"pending_sectors": 1}, "A"), ({"power_on_hours": 80_000}, "A"),
    ({"passed": False}, "D"),
])  # fmt: skip
def test_an_ssd_is_graded_by_wear_and_lost_data(facts, expected):
    assert ssd(**facts).grade == expected


def test_an_ssd_of_unknown_wear_is_not_graded():
    health = ssd(wear_percent_used=None)
    assert health.grade is None
    assert codes(health)[0] == "wear-unknown"


@pytest.mark.parametrize(("facts", "expected"), [
    ({"critical_warning": 0b1}, "D"), ({"critical_warning": 0b100}, "D"), ({"critical_warning": 0b1000}, "D"),
    ({"critical_warning": 0b10}, "B"), ({"critical_warning": 0b10000}, "C"), ({"media_errors": 1}, "C"),
    ({"available_spare": 9}, "D"), ({"available_spare": 10}, "A"), ({"percentage_used": 89}, "B"),
    ({"percentage_used": 90}, "C"), ({"percentage_used": 100, "media_errors": 2}, "D"),
])  # fmt: skip
def test_an_nvme_disk_is_graded_by_its_warnings_and_wear(facts, expected):
    assert nvme(**facts).grade == expected


def test_an_nvme_disk_that_fails_only_of_heat_is_not_for_destruction_yet_never_good():
    assert nvme(passed=False, critical_warning=0b10).grade == "C"
    assert nvme(passed=False, critical_warning=0).grade == "D"
    assert nvme(passed=False, critical_warning=0b110).grade == "D"


def test_an_nvme_disk_that_keeps_its_warnings_to_itself_is_not_graded():
    assert nvme(critical_warning=None).grade is None


@pytest.mark.parametrize(("facts", "expected"), [
    ({"grown_defects": 5}, "B"), ({"grown_defects": 17}, "C"), ({"grown_defects": 260}, "D"),
    ({"uncorrected_read": 1}, "C"), ({"uncorrected_write": 535}, "C"), ({"uncorrected_verify": 1}, "C"),
    ({"grown_defects": None}, None),
])  # fmt: skip
def test_a_sas_disk_is_graded_by_its_own_counts(facts, expected):
    assert sas(**facts).grade == expected


@pytest.mark.parametrize(("facts", "expected"), [
    ({"id": 1, "name": "Raw_Read_Error_Rate", "prefailure": True, "failed": "now"}, "D"),
    ({"id": 1, "name": "Raw_Read_Error_Rate", "prefailure": True, "failed": "past"}, "C"),
    ({"id": 193, "name": "Load_Cycle_Count", "prefailure": False, "failed": "now"}, "C"),
    ({"id": 193, "name": "Load_Cycle_Count", "prefailure": False, "failed": "past"}, "B"),
    ({"id": 190, "name": "Airflow_Temperature_Cel", "prefailure": False, "failed": "now"}, "B"),
    ({"id": 190, "name": "Airflow_Temperature_Cel", "prefailure": False, "failed": "past"}, "A"),
    ({"id": 231, "name": "SSD_Life_Left", "prefailure": True, "failed": "now"}, "D"),
    ({"id": 1, "name": "Raw_Read_Error_Rate", "prefailure": True, "failed": None, "raw": 4_294_933_603}, "A"),
])  # fmt: skip
def test_an_attribute_at_its_makers_limit_weighs(facts, expected):
    assert hdd(attributes=(Attribute(**facts),)).grade == expected


FAILED = SelfTest(kind="Short offline", status="Completed: read failure", passed=False, read_failure=True)
FULL = SelfTest(kind="Extended offline", status="Completed without error", passed=True, read_failure=False)
SHORT = SelfTest(kind="Short offline", status="Completed without error", passed=True, read_failure=False)
OTHER = SelfTest(kind="Short offline", status="Completed: servo/seek failure", passed=False, read_failure=False)
STOPPED = SelfTest(kind="Extended offline", status="Aborted by host", passed=None, read_failure=False)


@pytest.mark.parametrize(("log", "expected"), [
    ((), "A"), ((SHORT, FULL), "A"), ((STOPPED,), "A"), ((FAILED,), "D"), ((SHORT, FAILED, FULL), "D"),
    ((FULL, FAILED), "B"), ((SHORT, FULL, SHORT, FAILED), "B"), ((OTHER,), "C"), ((STOPPED, FAILED), "D"),
])  # fmt: skip
def test_a_failed_self_test_weighs_until_a_full_one_passes(log, expected):
    assert hdd(self_tests=log).grade == expected


def test_attribute_188_is_a_note_and_never_a_grade():
    packed = Attribute(id=188, name="Command_Timeout", raw_text="3 3 3", raw=12885098499)
    health = hdd(attributes=(packed,))
    assert health.grade == "A"
    assert next(r.value for r in health.reasons if r.code == "command-timeouts") == 3
    unpacked = Attribute(id=188, name="Command_Timeout", raw_text="12885098499")
    assert next(r.value for r in hdd(attributes=(unpacked,)).reasons if r.code == "command-timeouts") == 3


@pytest.mark.parametrize(("disk", "code"), [
    (Disk(name="sda", medium="hdd"), "no-answer"),
    (Disk(name="sda", medium="hdd", smart=Smart(available=False)), "no-smart"),
    (Disk(name="sda", medium="hdd", smart=Smart(available=True, enabled=False)), "smart-disabled"),
    (Disk(name="sda", smart=Smart(**CLEAN_HDD)), "medium-unknown"),
    (Disk(name="sdb", medium="flash", smart=Smart(**CLEAN_HDD)), "flash-not-graded"),
    (Disk(name="sda", medium="hdd", smart=Smart(**{**CLEAN_HDD, "passed": None})), "verdict-unknown"),
    (Disk(name="sda", medium="hdd", smart=Smart(**{**CLEAN_HDD, "pending_sectors": None})), "attributes-missing"),
])  # fmt: skip
def test_a_disk_of_which_too_little_is_known_is_not_graded_and_says_why(disk, code):
    health = grade(disk)
    assert health.grade is None
    assert codes(health)[0] == code


@pytest.mark.parametrize("medium", ["hdd", None, "flash"])
def test_a_failing_shows_whatever_else_is_unknown(medium):
    disk = Disk(name="sda", medium=medium, smart=Smart(pending_sectors=1))
    assert grade(disk).grade == "C"
    assert grade(Disk(name="sda", medium=medium, smart=Smart(passed=False))).grade == "D"


def test_a_remark_on_a_disk_that_cannot_be_graded_is_kept():
    health = grade(Disk(name="sda", medium="ssd", smart=Smart(available=True, enabled=True, passed=True, crc_errors=3)))
    assert codes(health) == ["wear-unknown", "crc-errors"]


def test_the_reasons_speak_the_language_of_the_moment():
    with speaking("fr"):
        assert hdd(pending_sectors=8).reasons[0].text == "Secteurs illisibles en ce moment : 8."


def test_every_limit_has_a_french_sentence():
    limits = (*HDD_LIMITS, *SCSI_LIMITS, *SSD_LIMITS, *NVME_LIMITS, WEAR_LIMIT)
    texts = [limit.text for limit in limits] + [text for _bit, _code, _grade, text in NVME_WARNINGS]
    from pcsol.i18n import _

    with speaking("fr"):
        assert [text for text in texts if _(text) == text] == []
