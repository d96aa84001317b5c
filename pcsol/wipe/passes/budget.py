"""What bad sectors have cost so far, and when that is enough."""

from pcsol.model.erasure.plan import Budget


class HopelessError(Exception):
    """The budget is spent. Never leaves the wipe room. `places`: how many are bad, where they were too many; None where
    it was the time."""

    def __init__(self, places: int | None = None) -> None:
        """Keep which limit it was."""
        super().__init__()
        self.places = places


class Purse:
    """What was spent so far. `seconds`: by this run."""

    def __init__(self, budget: Budget, before_seconds: float = 0.0) -> None:
        """Begin with what the same job spent before: earlier runs, passes and ways."""
        self._budget = budget
        self._before = before_seconds
        self.seconds = 0.0
        self.errors = 0

    @property
    def all_seconds(self) -> float:
        """Return what the whole job spent."""
        return self._before + self.seconds

    def pay(self, seconds: float) -> None:
        """Count one attempt that failed, and how long it took."""
        self.errors += 1
        self.seconds += seconds

    def check(self, bad_ranges: int) -> None:
        """Raise HopelessError once the budget is spent."""
        if bad_ranges > self._budget.bad_ranges:
            raise HopelessError(bad_ranges)
        if self.all_seconds > self._budget.error_seconds:
            raise HopelessError
