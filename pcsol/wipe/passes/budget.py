"""How much a failing disk may cost before it is left: stated beforehand, and said on paper when it is spent."""

from dataclasses import dataclass


class HopelessError(Exception):
    """The budget is spent. Never leaves the wipe room."""


@dataclass(frozen=True)
class Budget:
    """`error_seconds`: in all, lost to sectors that fail (a failing one takes 3 to 30 s). `bad_ranges`: how many.

    A disk has spare sectors in thousands: one that fails even a few dozen writes has none left, and is destroyed, not
    given away. Half an hour is time for some 30 to 60 such places, and all of a day is not lost to one disk.
    """

    error_seconds: float = 1800.0
    bad_ranges: int = 500


BUDGET = Budget()


class Purse:
    """What was spent so far."""

    def __init__(self, budget: Budget) -> None:
        """Begin with nothing spent."""
        self._budget = budget
        self.seconds = 0.0
        self.errors = 0

    def pay(self, seconds: float) -> None:
        """Count one attempt that failed, and how long it took."""
        self.errors += 1
        self.seconds += seconds

    def check(self, bad_ranges: int) -> None:
        """Raise HopelessError once the budget is spent."""
        if self.seconds > self._budget.error_seconds or bad_ranges > self._budget.bad_ranges:
            raise HopelessError
