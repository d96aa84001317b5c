"""What is still to be tried once more, and how far that is."""

from pcsol.wipe.passes.stretches import Stretch, Stretches, without


class Again:
    """`left`: what did not work yet; before `at` all was tried once more."""

    def __init__(self, left: Stretches) -> None:
        """Begin with all of it to be tried."""
        self.left = left
        self.at = 0
        self.of_bytes = left.total_bytes

    def worked(self, start: int, end: int) -> None:
        """Take away what works now, wherever it lies."""
        self.left = Stretches(without(self.left, (start, end)))

    def next(self) -> Stretch | None:
        """Return the next stretch to try; None when all was."""
        return next(iter(self._rest()), None)

    @property
    def done_bytes(self) -> int:
        """Return how much works by now, or failed once more."""
        return max(0, self.of_bytes - sum(end - start for start, end in self._rest()))

    def _rest(self) -> list[Stretch]:
        return [(max(start, self.at), end) for start, end in self.left if end > self.at]
