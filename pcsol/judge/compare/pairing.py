"""Which thing of before is which thing of now."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Key = Callable[[Thing], Hashable | None]


@dataclass(frozen=True, slots=True)
class Pair(Generic[Thing]):
    """One thing, twice; `by` is the place of the key that recognised it."""

    before: Thing
    after: Thing
    by: int


@dataclass(frozen=True, slots=True)
class Pairing(Generic[Thing]):
    """What is there both times, what is gone, what is new."""

    both: tuple[Pair[Thing], ...]
    gone: tuple[Thing, ...]
    new: tuple[Thing, ...]


def pair(
    before: Iterable[Thing],
    after: Iterable[Thing],
    keys: Iterable[Key[Thing]],
    may_be: Callable[[Thing, Thing], bool] = lambda _one, _other: True,
) -> Pairing[Thing]:
    """Pair by the first key that agrees, the surest key first. A key that is None says nothing.

    `may_be` can forbid a pair that a weak key would make: two disks of a kind with two serials are two disks.
    """
    gone, new = list(before), list(after)
    both: list[Pair[Thing]] = []
    for number, key in enumerate(keys):
        for one in list(gone):
            mark = key(one)
            other = next(
                (found for found in new if mark is not None and key(found) == mark and may_be(one, found)), None
            )
            if other is not None:
                both.append(Pair(one, other, number))
                gone.remove(one)
                new.remove(other)
    return Pairing(tuple(both), tuple(gone), tuple(new))
