"""Keep all cores busy: nothing is read, nothing is written, and it ends with its `with` block."""

import hashlib
import os
from threading import Event, Thread
from types import TracebackType
from typing import Self

_BLOCK = bytes(1 << 20)
# SHA-256 of 2^20 zero bytes: `head -c 1048576 /dev/zero | sha256sum`.
_ANSWER = bytes.fromhex("30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58")


class Burner:
    """Hashes one block again and again on each core: SHA-256 lets go of Python's lock for blocks of this size."""

    def __init__(self) -> None:
        """Know how many cores this process may use."""
        self.threads = len(os.sched_getaffinity(0))
        self._stop = Event()
        self._done = [0] * self.threads
        self._wrong = [0] * self.threads
        self._workers = [Thread(target=self._work, args=(place,), daemon=True) for place in range(self.threads)]

    def __enter__(self) -> Self:
        """Begin."""
        for worker in self._workers:
            worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, whatever happened; each core has at most one block left to do."""
        self._stop.set()
        for worker in self._workers:
            worker.join()

    @property
    def work_mib(self) -> int:
        """How much was hashed so far by all of them."""
        return sum(self._done)

    @property
    def wrong(self) -> int:
        """How many of the answers so far were not the known one."""
        return sum(self._wrong)

    def _work(self, place: int) -> None:
        while not self._stop.is_set():
            self._wrong[place] += hashlib.sha256(_BLOCK).digest() != _ANSWER
            self._done[place] += 1
