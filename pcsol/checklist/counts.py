"""Pieces and screws that are counted when a tower is taken apart, and again before it is closed. Pure."""

from collections.abc import Mapping
from typing import Final

from pcsol.checklist.outline import Outline
from pcsol.model.workshop.room import Pot

# Screws are back in the tower: their pots are empty, but that of the case, which is closed last. Cells that were taken
# out are counted, not put away.
STAY: Final[tuple[Pot, ...]] = ("pot-1", "cells")


def is_recount(outline: Outline, step: str | None) -> bool:
    """Say whether a step counts again what an earlier one counted."""
    return step in _counting(outline)[1:]


def last_recount(outline: Outline) -> str | None:
    """Return the step that counts last what an earlier one counted; None: the list counts once, or never."""
    again = _counting(outline)[1:]
    return again[-1] if again else None


def _counting(outline: Outline) -> list[str]:
    return [name for name, one in outline.steps.items() if one.asks == "counts"]


def left_over(pot: Pot, before: int) -> int:
    """Return how many there must be at the end of those that were counted before."""
    return before if pot in STAY else 0


def differing(counted: Mapping[Pot, int], again: Mapping[Pot, int]) -> dict[Pot, tuple[int, int]]:
    """Return what there must be, and what was counted, where these differ. What was counted once says nothing."""
    both = {pot: (left_over(pot, counted[pot]), number) for pot, number in again.items() if pot in counted}
    return {pot: pair for pot, pair in both.items() if pair[0] != pair[1]}
