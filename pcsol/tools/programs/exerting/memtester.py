"""memtester(8): locks memory and tries patterns on it. One thread, and slow: two minutes for each GiB and more."""

import re

from pcsol.judge.testing import ended
from pcsol.judge.testing.memory import Checked, Fault

PROGRAM = PACKAGE = "memtester"
# Exit status, memtester(8): a bit for each kind. 1 alone is not a fault of the memory: it could not have or lock it.
_STUCK, _WRONG = 2, 4

_GOT = re.compile(r"got +\d+MB \((\d+) bytes\)")
_FAULT = re.compile(r"FAILURE: (0x[0-9a-f]+) != (0x[0-9a-f]+) at offset (0x[0-9a-f]+)")
_BAD_LINE = re.compile(r"FAILURE: possible bad address line at offset (0x[0-9a-f]+)")


def argv(mebibytes: int) -> tuple[str, ...]:
    """Return its command line, for one loop."""
    return (PROGRAM, f"{mebibytes}M", "1")


def parse(said: str, status: int | None) -> Checked:
    """Read what it said. It may have had to take less than it was asked to: what it got counts."""
    got = _GOT.findall(said)
    tested = int(got[-1]) if got and "locked." in said else 0
    faults = (
        *(Fault(offset, read, expected) for read, expected, offset in _FAULT.findall(said)),
        *(Fault(offset) for offset in _BAD_LINE.findall(said)),
    )
    wrong = bool(faults) or (status is not None and status > 0 and bool(status & (_STUCK | _WRONG)))
    done = status == 0 and "Done." in said
    return Checked(
        verdict="wrong" if wrong else "right" if done else "broken-off",
        tested_bytes=tested,
        moved_bytes=tested if done or wrong else 0,
        faults=faults,
        fault_count=max(1, len(faults)) if wrong else 0,
        why="" if done or wrong else ended.why(status, _last_line(said)),
    )


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.replace("\b", "").splitlines() if line.strip()]
    return lines[-1][:120] if lines and "ok" not in lines[-1] else ""
