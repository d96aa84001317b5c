"""A world that asks each question once, however many rooms want the answer at the same moment."""

from concurrent.futures import Future
from threading import Lock
from typing import Any, Literal

from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import World


class OnceWorld:
    """Shares the answers of programs between the rooms; everything else goes straight to the inner world."""

    def __init__(self, inner: World) -> None:
        self._inner = inner
        self._lock = Lock()
        self._answers: dict[tuple[str, ...], Future[Call]] = {}

    @property
    def source(self) -> Literal["live", "album"]:
        """The inner world's."""
        return self._inner.source

    def ask(self, question: Question) -> Call:
        """Ask, or wait for whoever is asking the same already. An error is shared as well."""
        with self._lock:
            waiting = self._answers.get(question.argv)
            future = waiting or Future[Call]()
            self._answers[question.argv] = future
        if waiting is None:
            try:
                future.set_result(self._inner.ask(question))
            except BaseException as err:  # noqa: BLE001  # whoever waits must not wait for ever
                future.set_exception(err)
        return future.result()

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Read."""
        return self._inner.read(path, limit_bytes)

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Read."""
        return self._inner.read_bytes(path, limit_bytes)

    def names(self, path: str) -> tuple[str, ...] | None:
        """List."""
        return self._inner.names(path)

    def link(self, path: str) -> str | None:
        """Follow."""
        return self._inner.link(path)

    def targets(self, program: str) -> tuple[str, ...]:
        """Know."""
        return self._inner.targets(program)

    def sensors(self) -> dict[str, Any]:
        """Feel."""
        return self._inner.sensors()

    def clock(self) -> dict[str, Any]:
        """Look at the clock."""
        return self._inner.clock()
