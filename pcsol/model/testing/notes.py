"""What is noted of a run of tests while it goes on, so that the next start knows what the tower died of."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun
from pcsol.model.profile.testing import TestProfile
from pcsol.model.testing.run import Plan, Tested, TestId


class Going(Noun):
    """A test that was begun and has not ended. `exerts`: it may bring a weak tower down."""

    id: TestId
    exerts: bool


class Notes(Noun):
    """`pcsol/test-notes/1`. `id`: of the run; `tower`: what tells it from others, as `journal.name` has it.

    `boot`: the kernel's boot id when this was written. `going`: begun and not ended; `cut`: how often the tower went
    down, or PCSol ended, while a test was going on, by its id; `downs`: what was going on, each time the tower went
    down, in the run whose place it took too. `seconds`: what the unattended part has taken, without interruptions.
    `crash_reports`: those that the kernel had kept before the run (pstore).
    """

    schema_: Literal["pcsol/test-notes/1"] = Field("pcsol/test-notes/1", alias="schema")
    id: str
    pcsol: str
    tower: str
    marks: tuple[Mark, ...] = ()
    profile: TestProfile
    plan: Plan
    started_at: datetime
    boot: str
    going: tuple[Going, ...] = ()
    done: tuple[Tested, ...] = ()
    cut: dict[str, int] = Field(default_factory=dict)
    downs: tuple[tuple[TestId, ...], ...] = ()
    seconds: float = 0.0
    resumed: int = 0
    crash_reports: tuple[str, ...] = ()
