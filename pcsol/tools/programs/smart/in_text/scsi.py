"""The SCSI and SAS part of smartctl's text."""

import re
from typing import Any

from pcsol.model.hardware.disk import ScsiHealth, SelfTest
from pcsol.tools.programs.smart.in_text.sheet import Sheet
from pcsol.tools.programs.smart.self_tests import outcome_in_words

_COUNTED = re.compile(r"(?P<way>read|write|verify):(?:\s+[\d.,]+){6}\s+(?P<uncorrected>\d+)")
_POWERED = re.compile(r"\s*Accumulated power on time, hours:minutes (\d+):\d+ .*")
_CELSIUS = re.compile(r"Current Drive Temperature:\s+(\d+) C")
_SELF_TEST = re.compile(
    r"#\s*\d+\s+(?P<kind>(?:Background|Foreground|Default|Reserved|Vendor|Unknown)\S*(?: \w+)?)\s+"
    r"(?P<status>\S.*?)\s+(?:-|\d+)\s+(?P<hours>\d+|NOW)\s+\S+ \[.*"
)
_EMPTY_LOG = "No Self-tests have been logged"


def facts(sheet: Sheet, _maker: str) -> dict[str, Any]:
    """Return the fields of Smart that only a SCSI disk fills."""
    health = _health(sheet)
    used = health.percentage_used if health else None
    return {
        "scsi": health,
        "power_on_hours": _first(sheet, _POWERED),
        "temperature_celsius": _first(sheet, _CELSIUS),
        "wear_percent_used": used,
        "wear_source": None if used is None else "SCSI percentage used endurance indicator",
        "self_tests": _self_tests(sheet),
    }


def _first(sheet: Sheet, pattern: re.Pattern[str]) -> int | None:
    found = next((row for line in sheet.lines if (row := pattern.fullmatch(line))), None)
    return int(found[1]) if found else None


def _health(sheet: Sheet) -> ScsiHealth | None:
    counted = {row["way"]: int(row["uncorrected"]) for line in sheet.lines if (row := _COUNTED.fullmatch(line))}
    health = ScsiHealth(
        grown_defects=sheet.number("Elements in grown defect list"),
        uncorrected_read=counted.get("read"),
        uncorrected_write=counted.get("write"),
        uncorrected_verify=counted.get("verify"),
        percentage_used=sheet.number("Percentage used endurance indicator"),
    )
    return None if health == ScsiHealth() else health


def _self_tests(sheet: Sheet) -> tuple[SelfTest, ...] | None:
    tests = tuple(_self_test(row) for line in sheet.lines if (row := _SELF_TEST.fullmatch(line)))
    if tests:
        return tests
    return () if any(line.startswith(_EMPTY_LOG) for line in sheet.lines) else None


def _self_test(row: re.Match[str]) -> SelfTest:
    return SelfTest(
        kind=row["kind"],
        status=row["status"],
        passed=outcome_in_words(row["status"]),
        power_on_hours=int(row["hours"]) if row["hours"].isdigit() else None,
    )
