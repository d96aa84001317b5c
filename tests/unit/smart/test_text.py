import pytest

from pcsol.model.hardware.disk import NvmeHealth, ScsiHealth
from pcsol.tools.programs import smartctl
from pcsol.tools.programs.smart.in_text.sheet import leading_number
from tests.unit.smart.pages import ATA_TEXT, HEAD, NVME_TEXT, OLD_TABLE_TEXT, SAS_TEXT, ata_json


def test_text_and_json_of_one_disk_agree():
    from_text, from_json = smartctl.parse(ATA_TEXT), smartctl.parse(ata_json())
    apart = {"smart", "device_type"}
    assert from_text.model_dump(exclude=apart) == from_json.model_dump(exclude=apart)
    attributes = {"attributes"}
    assert from_text.smart.model_dump(exclude=attributes) == from_json.smart.model_dump(exclude=attributes)


def test_the_table_of_an_older_smartctl_is_read():
    smart = smartctl.parse(OLD_TABLE_TEXT).smart
    assert smart.passed is False
    assert smart.power_on_hours == 8737
    assert (smart.reallocated_sectors, smart.pending_sectors, smart.offline_uncorrectable) == (1760, 2, None)
    assert [(a.id, a.failed, a.prefailure) for a in smart.attributes if a.failed] == [
        (5, "now", True), (190, "past", False),
    ]  # fmt: skip
    assert (smart.error_log_count, smart.self_tests) == (0, ())


def test_thousands_may_be_parted_by_a_narrow_blank():
    assert smartctl.parse(OLD_TABLE_TEXT).size_bytes == 500107862016


@pytest.mark.parametrize(("text", "number"), [
    ("1,234,567 bytes", 1234567), ("1 234 567", 1234567), ("33.835.011 [17,3 TB]", 33835011), ("2’000’398", 2000398),
    ("12\u202f345", 12345), ("12\ufffd345", 12345), ("12\ufffd\ufffd\ufffd345", 12345), ("100%", 100),
    ("59 Celsius", 59), ("0", 0), ("4096", 4096), ("12.5 x", None), ("1,2", None), ("-", None),
    ("", None), (None, None),
])  # fmt: skip
def test_a_number_is_read_whatever_parts_its_thousands(text, number):
    assert leading_number(text) == number


def test_an_nvme_page_is_read():
    report = smartctl.parse(NVME_TEXT)
    assert (report.model, report.size_bytes, report.wwn) == ("EXAMPLE NVME 256", 256060514304, "eui.00080d0400000001")
    smart = report.smart
    assert smart.nvme == NvmeHealth(
        critical_warning=0, available_spare=100, available_spare_threshold=10, percentage_used=33, media_errors=0,
        unsafe_shutdowns=106, data_units_written=41930020,
    )  # fmt: skip
    assert (smart.power_on_hours, smart.power_cycles, smart.temperature_celsius) == (10188, 1639, 48)
    assert [(test.kind, test.passed) for test in smart.self_tests] == [("Extended", True), ("Short", False)]


def test_a_sas_page_is_read():
    report = smartctl.parse(SAS_TEXT)
    assert (report.vendor, report.model, report.bus, report.wwn) == ("EXAMPLE", "SAS600", "sas", "0x5000039300000001")
    assert report.smart.scsi == ScsiHealth(grown_defects=5, uncorrected_read=1, uncorrected_write=0)
    assert (report.smart.power_on_hours, report.smart.temperature_celsius) == (3687, 40)
    assert [(test.kind, test.passed) for test in report.smart.self_tests] == [
        ("Background short", False), ("Background long", True),
    ]  # fmt: skip


def test_a_sas_disk_in_words_of_failure_has_not_passed():
    text = SAS_TEXT.replace("Status: OK", "Status: FAILURE PREDICTION THRESHOLD EXCEEDED [asc=5d, ascq=0]")
    assert smartctl.parse(text).smart.passed is False


def test_smartctl_of_2008_names_vendor_and_model_on_one_line():
    text = "smartctl version 5.38\n\nDevice: IBM-ESXS ST3300655SS      Version: BA23\nTransport protocol: SAS\n"
    report = smartctl.parse(text)
    assert (report.vendor, report.model, report.firmware, report.bus) == ("IBM-ESXS", "ST3300655SS", "BA23", "sas")


def test_a_disk_of_before_rotation_rates_is_known_by_its_series():
    text = ATA_TEXT.replace("Rotation Rate:    7200 rpm\n", "")
    assert smartctl.parse(text).medium == "hdd"
    assert smartctl.parse(text.replace("Seagate Barracuda 7200.14 (AF)", "Some Maker")).medium is None


@pytest.mark.parametrize("page", [ATA_TEXT, OLD_TABLE_TEXT, NVME_TEXT, SAS_TEXT])
def test_a_cut_page_never_tells_another_value_than_the_whole_one(page):
    whole = smartctl.parse(page).model_dump(exclude={"smart"})
    facts = smartctl.parse(page).smart.model_dump(exclude={"attributes", "messages", "self_tests"})
    for end in range(0, len(page), 3):
        cut = smartctl.parse(page[:end])
        sure = {"answered", "medium", "link"}
        assert all(v in (whole[k], None) for k, v in cut.model_dump(exclude={"smart"} | sure).items()), end
        seen = cut.smart.model_dump(exclude={"attributes", "messages", "self_tests", "nvme", "scsi"})
        assert all(v in (facts[k], None) for k, v in seen.items()), end


def test_a_page_of_noise_is_no_disk():
    for noise in ("", "\x00" * 5000, "\ufffd" * 5000, "a: " * 100_000, ("# 1 " + " " * 380 + "x\n") * 200, HEAD):
        assert not smartctl.parse(noise).answered
