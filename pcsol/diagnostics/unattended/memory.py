"""The memory: all that can be had without starving the system is written and checked, for a set time."""

from functools import partial
from math import ceil

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.diagnostics.missing import program, recorded
from pcsol.diagnostics.unattended.memory_rounds import by_memtester
from pcsol.diagnostics.watch import Tells, Watch, telling
from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.judge.criteria.wording import spoken_memory
from pcsol.judge.testing import memory as judge
from pcsol.judge.testing.heat import Ended
from pcsol.judge.testing.memory import Checked, Seen
from pcsol.judge.testing.room import LEAST_BYTES, Room, bytes_to_test
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from pcsol.tools.kernel.watch import memtest
from pcsol.tools.kernel.working import pace
from pcsol.tools.kernel.working import room as rooms
from pcsol.tools.programs.exerting import memtester, stressapptest

SECONDS = 480
_MIB, _GIB = 1 << 20, 1 << 30
# A program that does not end by itself is ended so much later than it should have.
_LATE_SHARE, _LATE_SECONDS = 0.25, 20
TOO_HOT: Ended = "limit"


def jobs(probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job; large memory takes longer than a short time that was wanted."""
    seconds = max(wanted.seconds or SECONDS, _least_seconds(probe.memory.total_bytes or 0))
    return (
        Job(
            id="memory", title=_("Memory"), seconds=seconds, run=partial(run, seconds=seconds),
            takes=frozenset({"memory", "processor"}), needs=(stressapptest.PROGRAM,), required=wanted.required,
            exerts=True,
        ),
    )  # fmt: skip


def _least_seconds(total_bytes: int) -> int:
    """It is written and looked at once at least, and worked on for as long again: less would be all around, no test."""
    return ceil(2 * stressapptest.AROUND_SECONDS_PER_GIB * total_bytes / _GIB)


def run(
    bench: Bench, tell: Tell, *, seconds: int, most_bytes: int | None = None, with_errors: bool = False
) -> Found:  # fmt: skip
    """Test it for so many seconds. `most_bytes`: no more of it; `with_errors`: stressapptest makes some up."""
    if bench.world.source == "album":
        return recorded()
    name = next((name for name in (stressapptest.PROGRAM, memtester.PROGRAM) if bench.hand.find(name)), None)
    if name is None:
        return program(stressapptest.PACKAGE)
    room = rooms.read(bench.world)
    amount = min(bytes_to_test(room, locks=name == memtester.PROGRAM), most_bytes or room.total)
    if amount < min(LEAST_BYTES, most_bytes or LEAST_BYTES):
        return _no_room(room, amount)
    watch = Watch(bench)
    tells = telling(tell, watch, seconds)
    if not watch.cool():
        checked, ended = Checked("broken-off", 0), TOO_HOT
    elif name == memtester.PROGRAM:
        checked, ended = by_memtester(watch, tells, amount // _MIB, seconds)
    else:
        checked, ended = _by_stressapptest(watch, tells, _argv(bench, amount, seconds, with_errors), seconds)
    seen = Seen(name, min(room.total, most_bytes or room.total), checked, watch.watched(ended), _before(bench))
    return Found(*judge.judge(seen), judge.evidence(seen))


def _argv(bench: Bench, amount: int, seconds: int, with_errors: bool) -> tuple[str, ...]:  # noqa: FBT001
    around = stressapptest.AROUND_SECONDS_PER_GIB * amount / _GIB
    work = max(1, round(max(seconds / 2, seconds - around)))
    threads = max(1, len(pace.cpus(bench.world)))
    return stressapptest.argv(work, amount // _MIB, threads, with_errors=with_errors)


def _by_stressapptest(watch: Watch, tells: Tells, argv: tuple[str, ...], seconds: int) -> tuple[Checked, Ended]:
    late = seconds * (1 + _LATE_SHARE) + _LATE_SECONDS
    said, status, ended = watch.follow_program(argv, late, tells, blind=True)
    return stressapptest.parse(said, status, argv), ended


def _before(bench: Bench) -> int:
    """How much the kernel tested before it started, and found no fault in; 0 where nobody can tell."""
    try:
        done = memtest.read(bench.world, bench.kept.early_log.read(bench.world))
    except PCSolError:
        return 0
    return 0 if done.bad or done.bad_bytes else done.tested_bytes


def _no_room(room: Room, amount: int) -> Found:
    if room.lockable is not None and room.lockable < LEAST_BYTES:
        text = _("This user may lock {amount} of memory only. Start again as the administrator (root).")
        text = text.format(amount=spoken_memory(room.lockable))
        return Found("not-testable", (Reason(code="no-right", value=room.lockable, limit=LEAST_BYTES, text=text),))
    text = _("Too little memory is free to test it without bringing the system down. End other programs.")
    return Found("not-testable", (Reason(code="no-room", value=amount, limit=LEAST_BYTES, text=text),))
