"""What ends in time, what does not, and what would."""

from datetime import UTC, datetime, timedelta

import pytest

from pcsol.model.batch.notes import StepNote
from pcsol.rounds.batch import planning
from tests.unit.batch.tower import profile

NOW = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
HOUR = 3600


def _offered(seconds_left: int, tests: int | None, erase: int | None) -> tuple[bool | None, list[str]]:
    long = {"tests": tests, "erase": erase}
    found = planning.plan(profile("whole"), long, NOW, NOW + timedelta(seconds=seconds_left))  # type: ignore[arg-type]
    return found.late, [one.code for one in found.offers]


def test_the_sum_is_that_of_its_steps() -> None:
    found = planning.plan(profile("whole"), {"tests": 900, "erase": 2 * HOUR}, NOW)
    assert found.seconds == sum(one.seconds or 0 for one in found.steps)
    assert [one.step for one in found.steps] == ["inventory", "tests", "grade", "erase", "record", "push", "label"]
    assert found.late is None


@pytest.mark.parametrize(
    ("left", "tests", "erase", "late", "offers"),
    [
        (4 * HOUR, 900, 2 * HOUR, False, []),
        (HOUR, 900, 2 * HOUR, True, ["without-erasing", "look-only", "overnight"]),
        (600, 900, 2 * HOUR, True, ["look-only", "overnight"]),
        (10, 900, 2 * HOUR, True, ["overnight"]),
        (4 * HOUR, 900, None, True, ["without-erasing", "look-only", "overnight"]),
    ],
)
def test_it_says_beforehand_what_will_not_end(
    left: int, tests: int, erase: int | None, late: bool, offers: list[str]
) -> None:
    assert _offered(left, tests, erase) == (late, offers)


@pytest.mark.parametrize(
    ("states", "left", "seconds", "ends"),
    [
        ({"tests": "doing", "record": "to-do"}, 600.0, 700, True),
        ({"tests": "doing", "record": "to-do"}, 600.0, 601, False),  # the record comes after it
        ({"tests": "doing", "record": "to-do"}, None, 700, None),
        ({"tests": "doing", "erase": "to-do"}, 600.0, 700, None),  # nobody armed it yet
        ({"tests": "doing", "erase": "to-do"}, 600.0, 500, False),  # whatever comes after
        ({"inventory": "doing", "tests": "to-do"}, None, 700, None),
        ({"tests": "done", "erase": "left-out", "label": "doing"}, None, 10, True),
        ({"tests": "doing", "erase": "left-out", "label": "done"}, 600.0, 1_800, None),  # it is offered again
        ({"tests": "doing", "push": "failed"}, 600.0, 605, False),  # and this is tried again
        ({"inventory": "failed", "tests": "doing"}, 600.0, 605, True),  # this was, and failed again
        ({"tests": "doing", "push": "left-out"}, 600.0, 605, True),
    ],
)
def test_a_promise_to_end_in_time_rests_on_all_that_is_left(
    states: dict[str, str], left: float | None, seconds: int, ends: bool | None
) -> None:
    steps = [StepNote.model_validate({"step": step, "state": state}) for step, state in states.items()]
    assert planning.has_ended_in(seconds, steps, left) is ends


def test_an_hour_that_has_passed_is_tomorrows() -> None:
    local = datetime(2026, 11, 27, 13, 0).astimezone()
    assert planning.at("17:30", local) - local == timedelta(hours=4, minutes=30)
    assert planning.at("9:00", local) - local == timedelta(hours=20)
    with pytest.raises(ValueError, match="hour"):
        planning.at("25:00", local)
