"""One thread a disk, until all have ended; a disk that hangs in the kernel keeps nobody else from their papers."""

import threading
import time
from collections.abc import Iterable, Sequence

from pcsol.commands.faults import leaving
from pcsol.commands.wipe.conduct.hanging import given_up
from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.model.erasure.progress import Progress
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.done import Done
from pcsol.wipe.execute.erase import erase
from pcsol.wipe.warrant import Warrant

_LOOK_SECONDS = 0.3  # between looks at whether a signal came
_PATIENCE_SECONDS = 3.0  # what writes has stopped by then
# The kernel tries a command of a disk again for up to three minutes, resets its line, and tells us then.
STILL_SECONDS = 15 * 60.0


class Heard:
    """When each disk, by its path, was seen to get on for the last time. A disk that erases itself is watched closer
    by whoever follows it (`wipe/firmware/follow.py`), and counts as getting on until that ends."""

    def __init__(self, begin: Iterable[Progress]) -> None:
        """Begin now, with the state of each disk before anything is done to it."""
        self._latest = {one.disk: one for one in begin}
        self._moved = dict.fromkeys(self._latest, time.monotonic())

    def tell(self, now: Progress) -> None:
        """Take the newest state of a disk. May be called from any thread."""
        before, self._latest[now.disk] = self._latest[now.disk], now
        if now.phase == "firmware" or _state(before) != _state(now):
            self._moved[now.disk] = time.monotonic()

    def ended(self, path: str) -> Progress:
        """Return the last state of a disk as that of one of which nothing more will come."""
        return self._latest[path].model_copy(update={"phase": "done", "bytes_per_second": None, "seconds_left": 0.0})

    def still_seconds(self, path: str) -> float:
        """Return how long it has not got on."""
        return time.monotonic() - self._moved[path]


def _state(now: Progress) -> tuple[str, int, int, int]:
    return now.phase, now.done_bytes, now.errors, now.worked


class _Work:
    """`end`: what came of it, once the thread is not alive any more."""

    def __init__(self, warrant: Warrant, desk: Desk, heard: Heard) -> None:
        self.warrant, self.path = warrant, warrant.identity.path
        self.end: Done | BaseException | None = None
        about = (warrant, desk, heard)
        self.thread = threading.Thread(target=self._run, args=about, name=f"wipe {self.path}", daemon=True)

    def _run(self, warrant: Warrant, desk: Desk, heard: Heard) -> None:
        try:
            self.end = erase(warrant, desk)
        except BaseException as err:  # noqa: BLE001  # told or raised by whoever waits
            self.end = err
        desk.tell(heard.ended(self.path))  # else it would be shown at work until the last disk has ended


def abreast(warrants: Sequence[Warrant], desk: Desk, heard: Heard) -> list[Done | BaseException]:
    """Erase all of them; return what came of each, in their order.

    Once only disks are left that have not got on for STILL_SECONDS, they are given up: their threads hang in the
    kernel, which nothing ends but the disk or the power. One that wakes up all the same stops at its next block.
    """
    works = [_Work(one, desk, heard) for one in warrants]
    for work in works:
        work.thread.start()
    stopped: float | None = None
    while left := [work for work in works if work.thread.is_alive()]:
        if all(heard.still_seconds(work.path) > STILL_SECONDS for work in left):
            desk.stop.set()
            break
        left[0].thread.join(_LOOK_SECONDS)
        if stopped is None and desk.stop.is_set():
            stopped = time.monotonic()
        if stopped is not None and time.monotonic() - stopped > _PATIENCE_SECONDS:
            _say_who_is_waited_for([work for work in left if work.thread.is_alive()], desk)
            stopped = float("inf")
    return [work.end if work.end is not None else _given_up(work, desk, heard) for work in works]


def _given_up(work: _Work, desk: Desk, heard: Heard) -> Done | PCSolError:
    desk.tell(heard.ended(work.path))
    leaving.without(work.thread)
    return given_up(work.warrant, desk, STILL_SECONDS)


def _say_who_is_waited_for(left: Sequence[_Work], desk: Desk) -> None:
    text = _("{disk} carries out a command that cannot be broken off: PCSol waits for it. Do not switch off.")
    for work in left:
        desk.say(text.format(disk=work.path))
