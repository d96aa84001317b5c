"""The NVMe part of smartctl's text."""

import re
from typing import Any

from pcsol.model.hardware.disk import NvmeHealth, SelfTest
from pcsol.tools.programs.smart.in_text.sheet import Sheet
from pcsol.tools.programs.smart.self_tests import outcome_in_words

_WARNING = re.compile(r"0x([0-9a-f]{2})")
_SELF_TEST = re.compile(
    r"\s*\d+\s+(?P<kind>\S.*?)\s+(?P<status>(?:Completed|Aborted|Fatal|Unknown)\b.*?)\s+(?P<hours>\d+)(?:\s+\S+){3,5}"
)
_NUMBERS = {
    "available_spare": "Available Spare",
    "available_spare_threshold": "Available Spare Threshold",
    "percentage_used": "Percentage Used",
    "media_errors": "Media and Data Integrity Errors",
    "unsafe_shutdowns": "Unsafe Shutdowns",
    "data_units_written": "Data Units Written",
}


def facts(sheet: Sheet, _maker: str) -> dict[str, Any]:
    """Return the fields of Smart that only an NVMe disk fills."""
    health = _health(sheet)
    used = health.percentage_used if health else None
    return {
        "nvme": health,
        "power_on_hours": sheet.number("Power On Hours"),
        "power_cycles": sheet.number("Power Cycles"),
        "temperature_celsius": sheet.number("Temperature"),
        "wear_percent_used": used,
        "wear_source": None if used is None else "NVMe percentage used",
        "error_log_count": sheet.number("Error Information Log Entries"),
        "self_tests": _self_tests(sheet),
    }


def _health(sheet: Sheet) -> NvmeHealth | None:
    warning = _WARNING.fullmatch(sheet.field("Critical Warning") or "")
    numbers = {name: sheet.number(key) for name, key in _NUMBERS.items()}
    health = NvmeHealth(critical_warning=int(warning[1], 16) if warning else None, **numbers)
    return None if health == NvmeHealth() else health


def _self_tests(sheet: Sheet) -> tuple[SelfTest, ...] | None:
    if not any(line.startswith("Self-test Log (NVMe Log 0x06") for line in sheet.lines):
        return None
    return tuple(
        SelfTest(
            kind=row["kind"],
            status=row["status"].strip(),
            passed=outcome_in_words(row["status"]),
            power_on_hours=int(row["hours"]),
        )
        for line in sheet.lines
        if (row := _SELF_TEST.fullmatch(line))
    )
