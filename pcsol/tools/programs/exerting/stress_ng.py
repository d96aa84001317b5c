"""stress-ng(1): dozens of kinds of calculation in turn on each thread, each answer checked."""

import re
from dataclasses import dataclass
from typing import Literal

from pcsol.judge.testing import ended

PROGRAM = PACKAGE = "stress-ng"
# Exit status, stress-ng(1): a stressor failed, which with --verify alone is a wrong answer.
_FAILED = 2
_FAULT = re.compile(r"(?m)^stress-ng: fail: +\[\d+\] (?:\S*: )?(.+)$")
_WORK = re.compile(r"(?m)^stress-ng: metrc: +\[\d+\] cpu +(\d+) ")


@dataclass(frozen=True, slots=True)
class Calculated:
    """What a load that checks its answers found. `work`: how much it calculated, in units of its own."""

    verdict: Literal["right", "wrong", "broken-off"]
    faults: tuple[str, ...] = ()
    work: int | None = None
    why: str = ""


def argv(threads: int, seconds: int) -> tuple[str, ...]:
    """Return its command line. /dev/shm is memory: what it might keep for a moment is written to no disk."""
    return (
        PROGRAM, "--cpu", str(threads), "--cpu-method", "all", "--verify", "--temp-path", "/dev/shm",
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
