"""Which function makes the jobs of which test. There are no others: what a release tests stands here."""

from collections.abc import Callable, Mapping

from pcsol.diagnostics.bench import Job
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import TestName, WantedTest
from pcsol.model.testing.run import Kind

Maker = Callable[[Probe, WantedTest], tuple[Job, ...]]

# Those that a person is needed for; a maker of theirs stands among the others.
GUIDED: frozenset[TestName] = frozenset(
    ("usb-ports", "screen", "keyboard", "sound-out", "sound-in", "optical", "eyes", "power-supply")
)
MAKERS: Mapping[TestName, Maker] = {}


def kind(name: TestName) -> Kind:
    """Tell whether a person is needed for this test."""
    return "guided" if name in GUIDED else "unattended"
