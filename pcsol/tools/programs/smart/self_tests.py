"""The self-test log, whose numbers and words differ by kind of disk and mean the same."""

# ATA (ACS-3, self-test execution status): 0 passed, 1 and 2 stopped, 3 to 8 failed, 15 running.
ATA_FAILED = range(3, 9)
ATA_READ_FAILURE = 7
# NVMe (Base Specification, log page 06h): 0 passed, 1 to 4, 8 and 9 stopped, 5 to 7 failed.
NVME_FAILED = range(5, 8)
# SCSI (SPC-4, self-test results log page): 0 passed, 1 and 2 stopped, 3 to 7 failed, 15 running.
SCSI_FAILED = range(3, 8)

_PASSED = ("completed without error", "completed")
_STOPPED = ("aborted", "interrupted", "self-test routine in progress", "self test in progress", "unknown status")
_FAILED = ("completed:", "completed,", "fatal", "failed", "unknown error", "unknown failure")


def outcome(result: int | None, failed: range) -> bool | None:
    """Return whether a test with this result passed; None when it was stopped, or still runs."""
    if result is None:
        return None
    return True if result == 0 else False if result in failed else None


def outcome_in_words(status: str) -> bool | None:
    """Return the same from smartctl's words."""
    said = status.strip().lower()
    if said in _PASSED:
        return True
    return False if said.startswith(_FAILED) and not said.startswith(_STOPPED) else None


def read_failure_in_words(status: str) -> bool:
    """Return whether an ATA self-test ended at a sector that could not be read."""
    return "read failure" in status.lower()
