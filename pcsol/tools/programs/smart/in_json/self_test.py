"""How a self-test goes, from smartctl's JSON: ATA, NVMe (device self-test log, 06h), SCSI."""

from typing import Any, Literal

from pcsol.model.testing.disks import SelfTestState
from pcsol.tools.programs.smart.in_json import ata, nvme, scsi
from pcsol.tools.programs.smart.in_json.plain import node, number, rows, truth, words
from pcsol.tools.programs.smart.self_tests import ATA_FAILED, ATA_READ_FAILURE, NVME_FAILED, SCSI_FAILED, outcome

_RUNNING = 15  # of ATA and of SCSI
_NVME_STATUS = "current_self_test_operation"


def state(plain: dict[str, Any]) -> SelfTestState:
    """Return where the self-test of a disk stands; of an unknown kind of disk, nothing is told."""
    protocol = words(plain, "device", "protocol")
    if protocol == "ATA":
        return _ata(plain)
    if protocol == "NVMe":
        return _nvme(plain)
    return _scsi(plain) if protocol == "SCSI" else SelfTestState()


def minutes(plain: dict[str, Any]) -> dict[str, int | None]:
    """Return how long the disk says that its self-tests take, as fields of Smart; each null when it does not say."""
    polling = node(plain, "ata_smart_data", "self_test", "polling_minutes")
    seconds = number(plain, "scsi_extended_self_test_seconds")
    return {
        "short_test_minutes": number(polling, "short") or None,
        "extended_test_minutes": number(polling, "extended") or (-(-seconds // 60) if seconds else None),
    }


def supported(plain: dict[str, Any]) -> bool | None:
    """Tell whether the disk can test itself; null when it does not say."""
    said = truth(plain, "ata_smart_data", "capabilities", "self_tests_supported")
    return truth(plain, "nvme_optional_admin_commands", "self_test") if said is None else said


def _ata(plain: dict[str, Any]) -> SelfTestState:
    """ACS-3: the status byte holds the result in its upper half, and tenths still to do in its lower one."""
    status = node(plain, "ata_smart_data", "self_test", "status")
    value = number(status, "value")
    code = None if value is None else value >> 4
    told = minutes(plain)
    return SelfTestState(
        supported=supported(plain),
        running=code == _RUNNING,
        remaining_percent=(value or 0) % 16 * 10 if code == _RUNNING else None,
        outcome=_meaning(code, ATA_FAILED),
        read_failure=None if code is None else code == ATA_READ_FAILURE,
        words=words(status, "string") or "",
        short_minutes=told["short_test_minutes"],
        extended_minutes=told["extended_test_minutes"],
        log=ata.self_tests(plain),
    )


def _nvme(plain: dict[str, Any]) -> SelfTestState:
    log = node(plain, "nvme_self_test_log")
    done = number(log, "current_self_test_completion_percent")
    running = bool(number(log, _NVME_STATUS, "value"))
    newest = next(iter(rows(log, "table") or ()), {})
    can = supported(plain)
    return SelfTestState(
        supported=True if can is None and isinstance(log, dict) else can,
        running=running,
        remaining_percent=100 - min(done, 100) if running and done is not None else None,
        outcome=_meaning(number(newest, "self_test_result", "value"), NVME_FAILED),
        words=words(newest, "self_test_result", "string") or "",
        log=nvme.nvme_self_tests(plain),
    )


def _scsi(plain: dict[str, Any]) -> SelfTestState:
    """A SCSI disk tells that a test runs; how far it is, smartctl says in words alone."""
    newest = node(plain, "scsi_self_test_0")
    code = number(newest, "result", "value")
    told = minutes(plain)
    return SelfTestState(
        running=code == _RUNNING or truth(newest, "self_test_in_progress") is True,
        outcome=_meaning(code, SCSI_FAILED),
        words=words(newest, "result", "string") or "",
        extended_minutes=told["extended_test_minutes"],
        log=scsi.self_tests(plain),
    )


def _meaning(code: int | None, failed: range) -> Literal["passed", "failed", "broken-off"] | None:
    if code is None or code == _RUNNING:
        return None
    passed = outcome(code, failed)
    return "broken-off" if passed is None else "passed" if passed else "failed"
