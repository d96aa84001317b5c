"""What the newest grade says of a tower's row (pure): whether it counts today, and where the tower may go by it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError

from pcsol.judge.towers.standing import PARTS
from pcsol.model.testing.grade import Grading
from pcsol.server.towers import states

# "left": it was with somebody since; "changed": a part of it is another since; "tested": it was tested since, and not
# graded by that.
Past = Literal["left", "changed", "tested"]
_MOST_DESTINATION = 60


def learn(row: dict[str, Any], kind: str, at: datetime, body: Mapping[str, Any], *, newer: bool) -> None:
    """Let a row say what this record tells of its grade, in whatever order records arrive.

    `at`: when it counts to have been; `newer`: of a newer PCSol, so that its body cannot be read.
    """
    if kind == "test":
        row["tested_at"] = states.later(row["tested_at"], at)
    if kind == "part":
        row["part_at"] = states.later(row["part_at"], at)
    if kind == "grade" and not newer and (row["graded_at"] is None or row["graded_at"] <= at):
        found = read(body)
        if found is not None:
            row.update(graded_at=at, graded_function=found.function, graded_destination=_id(found.destination))
    row.update(of(row))


def of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that follow from the newest grade and the newest probe.

    `function`: null where no grade counts. `destination`: of a tower that failed what its grade says, until it is
    graded anew, whatever a probe saw since: a probe tests nothing.
    """
    counts = row["graded_at"] is not None and past(row["graded_at"], row) is None
    function = row["graded_function"] if counts else None
    failed = has_failed(function, row["graded_destination"])
    return {"function": function, "destination": row["graded_destination" if failed else "probed_destination"]}


def has_failed(function: str | None, destination: str | None) -> bool:
    """Say whether a grade keeps a tower from being given as it is."""
    return function == "D" or destination == PARTS


def past(at: datetime, row: Mapping[str, Any]) -> Past | None:
    """Return why a grade of this moment counts no more; None: it counts.

    A look and a test of one moment came before their grade: a clock that runs ahead gives all three when they arrived.
    """
    left_at, part_at, other_at, tested_at = (row[name] for name in ("left_at", "part_at", "other_at", "tested_at"))
    if left_at is not None and left_at >= at:
        return "left"
    if (part_at is not None and part_at >= at) or (other_at is not None and other_at > at):
        return "changed"
    return "tested" if tested_at is not None and tested_at > at else None


def read(body: object) -> Grading | None:
    """Return the grade that the body of a record holds; None where this hub cannot read it."""
    try:
        return Grading.from_json(body)
    except ValidationError:
        return None


def _id(destination: str | None) -> str | None:
    """Return a destination that a column can hold: no id is longer, or has signs that nobody sees."""
    fits = destination is not None and len(destination) <= _MOST_DESTINATION and destination.isprintable()
    return destination if fits else None
