"""The processor at work: every thread calculates, every answer is checked, and heat is watched before it does harm."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Protocol

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.diagnostics.missing import recorded
from pcsol.diagnostics.watch import Watch, telling
from pcsol.i18n import _
from pcsol.judge.testing import heat
from pcsol.judge.testing import processor as judge
from pcsol.judge.testing.heat import Ended
from pcsol.judge.testing.processor import Calculated, Seen
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.burn import Burner
from pcsol.tools.kernel.working import pace
from pcsol.tools.programs.exerting import stress_ng

SECONDS = 300
# Nobody sees whether it gets too hot: long enough to find wrong answers, short enough for a heat sink that is loose.
BLIND_SECONDS = 60
# A program that does not end by itself is ended so long after it should have.
_LATE_SECONDS = 15


class Working(Protocol):
    """What keeps the cores busy while it is open, and checks its answers."""

    threads: int

    @property
    def work_mib(self) -> int:
        """How much was done."""

    @property
    def wrong(self) -> int:
        """How many answers were wrong."""


Burning = Callable[[], AbstractContextManager[Working]]


def jobs(probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job; without a sensor of the processor it is a short one."""
    seconds = wanted.seconds or SECONDS
    planned = seconds if heat.hottest(probe.sensors.temperatures or ()) else min(seconds, BLIND_SECONDS)
    return (
        Job(
            id="processor", title=_("Processor under load"), seconds=planned, run=partial(run, seconds=seconds),
            takes=frozenset({"processor"}), needs=(stress_ng.PROGRAM,), required=wanted.required, exerts=True,
        ),
    )  # fmt: skip


def run(bench: Bench, tell: Tell, *, seconds: int, burner: Burning = Burner) -> Found:
    """Let it work for so many seconds: with stress-ng, else with a load of PCSol's own."""
    if bench.world.source == "album":
        return recorded()
    watch = Watch(bench)
    if not watch.cool():
        seen = Seen("", 0, None, watch.watched("limit"))
        return Found(*judge.judge(seen), judge.evidence(seen))
    seconds = seconds if watch.chip else min(seconds, BLIND_SECONDS)
    is_here = bench.hand.find(stress_ng.PROGRAM) is not None
    seen = _with_stress_ng(bench, tell, watch, seconds) if is_here else _alone(bench, tell, watch, seconds, burner)
    bench.kept.load = seen.watched
    return Found(*judge.judge(seen), judge.evidence(seen))


def _with_stress_ng(bench: Bench, tell: Tell, watch: Watch, seconds: int) -> Seen:
    threads = max(1, len(pace.cpus(bench.world)))
    argv = stress_ng.argv(threads, seconds)
    said, status, ended = watch.follow_program(argv, seconds + _LATE_SECONDS, telling(tell, watch, seconds))
    return _seen(bench, stress_ng.PROGRAM, threads, stress_ng.parse(said, status), watch, ended)


def _alone(bench: Bench, tell: Tell, watch: Watch, seconds: int, burner: Burning) -> Seen:
    with burner() as work:
        ended = watch.follow(lambda: watch.seconds < seconds and not work.wrong, seconds, telling(tell, watch, seconds))
    wrong = (_("SHA-256: {count} wrong answers").format(count=work.wrong),) if work.wrong else ()
    calculated = Calculated("wrong" if wrong else "right", wrong, work.work_mib)
    return _seen(bench, "PCSol", work.threads, calculated, watch, "program" if ended == "time" else ended)


def _seen(
    bench: Bench, program: str, threads: int, calculated: Calculated, watch: Watch, ended: Ended
) -> Seen:  # fmt: skip
    base = pace.base_mhz(bench.world, bench.probe.processor.model)
    return Seen(program, threads, calculated, watch.watched(ended), base)
