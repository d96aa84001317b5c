"""Which function makes the jobs of which test. There are no others: what a release tests stands here."""

from collections.abc import Callable, Mapping

from pcsol.diagnostics.bench import Job
from pcsol.diagnostics.guided.table import MAKERS as GUIDED
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import TestName, WantedTest
from pcsol.model.testing.run import Kind

Maker = Callable[[Probe, WantedTest], tuple[Job, ...]]

UNATTENDED: Mapping[TestName, Maker] = {}
MAKERS: Mapping[TestName, Maker] = {**UNATTENDED, **GUIDED}


def kind(name: TestName) -> Kind:
    """Tell whether a person is needed for this test."""
    return "guided" if name in GUIDED else "unattended"
