"""machine-checks: the errors that the processor and the memory themselves reported, counted since the start."""

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.i18n import _
from pcsol.judge.testing.kernel import machine_checks as judge
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.kernel.watch import machine_checks

_SECONDS = 1


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Return the one reading of the counts, after all other tests: they begin at 0 when the machine starts."""
    return (
        Job(
            id="machine-checks",
            title=_("Errors that processor and memory report"),
            seconds=_SECONDS,
            run=_run,
            required=wanted.required,
            last=True,
        ),
    )


def _run(bench: Bench, _tell: Tell) -> Found:
    return Found(*judge.judge(machine_checks.read(bench.world)))
