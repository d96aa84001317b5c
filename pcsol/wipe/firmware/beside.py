"""How far a drive is while a command to it has not come back: asked beside it, by a thread of its own.

A drive may answer such a question only once the command is over: nobody but that thread waits for it.
"""

from collections.abc import Callable
from threading import Event, Thread

from pcsol.wipe.firmware.job import TICK_SECONDS, Job


class Beside:
    """`progress`: 0 to 1, as the drive told it last; None where it did not yet."""

    def __init__(self, look: Callable[[], float | None], job: Job, patience_seconds: float) -> None:
        """`look` asks the drive, and returns None where it does not tell. Nothing is asked before `begin`."""
        self.progress: float | None = None
        self._look, self._watch, self._patience = look, job.watch, patience_seconds
        self._moved = self._told = 0.0

    @property
    def still_seconds(self) -> float:
        """From when it moved last to when it last told that it had not. What is not answered counts for nothing."""
        return self._told - self._moved

    @property
    def stands_still(self) -> bool:
        """Say whether it told for longer than the patience that it got no further."""
        return self.still_seconds >= self._patience

    def begin(self, over: Event) -> None:
        """Ask again and again, until the command is over."""
        Thread(target=self._ask_on, args=(over,), name="progress", daemon=True).start()

    def _ask_on(self, over: Event) -> None:
        while not over.wait(TICK_SECONDS):
            told = self._look()
            if told is not None and not over.is_set():
                self._hear(told)

    def _hear(self, told: float) -> None:
        """Another figure is a move, a smaller one too: the first may be of an earlier command."""
        now = self._watch.seconds()
        if told != self.progress:
            self.progress, self._moved = told, now
        self._told = now
