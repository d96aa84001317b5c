"""What a tower is worth after its tests: function and look apart, what it may be called, and where it may go."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.reason import Reason

Mark = Literal["A", "B", "C", "D"]
# Code de la consommation, R. 122-4: "reconditionné" only after tests of all functions and the erasure of all data.
Label = Literal["refurbished", "second-hand", "for-parts"]


class Grading(Noun):
    """`pcsol/grade/1`: the body of a `grade` record.

    `function`: A every required function passed, B something that is not required did not, C something required is to
    be looked at or cannot be tested, D something required failed; null: something required was not tested. `look`: what
    a person saw, A as new to D broken; null: nobody looked. `untested`: required tests without a result.
    """

    schema_: Literal["pcsol/grade/1"] = Field("pcsol/grade/1", alias="schema")
    taken_at: datetime
    clock: Clock = Clock()
    pcsol: str
    function: Mark | None = None
    look: Mark | None = None
    label: Label = "second-hand"
    destination: str | None = None
    reasons: tuple[Reason, ...] = ()
    untested: tuple[str, ...] = ()
    probe: str | None = None
    test: str | None = None
