"""What keeps the cores busy in a test, on a clock that passes only while somebody waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, Self


class Ticking(Protocol):
    """A clock of a test."""

    def now(self) -> float:
        """Return its seconds."""


class Work:
    """PCSol's own load: some work for each second that passes; its answers are wrong from a second on, if any.

    `open`: it was begun; `closed`: and ended.
    """

    threads = 4

    def __init__(self, clock: Ticking, wrong_from: float | None = None) -> None:
        self._clock, self._from = clock, wrong_from
        self.open = self.closed = False

    @property
    def work_mib(self) -> int:
        return int(self._clock.now() * 1000)

    @property
    def wrong(self) -> int:
        return int(self._from is not None and self._clock.now() >= self._from)

    @contextmanager
    def __call__(self) -> Iterator[Self]:
        self.open = True
        try:
            yield self
        finally:
            self.closed = True
