"""The ATA part of smartctl's text: attributes in either table, device statistics, self-tests, error log."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal

from pcsol.model.hardware.disk import Attribute, SelfTest
from pcsol.tools.programs.smart import attributes as table
from pcsol.tools.programs.smart.in_text.sheet import Sheet
from pcsol.tools.programs.smart.self_tests import outcome_in_words, read_failure_in_words
from pcsol.tools.programs.smart.wear import wear

_HEADER = "ID# ATTRIBUTE_NAME"
_NUMBERS = r"\s*(?P<id>\d{1,3}) (?P<name>\S+)\s+%s\s+(?P<value>\d+|-+)\s+(?P<worst>\d+|-+)\s+(?P<threshold>\d+|-+)\s+"
_BRIEF = re.compile(_NUMBERS % "(?P<flags>[PORSCK+-]{6,})" + r"(?P<failed>NOW|Past|-)\s+(?P<raw>\S.*)")
_FULL = re.compile(
    _NUMBERS % "0x[0-9a-f]{4}"
    + r"(?P<flags>\S+)\s+(?P<updated>\S+)\s+(?P<failed>FAILING_NOW|In_the_past|-)\s+(?P<raw>\S.*)"
)
_STATISTIC = re.compile(r"0x(?P<page>[0-9a-f]{2})\s+0x(?P<offset>[0-9a-f]{3})\s+\d\s+(?P<value>\d+)\s+\S+\s+\S.*")
_SELF_TEST = re.compile(
    r"#\s*\d+\s+(?P<kind>\S.*?)\s+(?P<status>(?:Completed|Aborted|Interrupted|Fatal|Self-test routine|Unknown)\b.*?)"
    r"\s+\d+%\s+(?P<hours>\d+)\s+\S+"
)
_POLLING = re.compile(r"recommended polling time:\s*\(\s*(\d+)\) minutes\.")
_EMPTY_LOG = "No self-tests have been logged."
_ERRORS = re.compile(r"(?:ATA|Device) Error Count: (\d+)(?: .*)?")


def facts(sheet: Sheet, maker: str) -> dict[str, Any]:
    """Return the fields of Smart that only an ATA disk fills; those of the attributes are null without a table."""
    found = _attributes(sheet)
    held = found or ()
    return {
        **wear(_endurance(sheet), found or (), maker),
        **table.counters(held, maker),
        "power_on_hours": table.power_on_hours(held),
        "power_cycles": table.counter(held, table.POWER_CYCLES),
        "temperature_celsius": table.temperature(held),
        "attributes": found,
        "self_tests": _self_tests(sheet),
        "self_test_supported": _supported(sheet),
        "short_test_minutes": _minutes(sheet, "Short"),
        "extended_test_minutes": _minutes(sheet, "Extended"),
        "error_log_count": _errors(sheet),
    }


def _supported(sheet: Sheet) -> bool | None:
    """Among the off-line capabilities, each on a line of its own."""
    said = {line.strip() for line in sheet.lines}
    return True if "Self-test supported." in said else False if "No Self-test supported." in said else None


def _minutes(sheet: Sheet, kind: str) -> int | None:
    """The time stands on the line below the name of the self-test; 0: the disk has none of this kind."""
    for above, line in pairwise(sheet.lines):
        found = _POLLING.fullmatch(line) if above == f"{kind} self-test routine" else None
        if found:
            return int(found[1]) or None
    return None


def _attributes(sheet: Sheet) -> tuple[Attribute, ...] | None:
    if not any(line.startswith(_HEADER) for line in sheet.lines):
        return None
    return tuple(_attribute(row) for row in _rows(sheet))


def _rows(sheet: Sheet) -> Iterator[re.Match[str]]:
    for line in sheet.lines:
        row = _BRIEF.fullmatch(line) or _FULL.fullmatch(line)
        if row and 0 < int(row["id"]) < 256:
            yield row


def _attribute(row: re.Match[str]) -> Attribute:
    raw = row["raw"].strip()
    return Attribute(
        id=int(row["id"]),
        name=row["name"],
        value=_number(row["value"]),
        worst=_number(row["worst"]),
        threshold=_number(row["threshold"]),
        raw=int(raw) if raw.isascii() and raw.isdigit() else None,
        raw_text=raw,
        prefailure=row["flags"].startswith("P"),
        failed=_failed(row["failed"]),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _failed(said: str) -> Literal["now", "past"] | None:
    return "now" if said in ("NOW", "FAILING_NOW") else "past" if said in ("Past", "In_the_past") else None


def _endurance(sheet: Sheet) -> int | None:
    """The one wear figure that a standard defines (ACS-3, device statistics log page 07h, offset 8)."""
    for line in sheet.lines:
        row = _STATISTIC.fullmatch(line)
        if row and (row["page"], row["offset"]) == ("07", "008") and int(row["value"]) <= 255:
            return int(row["value"])
    return None


def _self_tests(sheet: Sheet) -> tuple[SelfTest, ...] | None:
    tests = tuple(_self_test(row) for line in sheet.lines if (row := _SELF_TEST.fullmatch(line)))
    if tests:
        return tests
    empty = any(line.startswith(_EMPTY_LOG) for line in sheet.lines)
    return () if empty else None


def _self_test(row: re.Match[str]) -> SelfTest:
    status = row["status"].strip()
    return SelfTest(
        kind=row["kind"].strip(),
        status=status,
        passed=outcome_in_words(status),
        read_failure=read_failure_in_words(status),
        power_on_hours=int(row["hours"]),
    )


def _errors(sheet: Sheet) -> int | None:
    for line in sheet.lines:
        count = _ERRORS.fullmatch(line)
        if count:
            return int(count[1])
    return 0 if "No Errors Logged" in sheet.lines else None
