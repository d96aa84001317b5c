"""Which towers bear the marks of some letters; and which values so many bear that they name none of them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from pcsol.server.letters import statements

Value = tuple[int, str]
# A value that more towers share says nothing of a letter: a maker's constant that `judge.placeholders` does not know.
MOST_SHARING = 20
# Rows in one answer: sixty letters with a handful of marks, each borne by some towers.
_MOST_AT_ONCE = 5_000


class Alike(NamedTuple):
    """`towers`: numbers; `shared`: the values (with their structures) that are no marks."""

    towers: set[int]
    shared: set[Value]


def alike(connection: Connection, values: Sequence[Value]) -> Alike:
    """Ask for all values at once; for each by itself where that is too long an answer: none is cut without a word."""
    rows = connection.execute(statements.OF_VALUES, {"values": values, "most": _MOST_AT_ONCE}).all()
    found = {(row.structure, row.value, row.tower) for row in rows}
    if len(rows) == _MOST_AT_ONCE:
        found = {(*value, tower) for value in values for tower in _bearing(connection, value)}
    bearing = Counter((structure, value) for structure, value, _tower in found)
    shared = {value for value, number in bearing.items() if number > MOST_SHARING}
    return Alike({tower for structure, value, tower in found if (structure, value) not in shared}, shared)


def _bearing(connection: Connection, value: Value) -> Sequence[int]:
    asked = {"structure": value[0], "value": value[1], "most": MOST_SHARING + 1}
    return connection.scalars(statements.OF_VALUE, asked).all()
