"""sensors: which temperatures and fans Linux can read here."""

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.i18n import _
from pcsol.judge.testing import sensors as judge
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest

_SECONDS = 1


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Return the one test of the sensors."""
    title = _("Sensors: temperatures and fans")
    return (Job(id="sensors", title=title, seconds=_SECONDS, run=_run, required=wanted.required),)


def _run(bench: Bench, _tell: Tell) -> Found:
    return Found(*judge.judge(bench.sense()))
