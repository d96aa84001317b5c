"""The SCSI and SAS part of smartctl's JSON."""

import re
from typing import Any

from pcsol.model.hardware.disk import ScsiHealth, SelfTest
from pcsol.tools.programs.smart.in_json.plain import node, number, words
from pcsol.tools.programs.smart.self_tests import SCSI_FAILED, outcome

_NUMBERED = re.compile(r"scsi_self_test_(\d+)")


def facts(plain: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of Smart that only a SCSI disk fills."""
    health = _health(plain)
    used = health.percentage_used if health else None
    return {
        "scsi": health,
        "self_tests": self_tests(plain),
        "wear_percent_used": used,
        "wear_source": None if used is None else "SCSI percentage used endurance indicator",
    }


def _health(plain: dict[str, Any]) -> ScsiHealth | None:
    health = ScsiHealth(
        grown_defects=number(plain, "scsi_grown_defect_list"),
        uncorrected_read=_uncorrected(plain, "read"),
        uncorrected_write=_uncorrected(plain, "write"),
        uncorrected_verify=_uncorrected(plain, "verify"),
        percentage_used=_percentage_used(plain),
    )
    return None if health == ScsiHealth() else health


def _percentage_used(plain: dict[str, Any]) -> int | None:
    """smartctl 7.3 has a name of its own for it, 7.5 one for every kind of disk."""
    used = number(plain, "scsi_percentage_used_endurance_indicator")
    return number(plain, "endurance_used", "current_percent") if used is None else used


def _uncorrected(plain: dict[str, Any], way: str) -> int | None:
    return number(plain, "scsi_error_counter_log", way, "total_uncorrected_errors")


def self_tests(plain: dict[str, Any]) -> tuple[SelfTest, ...] | None:
    """Return the self-test results log, newest first."""
    found = sorted((int(m[1]), key) for key in plain if (m := _NUMBERED.fullmatch(key)))
    return tuple(_self_test(node(plain, key)) for _place, key in found) or None


def _self_test(row: object) -> SelfTest:
    return SelfTest(
        kind=words(row, "code", "string"),
        status=words(row, "result", "string"),
        passed=outcome(number(row, "result", "value"), SCSI_FAILED),
        power_on_hours=number(row, "power_on_time", "hours"),
    )
