"""Ctrl-C and SIGTERM during work that takes long: stop at the next place where that is safe, and say so."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from types import FrameType


@dataclass(slots=True)
class Stopping:
    """`number`: the signal that came, if one did; `event` is set by it."""

    event: Event = field(default_factory=Event)
    number: int | None = None

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal: the first one stops cleanly, and so does every other."""
        self.number = self.number or number
        self.event.set()


@contextmanager
def heard() -> Iterator[Stopping]:
    """Let SIGINT, SIGTERM and SIGHUP stop cleanly inside the block; afterwards they do what they did before."""
    stopping = Stopping()
    numbers = [
        one for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(one) is not signal.SIG_IGN
    ]
    before = {number: signal.signal(number, stopping.hear) for number in numbers}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
