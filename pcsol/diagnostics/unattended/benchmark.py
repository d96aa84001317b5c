"""How quick the machine is: a number to compare towers by, and no judgement."""

from functools import partial

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.diagnostics.missing import program, recorded
from pcsol.diagnostics.watch import Watch, telling
from pcsol.i18n import _
from pcsol.judge.testing import ended as endings
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence
from pcsol.tools.kernel.working import pace
from pcsol.tools.programs.exerting import seven_zip
from pcsol.tools.programs.exerting.seven_zip import Rated

# Measured: twice 10 s of work on a server of 2019 (2.5 GHz); an old tower takes half as long again.
SECONDS = 25
# One that needs longer than this for one turn is not measured: it would keep everybody waiting.
_MOST_SECONDS = 120


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job."""
    return (
        Job(
            id="benchmark", title=_("Speed"), seconds=SECONDS,
            run=partial(run, seconds=wanted.seconds or _MOST_SECONDS), takes=frozenset({"processor", "memory"}),
            needs=(seven_zip.PROGRAMS[0],), required=wanted.required, exerts=True,
        ),
    )  # fmt: skip


def run(bench: Bench, tell: Tell, *, seconds: int = _MOST_SECONDS) -> Found:
    """Rate one thread, then all. `seconds`: the most for each."""
    if bench.world.source == "album":
        return recorded()
    name = next((name for name in seven_zip.PROGRAMS if bench.hand.find(name)), None)
    if name is None:
        return program(seven_zip.PACKAGE)
    threads = max(1, len(pace.cpus(bench.world)))
    watch = Watch(bench)
    one = _rate(tell, watch, seven_zip.argv(name, 1), seconds)
    if isinstance(one, Reason):
        return Found("not-testable", (one,))
    every = one if threads == 1 else _rate(tell, watch, seven_zip.argv(name, threads), seconds)
    if isinstance(every, Reason):
        return Found("not-testable", (every,), (_one(one),))
    return Found("passed", evidence=(_one(one), _every(every, threads)))


def _rate(tell: Tell, watch: Watch, argv: tuple[str, ...], seconds: int) -> Rated | Reason:
    """Return the rating, or why there is none."""
    said, status, ended = watch.follow_program(argv, seconds, telling(tell, watch, SECONDS), blind=True)
    if status == 0:
        return seven_zip.parse(said)
    if ended == "limit":
        text = _("The processor became too hot, so its speed was not measured. Look at its fan and heat sink.")
        return Reason(code="too-hot", text=text)
    if ended == "time":
        text = _("Measuring its speed took longer than {seconds} seconds: this machine is very slow.")
        return Reason(code="too-slow", value=seconds, text=text.format(seconds=seconds))
    text = _("{program} ended before its time: {why}").format(program=argv[0], why=endings.why(status))
    return Reason(code="program-ended", value=status, text=text)


def _one(rated: Rated) -> Evidence:
    text = _("One core alone: {mips} million instructions a second (7-Zip {version}).").format(
        mips=rated.mips, version=rated.version or "?"
    )
    return Evidence(code="speed-one-thread", value=rated.mips, unit="mips", text=text)


def _every(rated: Rated, threads: int) -> Evidence:
    text = _("All together: {mips} million instructions a second (7-Zip {version}, {threads} threads).")
    text = text.format(threads=threads, mips=rated.mips, version=rated.version or "?")
    return Evidence(code="speed-all-threads", value=rated.mips, unit="mips", text=text)
