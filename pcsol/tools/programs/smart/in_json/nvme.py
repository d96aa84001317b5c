"""The NVMe part of smartctl's JSON (NVM Express Base Specification, log pages 02h and 06h)."""

from typing import Any

from pcsol.model.hardware.disk import NvmeHealth, SelfTest
from pcsol.tools.programs.smart import identity
from pcsol.tools.programs.smart.in_json.plain import number, rows, words
from pcsol.tools.programs.smart.self_tests import NVME_FAILED, outcome

_LOG = "nvme_smart_health_information_log"


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
    return SelfTest(
        kind=words(row, "self_test_code", "string"),
        status=words(row, "self_test_result", "string"),
        passed=outcome(number(row, "self_test_result", "value"), NVME_FAILED),
        power_on_hours=number(row, "power_on_hours"),
    )


def nvme_wwn(plain: dict[str, Any]) -> str | None:
    """Return the first namespace's EUI-64, written as lsblk does."""
    spaces = rows(plain, "nvme_namespaces") or ()
    if len(spaces) != 1:
        return None
    oui, rest = number(spaces[0], "eui64", "oui"), number(spaces[0], "eui64", "ext_id")
    return identity.eui(f"{oui:06x}{rest:010x}") if oui is not None and rest is not None else None
