"""One test that was begun, in a thread of its own; and how it is told while it goes on."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field, replace

from pcsol.diagnostics.bench import Bench, Found, Job
from pcsol.model.testing.run import Tested

_BELIEVED_SHARE = 0.1

End = Found | BaseException


@dataclass(frozen=True, slots=True)
class Doing:
    """A test that goes on. `share`, `text`: as it told them; `seconds_left`: 0 when it is late."""

    id: str
    title: str
    share: float | None
    text: str
    seconds_left: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a run is. `seconds_left`: of the unattended part; `guided`: a person is being asked just now."""

    doing: tuple[Doing, ...]
    done: tuple[Tested, ...]
    count: int
    seconds_left: float
    guided: bool


@dataclass(slots=True, eq=False)
class Work:
    """`given_up`: its result stands already, and nothing more of it counts."""

    job: Job
    began: float
    stop: threading.Event = field(default_factory=threading.Event)
    given_up: bool = False
    thread: threading.Thread | None = None
    _share: float | None = None
    _text: str = ""

    def start(self, bench: Bench, ended: Callable[["Work", End], None]) -> None:
        """Begin it; `ended` is called from its thread. Never raises but for want of threads (RuntimeError)."""

        def do() -> None:
            try:
                end: End = self.job.run(replace(bench, stop=self.stop), self._tell)
            except BaseException as err:  # noqa: BLE001  # weighed by whoever waits for it
                end = err
            ended(self, end)

        # A thread begins without the language of the moment.
        context = copy_context()
        self.thread = threading.Thread(target=context.run, args=(do,), name=f"test {self.job.id}", daemon=True)
        self.thread.start()

    def left(self, now: float) -> float:
        """Return how many seconds it still takes: by its own word where that can be believed, else by the plan."""
        spent = now - self.began
        if self._share is not None and self._share > _BELIEVED_SHARE:
            return spent * (1 - min(self._share, 1.0)) / self._share
        return max(0.0, self.job.seconds - spent)

    def doing(self, now: float) -> Doing:
        """Return how it goes on."""
        return Doing(self.job.id, self.job.title, self._share, self._text, self.left(now))

    def _tell(self, share: float | None, text: str = "") -> None:
        self._share, self._text = share, text
