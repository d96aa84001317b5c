"""Every recording of smartctl that we have: nothing raises, nothing is invented, the grades hold.

Some of the recordings hold real serials: an assertion here compares names of files and of fields, never a report, so
that a failing test prints none.
"""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import ToolUnreadableError
from pcsol.judge.health import grade
from pcsol.model.hardware.disk import Disk, Health, Smart
from pcsol.tools.programs import smartctl
from pcsol.tools.programs.smart import second_opinion
from pcsol.tools.programs.smart.report import DiskReport

pytestmark = pytest.mark.real_data

DESCRIBED = re.compile(r"^(Device Model|Model Number|Product|Device):", re.MULTILINE)
NO_DISK = ("scan", "smart-fail.json", "smart-pass.json", "smart-sat.json")  # these name no disk
COUNTERS = {
    "a5": "reallocated_sectors", "a187": "reported_uncorrectable", "a197": "pending_sectors",
    "a198": "offline_uncorrectable", "a199": "crc_errors",
}  # fmt: skip
# What the manifest counts by its number alone, and means something else there: an error rate (SandForce), failures of
# an OCZ's own reading, blocks that an OCZ was made with.
OTHER_MEANING = {
    ("INTEL SSDSC2CW120A3", "a187"), ("KINGSTON SH103S3240G", "a187"), ("KINGSTON SV300S37A240G", "a187"),
    ("Corsair Force 3 SSD", "a187"), ("OCZ-ARC100", "a197"),
}  # fmt: skip


def texts(data: Path) -> Iterator[tuple[str, str]]:
    for pattern in (
        "smart-text/*.txt",
        "smart-pysmart/*",
        "qemu/smartctl-x-*.txt",
        "glpi-misc/linux__smartctl__*",
        "glpi-misc/linux__storages__*failing-smartctl.dump",
    ):
        for file in sorted(data.glob(pattern)):
            if file.suffix != ".json":
                yield file.name, file.read_bytes().decode("utf-8", errors="replace")


def objects(data: Path) -> Iterator[tuple[str, str]]:
    for file in sorted([*data.glob("smart-json/*.json"), *data.glob("qemu/smartctl-x-*.json")]):
        yield file.name, file.read_text("utf-8")
    for file in sorted(data.glob("ereuse-snapshots/*.json")):
        body = json.loads(file.read_text("utf-8")).get("data", {})
        found = body.get("smart") or body.get("smartctl") or []
        for place, plain in enumerate(json.loads(found) if isinstance(found, str) else found):
            yield f"{file.name}#{place}", json.dumps(plain)


def manifest(data: Path) -> Iterator[tuple[dict[str, str], DiskReport]]:
    with (data / "smart-text" / "MANIFEST.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            text = (data / "smart-text" / row["file"]).read_text("utf-8", errors="replace")
            yield row, smartctl.parse(text)


def health_of(report: DiskReport) -> Health:
    return grade(Disk(name="sda", medium=report.medium, smart=report.smart))


def test_every_disk_that_a_text_describes_is_there(shared_data):
    described = {name: text for name, text in texts(shared_data) if DESCRIBED.search(text)}
    missing = [name for name, text in described.items() if not smartctl.parse(text).answered]
    count = len(described)
    assert count > 110
    assert missing == []


def test_every_size_and_serial_that_a_text_states_is_read(shared_data):
    stated = re.compile(r"^(User Capacity|Namespace 1 Size/Capacity):", re.MULTILINE)
    named = re.compile(r"^Serial [Nn]umber:\s+(?!--|\[)\S", re.MULTILINE)
    reports = [(name, text, smartctl.parse(text)) for name, text in texts(shared_data)]
    sizeless = [name for name, text, report in reports if stated.search(text) and report.size_bytes is None]
    nameless = [name for name, text, report in reports if named.search(text) and report.serial is None]
    assert sizeless == ["linux__smartctl__sample9"]  # an optical drive that claims 7757 PB
    assert nameless == []


def test_a_masked_serial_is_unknown(shared_data):
    assert [row["file"] for row, report in manifest(shared_data) if report.serial or report.wwn] == []


def test_every_disk_that_an_object_describes_is_there(shared_data):
    reports = [(name, smartctl.parse(text)) for name, text in objects(shared_data)]
    count = len(reports)
    silent = [name for name, report in reports if not report.answered and not _expected_silence(name, report)]
    assert count > 95
    assert silent == []


def _expected_silence(name: str, report: DiskReport) -> bool:
    excuses = ("Unknown USB bridge", "Unable to detect device type", "Open failed")
    return any(part in name for part in NO_DISK) or any(e in m for m in report.smart.messages for e in excuses)


def test_the_counters_are_those_of_the_manifest(shared_data):
    wrong = []
    for row, report in manifest(shared_data):
        for column, field in COUNTERS.items():
            if (row["model"], column) not in OTHER_MEANING:
                wanted = int(row[column]) if row[column] else None
                if getattr(report.smart, field) != wanted:
                    wrong.append((row["file"], column, wanted, getattr(report.smart, field)))
    assert wrong == []


def test_a_number_of_another_meaning_is_no_counter(shared_data):
    found = {(row["model"], c): getattr(r.smart, f) for row, r in manifest(shared_data) for c, f in COUNTERS.items()}
    assert {found[place] for place in OTHER_MEANING} == {None}


def test_the_verdict_and_the_model_are_those_of_the_manifest(shared_data):
    verdicts = {"PASSED": True, "OK": True, "FAILED!": False}
    for row, report in manifest(shared_data):
        assert report.smart.passed is verdicts[row["health"]], row["file"]
        assert report.model == " ".join(row["model"].split()), row["file"]


def test_the_size_is_that_of_the_manifest(shared_data):
    units = {"GB": 1e9, "TB": 1e12}
    for row, report in manifest(shared_data):
        number, unit = row["capacity"].split()
        assert report.size_bytes == pytest.approx(float(number) * units[unit], rel=0.01), row["file"]


def test_the_nvme_log_is_that_of_the_manifest(shared_data):
    names = {"pu": "percentage_used", "sp": "available_spare", "me": "media_errors", "us": "unsafe_shutdowns"}
    seen = 0
    for row, report in manifest(shared_data):
        wanted = ast.literal_eval(row["nvme"]) if row["nvme"] else {}
        if wanted.get("cw"):
            seen += 1
            log = report.smart.nvme
            assert log.critical_warning == int(wanted["cw"], 16), row["file"]
            assert {k: getattr(log, n) for k, n in names.items()} == {k: _plain(wanted[k]) for k in names}, row["file"]
            assert report.smart.power_on_hours == _plain(wanted["poh"]), row["file"]
    assert seen > 10


def _plain(number: str) -> int:
    return int(number.replace(",", ""))


def test_attribute_188_is_the_first_of_its_three_words(shared_data):
    for row, report in manifest(shared_data):
        if row["a188"]:
            notes = [r.value for r in health_of(report).reasons if r.code == "command-timeouts"]
            assert notes == ([int(row["a188"])] if int(row["a188"]) else []), row["file"]


def test_hours_of_a_firmware_fault_are_unknown_and_all_others_known(shared_data):
    unknown = [r.model for _row, r in manifest(shared_data) if r.smart.attributes and r.smart.power_on_hours is None]
    # The first says 913,207 hours (104 years); the second has no such attribute.
    assert unknown == ["INTEL SSDSC2CW120A3", "SD88SA024SA0 SUN24G"]


def test_objects_give_the_counters_of_their_tables(shared_data):
    numbers = {5: "reallocated_sectors", 197: "pending_sectors", 198: "offline_uncorrectable", 199: "crc_errors"}
    seen = 0
    for name, text in objects(shared_data):
        rows = json.loads(text).get("ata_smart_attributes", {}).get("table", [])
        smart = smartctl.parse(text).smart
        assert len(smart.attributes or ()) == len(rows), name
        for row in rows:
            if row["id"] in numbers and row["name"] != "Not_In_Use":
                seen += 1
                first = int(row["raw"]["string"].split()[0])
                assert getattr(smart, numbers[row["id"]]) == first, (name, row["id"])
    assert seen > 180


def test_text_and_object_of_one_disk_agree(shared_data):
    apart = {"smart", "device_type"}
    loose = {"attributes", "exit_status", "messages"}
    pairs = 0
    for file in sorted(shared_data.glob("qemu/smartctl-x-*.json")):
        from_json = smartctl.parse(file.read_text("utf-8"))
        from_text = smartctl.parse(file.with_suffix(".txt").read_text("utf-8"))
        if from_json.answered:
            pairs += 1
            assert from_text.model_dump(exclude=apart) == from_json.model_dump(exclude=apart), file.name
            assert _known(from_text.smart, loose) == _known(from_json.smart, loose), file.name
            assert [(a.id, a.value, a.worst, a.threshold, a.raw_text) for a in from_text.smart.attributes or ()] == [
                (a.id, a.value, a.worst, a.threshold, a.raw_text) for a in from_json.smart.attributes or ()
            ], file.name
    assert pairs == 4


def _known(smart: Smart, loose: set[str]) -> dict[str, object]:
    return smart.model_dump(exclude=loose)


def test_our_reading_is_that_of_pysmarts_own_vectors(shared_data):
    compared, differences = 0, []
    for file in sorted(shared_data.glob("smart-pysmart/singletests__*__device.json")):
        case = file.name.removesuffix("__device.json")
        pages = [f for f in sorted(file.parent.glob(f"{case}___*--all*")) if f.stat().st_size > 500]  # the rest: links
        if pages:
            compared += 1
            report = smartctl.parse(pages[0].read_bytes().decode("utf-8", errors="replace"))
            differences += [
                (case, what) for what in _differences(report, json.loads(file.read_text("utf-8"))["values"])
            ]
    assert compared > 25
    # The page says "Device Model: Apacer AS340 240GB"; pySMART takes "Add. Product Id", an OEM's mark, for the model.
    assert differences == [("singletests__sata_ssd_1_issue_72", "model")]


def _differences(report: DiskReport, wanted: dict[str, Any]) -> list[str]:
    """The names of what differs, and never a serial."""
    smart = report.smart
    used = (wanted["if_attributes"] or {}).get("percentageUsed")
    same = {
        "model": _same(report.model, wanted["model"]),
        "serial": _same(report.serial, wanted["serial"]),
        "size": report.size_bytes in (wanted["size"] or None, None),
        "verdict": {"PASS": True, "FAIL": False}.get(wanted["assessment"]) in (smart.passed, None),
        "self-tests": len(smart.self_tests or ()) == sum(test["status"] != "Running" for test in wanted["tests"]),
        "wear": used is None or smart.wear_percent_used == used,
    }
    return [name for name, as_wanted in same.items() if not as_wanted]


def _same(ours: str | None, theirs: str | None) -> bool:
    return " ".join((theirs or "").split()) in ("", ours)


def test_pysmart_reads_no_counter_otherwise(shared_data):
    confirmed = 0
    for name, text in texts(shared_data):
        smart = smartctl.parse(text).smart
        assert not [message for message in smart.messages if "pySMART" in message], name
        interface = "nvme" if smart.nvme else "ata"
        confirmed += bool(second_opinion._readings(text, interface))
    assert confirmed > 40


def test_every_failing_disk_is_a_c_or_a_d(shared_data):
    graded = {name: health_of(report).grade for name, report in _all(shared_data) if _is_failing(report)}
    assert len(graded) >= 30
    assert {name: found for name, found in graded.items() if found not in ("C", "D")} == {}


def test_no_clean_disk_is_a_c_or_a_d(shared_data):
    graded = {name: health_of(report).grade for name, report in _all(shared_data) if _is_clean(report)}
    assert len(graded) > 120
    assert {name: found for name, found in graded.items() if found in ("C", "D")} == {}


def test_nearly_every_clean_disk_is_graded(shared_data):
    """Not graded are those that told too little: a page without a verdict, an SSD of unknown wear."""
    clean = [(name, health_of(report)) for name, report in _all(shared_data) if _is_clean(report)]
    reasons = {health.reasons[0].code for _name, health in clean if health.grade is None}
    assert reasons <= {"wear-unknown", "attributes-missing", "medium-unknown"}
    assert sum(health.grade is not None for _name, health in clean) > 0.85 * len(clean)


def _all(data: Path) -> Iterator[tuple[str, DiskReport]]:
    for name, text in [*texts(data), *objects(data)]:
        report = smartctl.parse(text)
        if report.answered:
            yield name, report


def _counts(smart: Smart) -> list[int | None]:
    return [smart.reported_uncorrectable, smart.pending_sectors, smart.offline_uncorrectable]


def _is_failing(report: DiskReport) -> bool:
    """In the words of the issue, whatever the judge thinks."""
    smart = report.smart
    warns = bool(smart.nvme and (smart.nvme.critical_warning or 0) & 0b1101)
    return smart.passed is False or warns or (report.medium == "hdd" and any(_counts(smart)))


def _is_clean(report: DiskReport) -> bool:
    smart = report.smart
    nvme, scsi = smart.nvme, smart.scsi
    return (
        smart.passed is True
        and not any([smart.reallocated_sectors, smart.spin_retries, *_counts(smart)])
        and not (nvme and (nvme.critical_warning or nvme.media_errors))
        and not (scsi and any([scsi.grown_defects, scsi.uncorrected_read, scsi.uncorrected_write]))
        and not any(attribute.failed for attribute in smart.attributes or ())
        and not any(test.passed is False for test in smart.self_tests or ())
        and (smart.wear_percent_used or 0) < 90
    )


def test_a_cut_answer_of_a_real_disk_raises_nothing_but_unreadable(shared_data):
    for place, (_name, text) in enumerate([*texts(shared_data)][::6]):
        for end in range(place, len(text), max(1, len(text) // 12)):
            smartctl.parse(text[:end])
    for place, (_name, text) in enumerate([*objects(shared_data)][::6]):
        for end in range(1 + place, len(text), max(1, len(text) // 12)):
            with pytest.raises(ToolUnreadableError):
                smartctl.parse(text[:end])
