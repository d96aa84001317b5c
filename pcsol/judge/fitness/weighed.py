"""A destination weighed against a tower, before it is put in words."""

from dataclasses import dataclass

from pcsol.judge.criteria.weigh import together
from pcsol.judge.upgrades.change import Change
from pcsol.model.profile.destination import Destination
from pcsol.model.verdict import CriterionResult


@dataclass(frozen=True, slots=True)
class Weighed:
    """`changes` null: one criterion is not met and cannot be mended; `dead_end` says which."""

    destination: Destination
    title: str
    results: tuple[CriterionResult, ...]
    changes: tuple[Change, ...] | None
    dead_end: str

    @property
    def fits(self) -> bool | None:
        """True: all met; false: one is not; null: not known."""
        return together(self.results)

    @property
    def promised(self) -> tuple[Change, ...]:
        """The changes after which it surely fits: none where something else is not known."""
        known = all(result.fits is not None for result in self.results)
        return (self.changes or ()) if known else ()
