"""What bad sectors have cost so far, and when that is enough."""

from pcsol.model.erasure.plan import Budget


class HopelessError(Exception):
    """The budget is spent. Never leaves the wipe room."""


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
