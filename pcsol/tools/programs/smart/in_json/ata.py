"""The ATA part of smartctl's JSON: attributes, device statistics, self-tests, error log."""

from typing import Any, Literal

from pcsol.model.hardware.disk import Attribute, SelfTest
from pcsol.tools.programs.smart import attributes as table
from pcsol.tools.programs.smart.in_json.plain import node, number, rows, truth, words
from pcsol.tools.programs.smart.self_tests import ATA_FAILED, ATA_READ_FAILURE, outcome
from pcsol.tools.programs.smart.wear import wear

_ENDURANCE_PAGE = 7


def facts(plain: dict[str, Any], maker: str) -> dict[str, Any]:
    """Return the fields of Smart that only an ATA disk fills; those of the attributes are null without a table."""
    found = _attributes(plain)
    return {
        **wear(_endurance(plain), found or (), maker),
        **table.counters(found or (), maker),
        "attributes": found,
        "self_tests": self_tests(plain),
        "error_log_count": _errors(plain),
    }


def _attributes(plain: dict[str, Any]) -> tuple[Attribute, ...] | None:
    lines = rows(plain, "ata_smart_attributes", "table")
    return None if lines is None else tuple(a for a in map(_attribute, lines) if a is not None)


def _attribute(row: dict[str, Any]) -> Attribute | None:
    ident = number(row, "id")
    if not ident or ident > 255:
        return None
    return Attribute(
        id=ident,
        name=words(row, "name") or "",
        value=number(row, "value"),
        worst=number(row, "worst"),
        threshold=number(row, "thresh"),
        raw=number(row, "raw", "value"),
        raw_text=words(row, "raw", "string") or "",
        prefailure=truth(row, "flags", "prefailure"),
        failed=_failed(words(row, "when_failed")),
    )


def _failed(said: str | None) -> Literal["now", "past"] | None:
    return "now" if said == "now" else "past" if said == "past" else None


def _endurance(plain: dict[str, Any]) -> int | None:
    """The one wear figure that a standard defines (ACS-3, device statistics log page 07h, offset 8)."""
    for page in rows(plain, "ata_device_statistics", "pages") or ():
        if number(page, "number") == _ENDURANCE_PAGE:
            for line in rows(page, "table") or ():
                used = number(line, "value")
                if number(line, "offset") == 8 and truth(line, "flags", "valid") and used is not None and used <= 255:
                    return used
    return None


def self_tests(plain: dict[str, Any]) -> tuple[SelfTest, ...] | None:
    """The extended log where there is one, else the standard one; a log without entries is an empty one."""
    for log in ("extended", "standard"):
        if isinstance(node(plain, "ata_smart_self_test_log", log), dict):
            return tuple(map(_self_test, rows(plain, "ata_smart_self_test_log", log, "table") or ()))
    return None


def _self_test(row: dict[str, Any]) -> SelfTest:
    status = number(row, "status", "value")
    result = None if status is None else status >> 4
    return SelfTest(
        kind=words(row, "type", "string"),
        status=words(row, "status", "string"),
        passed=outcome(result, ATA_FAILED),
        read_failure=None if result is None else result == ATA_READ_FAILURE,
        power_on_hours=number(row, "lifetime_hours"),
    )


def _errors(plain: dict[str, Any]) -> int | None:
    for log in ("extended", "summary"):
        count = number(plain, "ata_smart_error_log", log, "count")
        if count is not None:
            return count
    return None
