"""What `wipe plan --json` prints: a plan for each disk, and what speaks against carrying it out."""

from typing import Literal

from pydantic import Field

from pcsol.model.erasure.candidate import Refusal
from pcsol.model.erasure.plan import Plan
from pcsol.model.noun import Noun
from pcsol.model.reason import Reason


class Planned(Noun):
    """One disk; `id` is what has to be typed. With refusals, the plan cannot be carried out as things are."""

    disk: str
    id: str | None
    plan: Plan
    refusals: tuple[Refusal, ...] = ()


class WipePlan(Noun):
    """`pcsol/wipe-plan/1`. `remarks`: disks that may be there and are not seen."""

    schema_: Literal["pcsol/wipe-plan/1"] = Field("pcsol/wipe-plan/1", alias="schema")
    plans: tuple[Planned, ...]
    remarks: tuple[Reason, ...] = ()
