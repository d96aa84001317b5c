"""A world that asks each question once, however many rooms want the answer at the same moment."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Any, Literal, TypeVar

from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import FileFacts, World

Answer = TypeVar("Answer")


class OnceWorld:
    """Shares the answers of programs and of the kernel between the rooms: one probe is one look at the machine."""

    def __init__(self, inner: World) -> None:
        self._inner = inner
        self._lock = Lock()
        self._answers: dict[object, Future[Any]] = {}
        self._closed = False

    def close(self) -> None:
        """Wait no more: what has not been answered by now is late, for whoever asks it again."""
        self._closed = True

    @property
    def source(self) -> Literal["live", "album"]:
        """The inner world's."""
        return self._inner.source

    def _once(self, key: object, ask: Callable[[], Answer]) -> Answer:
        """Ask, or wait for whoever is asking the same already. An error is shared as well."""
        with self._lock:
            waiting = self._answers.get(key)
            future: Future[Answer] = waiting or Future()
            self._answers[key] = future
        if waiting is None:
            try:
                future.set_result(ask())
            except BaseException as err:  # noqa: BLE001  # whoever waits must not wait for ever
                future.set_exception(err)
        if self._closed and not future.done():
            raise PCSolError(_("No answer in time."))
        return future.result()

    def ask(self, question: Question) -> Call:
        """Ask."""
        return self._once(question.argv, lambda: self._inner.ask(question))

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Read."""
        return self.read_bytes(path, limit_bytes).decode("utf-8", errors="replace")

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Read."""
        return self._once(("read", path, limit_bytes), lambda: self._inner.read_bytes(path, limit_bytes))

    def names(self, path: str) -> tuple[str, ...] | None:
        """List."""
        return self._once(("names", path), lambda: self._inner.names(path))

    def link(self, path: str) -> str | None:
        """Follow."""
        return self._once(("link", path), lambda: self._inner.link(path))

    def file(self, path: str) -> FileFacts | None:
        """Look."""
        return self._once(("file", path), lambda: self._inner.file(path))

    def targets(self, program: str) -> tuple[str, ...]:
        """Know."""
        return self._inner.targets(program)

    def sensors(self) -> dict[str, Any]:
        """Feel."""
        return self._inner.sensors()

    def clock(self) -> dict[str, Any]:
        """Look at the clock."""
        return self._inner.clock()
