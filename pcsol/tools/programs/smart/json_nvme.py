"""The NVMe part of smartctl's JSON (NVM Express Base Specification, log pages 02h and 06h)."""

from typing import Any

from pcsol.model.disk import NvmeHealth, SelfTest
from pcsol.tools.programs.smart.plain import number, rows, words

_LOG = "nvme_smart_health_information_log"
_STOPPED = (0x1, 0x2, 0x3, 0x4, 0x8, 0x9)  # results that say nothing of the disk: aborted in one way or another
_FAILED = (0x5, 0x6, 0x7)


def nvme_health(plain: dict[str, Any]) -> NvmeHealth | None:
    """Return the SMART / health log; None when it was not read."""
    if not isinstance(plain.get(_LOG), dict):
        return None
    return NvmeHealth(**{name: number(plain, _LOG, name) for name in NvmeHealth.model_fields})


def nvme_self_tests(plain: dict[str, Any]) -> tuple[SelfTest, ...] | None:
    """Return the self-test log, newest first."""
    if not isinstance(plain.get("nvme_self_test_log"), dict):
        return None
    return tuple(_self_test(row) for row in rows(plain, "nvme_self_test_log", "table") or ())


def _self_test(row: dict[str, Any]) -> SelfTest:
    result = number(row, "self_test_result", "value")
    return SelfTest(
        kind=words(row, "self_test_code", "string"),
        status=words(row, "self_test_result", "string"),
        passed=outcome(result),
        power_on_hours=number(row, "power_on_hours"),
    )


def outcome(result: int | None) -> bool | None:
    """Return whether an NVMe self-test passed; None when it was stopped."""
    if result is None or result in _STOPPED:
        return None
    return True if result == 0 else False if result in _FAILED else None


def nvme_wwn(plain: dict[str, Any]) -> str | None:
    """Return the first namespace's EUI-64, written as lsblk does."""
    spaces = rows(plain, "nvme_namespaces") or ()
    if len(spaces) != 1:
        return None
    oui, rest = number(spaces[0], "eui64", "oui"), number(spaces[0], "eui64", "ext_id")
    return f"eui.{oui:06x}{rest:010x}" if oui and rest is not None else None
