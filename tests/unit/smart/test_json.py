import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcsol.errors import ToolUnreadableError
from pcsol.model.hardware.disk import NvmeHealth, ScsiHealth
from pcsol.tools.programs import smartctl
from tests.unit.smart.pages import ATA_JSON, ata_json

NVME = {
    "device": {"type": "nvme", "protocol": "NVMe"},
    "model_name": "EXAMPLE NVME 256",
    "nvme_namespaces": [{"id": 1, "size": {"bytes": 256060514304}, "eui64": {"oui": 2061, "ext_id": 17179869185}}],
    "smart_status": {"passed": False},
    "nvme_smart_health_information_log": {
        "critical_warning": 9, "available_spare": 3, "available_spare_threshold": 10, "percentage_used": 120,
        "media_errors": 7, "unsafe_shutdowns": 1, "data_units_written": 5, "num_err_log_entries": 4,
    },
    "nvme_self_test_log": {"table": [
        {"self_test_code": {"string": "Short"}, "self_test_result": {"value": 7, "string": "Completed: failed"}},
        {"self_test_code": {"string": "Short"}, "self_test_result": {"value": 2, "string": "Aborted"}},
    ]},
}  # fmt: skip
SAS = {
    "device": {"type": "scsi", "protocol": "SCSI"},
    "scsi_vendor": "EXAMPLE", "scsi_product": "SAS600", "scsi_revision": "A001",
    "scsi_transport_protocol": {"name": "SAS (SPL-4)"},
    "logical_unit_id": "0x5000039300000001", "rotation_rate": 10025,
    "scsi_grown_defect_list": 5,
    "scsi_error_counter_log": {"read": {"total_uncorrected_errors": 1}, "write": {"total_uncorrected_errors": 0}},
    "scsi_self_test_0": {"code": {"string": "Background short"}, "result": {"value": 5, "string": "Failed"}},
    "scsi_self_test_10": {"code": {"string": "Background long"}, "result": {"value": 0, "string": "Completed"}},
    "scsi_self_test_2": {"code": {"string": "Background long"}, "result": {"value": 1, "string": "Aborted"}},
}  # fmt: skip


def test_an_ata_disk_tells_who_it_is():
    report = smartctl.parse(ata_json())
    assert report.answered
    assert (report.model, report.serial, report.firmware) == ("ST500DM002-1BD142", "TEST0001", "KC45")
    assert report.wwn == "0x5000c50012345678"
    assert (report.size_bytes, report.logical_sector_bytes, report.physical_sector_bytes) == (500107862016, 512, 4096)
    assert (report.rotation_rpm, report.medium, report.bus) == (7200, "hdd", "sata")
    assert (report.link.now_gbps, report.link.max_gbps) == (3.0, 6.0)


def test_an_ata_disk_tells_how_it_is():
    smart = smartctl.parse(ata_json()).smart
    assert (smart.available, smart.enabled, smart.passed) == (True, True, True)
    assert (smart.power_on_hours, smart.power_cycles, smart.temperature_celsius) == (1234, 99, 31)
    assert (smart.reallocated_sectors, smart.reported_uncorrectable) == (3, 0)
    assert (smart.pending_sectors, smart.offline_uncorrectable, smart.crc_errors) == (8, 8, 17)
    assert smart.spin_retries is None
    assert [a.failed for a in smart.attributes or ()][-1] == "past"
    assert smart.error_log_count == 2


def test_self_tests_passed_failed_or_were_stopped():
    tests = smartctl.parse(ata_json()).smart.self_tests
    assert [test.passed for test in tests] == [False, True, None]
    assert [test.read_failure for test in tests] == [True, False, False]


def test_a_log_without_entries_is_an_empty_log_and_no_log_is_unknown():
    assert smartctl.parse(ata_json(ata_smart_self_test_log={"standard": {"count": 0}})).smart.self_tests == ()
    assert smartctl.parse(ata_json(ata_smart_self_test_log=None)).smart.self_tests is None


def test_the_exit_bit_that_says_failing_is_believed():
    plain = ata_json(smartctl={"exit_status": 8})
    assert smartctl.parse(plain).smart.passed is False


def test_an_nvme_disk_is_read():
    report = smartctl.parse(json.dumps(NVME))
    assert (report.medium, report.bus, report.size_bytes) == ("ssd", "nvme", 256060514304)
    assert report.wwn == "eui.00080d0400000001"
    assert report.smart.nvme == NvmeHealth(
        critical_warning=9, available_spare=3, available_spare_threshold=10, percentage_used=120, media_errors=7,
        unsafe_shutdowns=1, data_units_written=5,
    )  # fmt: skip
    assert report.smart.wear_percent_used == 120
    assert [test.passed for test in report.smart.self_tests] == [False, None]


def test_a_sas_disk_is_read():
    report = smartctl.parse(json.dumps(SAS))
    assert (report.vendor, report.model, report.bus, report.medium) == ("EXAMPLE", "SAS600", "sas", "hdd")
    assert report.smart.scsi == ScsiHealth(grown_defects=5, uncorrected_read=1, uncorrected_write=0)
    assert [test.passed for test in report.smart.self_tests] == [False, None, True]


@pytest.mark.parametrize("wear", [
    {"scsi_percentage_used_endurance_indicator": 11}, {"endurance_used": {"current_percent": 11}},
])  # fmt: skip
def test_a_sas_ssd_tells_its_wear_under_either_name(wear):
    smart = smartctl.parse(json.dumps({**SAS, "rotation_rate": 0, **wear})).smart
    assert (smart.wear_percent_used, smart.scsi.percentage_used) == (11, 11)


def test_a_bridge_is_not_an_answer():
    plain = {"smartctl": {"exit_status": 1, "messages": [{"string": "/dev/sdd: Unknown USB bridge [0x46f4:0x0001]"}]}}
    report = smartctl.parse(json.dumps(plain))
    assert not report.answered
    assert report.smart.messages == ("/dev/sdd: Unknown USB bridge [0x46f4:0x0001]",)


@pytest.mark.parametrize("absurd", [
    {"user_capacity": {"bytes": 7757100351738617888}, "logical_block_size": 1752178720},
    {"power_on_time": {"hours": 913207}, "temperature": {"current": 0}},
    {"wwn": {"naa": 0, "oui": 0, "id": 0}, "serial_number": "--"},
])  # fmt: skip
def test_an_absurd_value_is_unknown(absurd):
    report = smartctl.parse(ata_json(**absurd))
    before = smartctl.parse(ata_json())
    changed = [name for name in type(report).model_fields if getattr(report, name) != getattr(before, name)]
    assert changed
    flat = report.model_dump()
    assert all(flat[name] is None for name in changed if name != "smart")
    assert report.smart.power_on_hours in (1234, None)


@pytest.mark.parametrize("text", ["{", "[]", "[1]", '{"a": NaN', "{" * 100_000])
def test_json_that_is_none_is_unreadable(text):
    with pytest.raises(ToolUnreadableError):
        smartctl.parse(text)


def test_a_number_of_10000_digits_is_unknown_and_takes_nothing_else_with_it():
    text = ata_json().replace("{", '{"power_cycle_count_of_another": ' + "9" * 10_000 + ", ", 1)
    assert smartctl.parse(text) == smartctl.parse(ata_json())


def test_every_cut_of_the_answer_is_unreadable():
    whole = ata_json()
    for end in range(1, len(whole)):
        with pytest.raises(ToolUnreadableError):
            smartctl.parse(whole[:end])


_ODD = st.sampled_from([None, [], {}, [None], "", "x", -1, 0, 2**70, 1.5, True, float("nan"), [[]], {"a": 1}])


def _places(plain, path=()):
    yield path
    items = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for key, value in items:
        yield from _places(value, (*path, key))


def _mangled(plain, path, odd):
    if not path:
        return odd
    copy = dict(plain) if isinstance(plain, dict) else list(plain)
    copy[path[0]] = _mangled(copy[path[0]], path[1:], odd)
    return copy


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_value_of_the_wrong_type_takes_nothing_else_with_it(data):
    whole = data.draw(st.sampled_from([ATA_JSON, NVME, SAS]))
    path = data.draw(st.sampled_from([p for p in _places(whole) if p]))
    report = smartctl.parse(json.dumps(_mangled(whole, path, data.draw(_ODD))))
    assert report.answered or path[0] in ("model_name", "scsi_vendor", "scsi_product")
