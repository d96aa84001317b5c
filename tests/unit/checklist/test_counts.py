"""Screws and pieces that are counted twice: what differs is named, whatever the steps of a centre are called."""

import pytest

from pcsol.checklist.counts import differing, is_recount
from pcsol.checklist.course import course
from pcsol.checklist.outline import Outline, outline
from pcsol.model.workshop.steps import Checklist
from tests.unit.checklist.rooms import event, step


def counting() -> Outline:
    wanted = Checklist.model_validate({
        "schema": "pcsol/workshop/1", "kind": "checklist", "id": "own", "title": "Petit", "text": "Petit.",
        "people": "young", "phases": [
            {"id": "A", "title": "Avant", "steps": [step("B7", asks="counts"), step("B8"), step("B9", asks="counts")]},
        ],
    })  # fmt: skip
    return outline(wanted, [])


def test_the_first_step_that_counts_is_what_later_ones_are_compared_with() -> None:
    assert [is_recount(counting(), name) for name in ("B7", "B8", "B9", None)] == [False, False, True, False]


def test_what_is_counted_again_does_not_take_the_place_of_what_was_counted_first() -> None:
    now = course(counting(), [
        event("count", 1, pot="pot-2", number=4, step="B7"), event("count", 2, pot="pot-2", number=1, step="B9"),
        event("count", 3, pot="pot-3", number=6),
    ])  # fmt: skip
    assert (now.counts, now.recounts) == ({"pot-2": 4, "pot-3": 6}, {"pot-2": 1})


@pytest.mark.parametrize(
    ("counted", "again", "differs"),
    [
        ({"pot-1": 2, "pot-2": 4, "parts": 5}, {"pot-1": 2, "pot-2": 0, "parts": 0}, {}),
        ({"pot-1": 2, "pot-2": 4}, {"pot-1": 3, "pot-2": 1}, {"pot-1": (2, 3), "pot-2": (0, 1)}),
        ({"cells": 1}, {"cells": 0}, {"cells": (1, 0)}),
        ({"parts": 5}, {"parts": 1, "pot-4": 7}, {"parts": (0, 1)}),
        ({"pot-2": 4}, {}, {}),
    ],
)
def test_what_must_be_there_and_what_is_are_both_said(
    counted: dict[str, int], again: dict[str, int], differs: dict[str, tuple[int, int]]
) -> None:
    assert differing(counted, again) == differs  # type: ignore[arg-type]  # names of pots
