"""The fans, which have to follow the heat: looks at what was seen while the processor worked."""

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.i18n import _
from pcsol.judge.testing import fans as judge
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest

_SECONDS = 1


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job; it begins when the processor has done its work."""
    return (
        Job(
            id="fans", title=_("Fans under load"), seconds=_SECONDS, run=run, required=wanted.required,
            last=True,
        ),
    )  # fmt: skip


def run(bench: Bench, _tell: Tell) -> Found:
    """Compare before, under and after the load."""
    now = bench.sense().fans
    if not now:
        return Found("not-testable", (judge.no_fan(),))
    load = bench.kept.load
    if load is None:
        return Found("not-tested", (judge.no_load(),))
    fans = judge.courses(load, now)
    return Found(*judge.judge(fans, load), judge.evidence(fans))
