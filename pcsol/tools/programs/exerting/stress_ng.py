"""stress-ng(1): dozens of kinds of calculation in turn on each thread, each answer checked."""

import re

from pcsol.judge.testing import ended
from pcsol.judge.testing.processor import Calculated

PROGRAM = PACKAGE = "stress-ng"
# Exit status, stress-ng(1): a stressor failed, which with --verify alone is a wrong answer.
_FAILED = 2
_FAULT = re.compile(r"(?m)^stress-ng: fail: +\[\d+\] (?:\S*: )?(.+)$")
_WORK = re.compile(r"(?m)^stress-ng: metrc: +\[\d+\] cpu +(\d+) ")


def argv(threads: int, seconds: int) -> tuple[str, ...]:
    """Return its command line. /dev/shm is memory: what it might keep for a moment is written to no disk."""
    return (
        PROGRAM, "--cpu", str(threads), "--cpu-method", "all", "--verify", "--temp-path", "/dev/shm",  # noqa: S108
        "--timeout", f"{seconds}s", "--metrics-brief",
    )  # fmt: skip


def parse(said: str, status: int | None) -> Calculated:
    """Read what it said. Its lines of "error:" tell of things that it did without; wrong answers are "fail:"."""
    faults = tuple(dict.fromkeys(found.strip() for found in _FAULT.findall(said)))
    work = _WORK.search(said)
    wrong = bool(faults) or status == _FAILED
    return Calculated(
        verdict="wrong" if wrong else "right" if status == 0 else "broken-off",
        faults=faults,
        work=int(work[1]) if work else None,
        why="" if wrong or status == 0 else ended.why(status),
    )
