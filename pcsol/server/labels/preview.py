"""The picture of the first sheet: where each label lies, which are used already and which will be printed (pure)."""

from collections.abc import Sequence
from typing import NamedTuple

from pcsol.report.labels.layouts import Layout


class Label(NamedTuple):
    """A label of the picture, in millimetres. `state`: "used" (before the first free one), "printed" or "free"."""

    number: int
    x: float
    y: float
    state: str
    code: str


def labels(layout: Layout, start: int, codes: Sequence[str]) -> list[Label]:
    """Return every label of the first sheet."""
    found = []
    for number, place in enumerate(layout.places(layout.per_sheet, 1), 1):
        index = number - start
        state = "used" if index < 0 else "printed" if index < len(codes) else "free"
        found.append(Label(number, place.x_mm, place.y_mm, state, codes[index] if state == "printed" else ""))
    return found


def sheets(layout: Layout, start: int, wanted: int) -> int:
    """Return how many sheets are needed."""
    return -(-(start - 1 + wanted) // layout.per_sheet)
