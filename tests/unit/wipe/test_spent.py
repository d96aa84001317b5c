"""What a step took before a power cut stands on its papers too."""

from pathlib import Path

import pytest

from pcsol.model.erasure.outcome import SectorRange, SpeedPoint, StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.wipe.execute.spent import Spent
from pcsol.wipe.journal import Journal
from tests.unit.erasure.made import NOON
from tests.unit.wipe.test_journal import DISK, LEFT, begun

FIRST = (SpeedPoint(offset_bytes=0, bytes_per_second=9.0), SpeedPoint(offset_bytes=4096, bytes_per_second=8.0))
THEN = (SpeedPoint(offset_bytes=4096, bytes_per_second=7.0), SpeedPoint(offset_bytes=8192, bytes_per_second=6.0))
ENDED = StepOutcome(step=Step(technique="random"), started_at=NOON, seconds=5.0, completed=True, speed=THEN)


def test_seconds_and_curve_of_all_runs_are_one(pcsol_home: Path) -> None:
    journal = begun(pcsol_home)
    Spent.on(journal, 0).keep(8192, LEFT, 3600.0, FIRST)
    again = Journal.open(pcsol_home, DISK)
    spent = Spent.on(again, 0)
    spent.keep(12288, LEFT, 4.0, THEN[:1])
    assert again.entry is not None
    assert (again.entry.spent_seconds, again.entry.speed) == (3604.0, (FIRST[0], THEN[0]))
    whole = spent.added_to(ENDED)
    assert (whole.seconds, whole.speed) == (3605.0, (FIRST[0], *THEN))


@pytest.mark.parametrize(("step", "offset"), [(1, 4096), (0, 0)])
def test_a_step_that_begins_takes_nothing_from_another(pcsol_home: Path, step: int, offset: int) -> None:
    journal = begun(pcsol_home)
    journal.keep(offset, (SectorRange(first=1, last=1),) if offset else (), 3600.0, FIRST)
    assert Spent.on(journal, step).added_to(ENDED) == ENDED
