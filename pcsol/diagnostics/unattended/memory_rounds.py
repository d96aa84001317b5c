"""The memory by memtester, in loops that fit the time: it knows no other measure than whole loops."""

from pcsol.diagnostics.watch import Tells, Watch
from pcsol.judge.testing.heat import Ended
from pcsol.judge.testing.memory import Checked
from pcsol.tools.programs.exerting import memtester

# The first loop is small, and tells how quick this machine is: so many MiB for each second that there is. It takes
# 2 % of the time on a machine of today, 20 % on the slowest that were met.
_FIRST_MIB_PER_SECOND = 0.125
# A loop is at most so many times the one before.
_GROWTH = 8
# A loop is chosen to take so much of the time left: large ones are slower for each MiB than small ones.
_SHARE = 0.7
_LATE_SHARE, _LATE_SECONDS = 0.25, 10


def by_memtester(watch: Watch, tells: Tells, mebibytes: int, seconds: int) -> tuple[Checked, Ended]:
    """Try as much of so many MiB as fits the time, and some of it again in what is left. Return all loops as one."""
    loops: list[Checked] = []
    most_seconds = seconds * (1 + _LATE_SHARE) + _LATE_SECONDS
    ended: Ended = "program"
    first = size = min(max(1, int(seconds * _FIRST_MIB_PER_SECOND)), mebibytes)
    while size > 0:
        begun = watch.seconds
        said, status, ended = watch.follow_program(memtester.argv(size), most_seconds - begun, tells, blind=True)
        checked = memtester.parse(said, status)
        loops.append(checked)
        if ended != "program" or checked.verdict != "right":
            break
        took_per_mib = max(0.001, (watch.seconds - begun) / size)
        fits = int((seconds - watch.seconds) * _SHARE / took_per_mib)
        following = min(mebibytes, fits, size * _GROWTH)
        size = following if following >= first else 0
    return _together(loops), ended


def _together(loops: list[Checked]) -> Checked:
    whole = [one for one in loops if one.moved_bytes]
    return Checked(
        verdict=loops[-1].verdict,
        tested_bytes=max((one.tested_bytes for one in whole), default=0),
        moved_bytes=sum(one.moved_bytes for one in whole),
        faults=tuple(fault for one in loops for fault in one.faults),
        fault_count=sum(one.fault_count for one in loops),
        why=loops[-1].why,
    )
