"""stressapptest(1): copies blocks of memory at full speed and checks each; finds more in less time than memtester."""

import re

from pcsol.judge.testing import ended
from pcsol.judge.testing.memory import Checked, Fault

PROGRAM = PACKAGE = "stressapptest"
_MIB = 1 << 20
# It writes all of the memory before its time begins and looks at all of it once more after: seconds for each GiB,
# measured on 4 GiB (a slow and busy machine: 3).
AROUND_SECONDS_PER_GIB = 2.0

_FAULT = re.compile(r"Hardware Error: .*? at (0x[0-9a-f]+)\b.*?read:(0x[0-9a-f]+).*?expected:(0x[0-9a-f]+)")
_END = re.compile(r"Stats: Completed: ([0-9.]+)M in .* with (\d+) hardware incidents, (\d+) errors")
_TROUBLE = re.compile(r"Process Error: (.+)")


def argv(seconds: int, mebibytes: int, threads: int, *, with_errors: bool = False) -> tuple[str, ...]:
    """Return its command line. `with_errors`: it finds faults that are not there, to see that they are seen."""
    forced = ("--force_errors",) if with_errors else ()
    return (PROGRAM, "-s", str(seconds), "-M", str(mebibytes), "-m", str(threads), *forced)


def parse(said: str, status: int | None, argv: tuple[str, ...]) -> Checked:
    """Read what it said. Its status is 1 for faults of the memory and for troubles of its own: the text tells which."""
    faults = tuple(Fault(*found) for found in _FAULT.findall(said))
    end = _END.search(said)
    count = max(len(faults), int(end[2]) if end else 0)
    trouble = _TROUBLE.search(said)
    broken_off = end is None or status != 0
    return Checked(
        verdict="wrong" if count else "broken-off" if broken_off else "right",
        tested_bytes=int(argv[argv.index("-M") + 1]) * _MIB if end else 0,
        moved_bytes=round(float(end[1]) * _MIB) if end else 0,
        faults=faults,
        fault_count=count,
        why=ended.why(status, trouble[1] if trouble else "") if broken_off and not count else "",
    )
