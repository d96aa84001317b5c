"""What was seen of one way, from its first command to its last look. What it is worth is judged apart."""

from datetime import datetime

from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.outcome import StepOutcome, Verification
from pcsol.model.erasure.plan import Plan
from pcsol.model.hardware.disk import Disk
from pcsol.model.noun import Noun


class Attempt(Noun):
    """One way on one disk. `more_ways`: another technique of the plan could be tried. `fault`: why it ended before its
    end, when the disk or the station's own medium let it down. `before` and `after`: the disk's health."""

    plan: Plan
    started_at: datetime
    ended_at: datetime
    steps: tuple[StepOutcome, ...]
    verification: Verification
    hidden: HiddenAreas | None
    before: Disk | None
    after: Disk | None
    more_ways: bool
    interrupted: bool = False
    fault: str | None = None
