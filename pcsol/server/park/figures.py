"""From counted groups to bars (pure)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pcsol.server.park.counting import Group, Week

ColumnName = str
_TALLEST = 150


@dataclass(frozen=True, slots=True)
class Bar:
    """`key`: the value in the column, None where it is not known; `share`: its length in percent of the longest."""

    key: str | int | None
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A week: what came in and what was given, and how tall the two columns are."""

    first: datetime
    received: int
    given: int
    tall: tuple[float, float]


def bars(groups: Iterable[Group], column: ColumnName, order: Iterable[str | int] = ()) -> list[Bar]:
    """Return a bar per value of a column: those of `order` first, as they stand there, then others; unknown last."""
    counts: Counter[str | int | None] = Counter()
    for group in groups:
        counts[getattr(group, column)] += group.number
    known = [key for key in order if counts[key]]
    rest = sorted((key for key in counts if key is not None and key not in known and counts[key]), key=str)
    keys: list[str | int | None] = [*known, *rest, *([None] if counts[None] else [])]
    longest = max(counts.values(), default=0) or 1
    return [Bar(key, counts[key], round(100 * counts[key] / longest, 2)) for key in keys]


def weeks(counted: Mapping[datetime, Week], sees: Callable[[int], bool]) -> list[Pair]:
    """Return the weeks of the structures that are seen. A tower that was announced counts when it came."""
    begins = list(counted)
    received, given = Counter[datetime](), Counter[datetime]()
    for first, week in counted.items():
        received[first] += sum(count for structure, count in week.made.items() if sees(structure))
        given[first] += sum(count for structure, count in week.given.items() if sees(structure))
        for structure, announced in week.late:
            if sees(structure):
                received[first] += 1
                before = max((one for one in begins if one <= announced), default=None)
                if before is not None:
                    received[before] -= 1
    tallest = max([*received.values(), *given.values(), 1])
    return [
        Pair(first, received[first], given[first], (_tall(received[first], tallest), _tall(given[first], tallest)))
        for first in begins
    ]  # fmt: skip


def _tall(count: int, tallest: int) -> float:
    return round(_TALLEST * max(0, count) / tallest, 1)
