"""The one who keeps letters: those that wait at the same moment are kept in one transaction, so one flush serves many.

A letter that cannot be kept does not spoil the others: then each is tried by itself. Nobody is answered before what was
kept is flushed. Whether a token still counts is asked here, in the transaction: what lets a station in may be some
seconds old (`access.senders`).
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DataError, DBAPIError, StatementError

from pcsol.server import faults
from pcsol.server.access import tokens
from pcsol.server.access.caller import Caller
from pcsol.server.database.connect import Database
from pcsol.server.letters.letter import Letter
from pcsol.server.letters.pigeonholes import Pigeonholes

_MOST_AT_ONCE = 64
# Where many send, more are taken together; who comes alone is not made to wait.
_GATHERED_SECONDS = 0.04
# Ten stations' batches, or some seconds of work.
MOST_WAITING = 2_000
_QUIET_SECONDS = 10.0
_log = logging.getLogger("pcsol.hub.letters")


def is_unkeepable(err: BaseException) -> bool:
    """Say whether no table holds such a thing, so that another try ends the same."""
    if isinstance(err, StatementError):
        return isinstance(err, DataError) or not isinstance(err, DBAPIError)
    return isinstance(err, OverflowError)


@dataclass(frozen=True, slots=True)
class _Waiting:
    letter: Letter
    station: Caller
    answer: "Future[int]"


class Sorter:
    """A thread that keeps letters; any number of threads may hand them over."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Begin; `close` ends it."""
        self._database, self._now = database, now
        self._many, self._quiet_until = False, 0.0
        self._tray: queue.Queue[_Waiting | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="sorter", daemon=True)
        self._thread.start()

    def keep(self, letter: Letter, station: Caller) -> "Future[int]":
        """Hand a letter over. The answer comes when it is flushed to the medium, or a fault of the database: 201 new,
        200 the same again, 409 another record has this id, 401 its token lets nobody in any more.

        Raises Fault 503 where so many wait that this one would wait for nothing: its station sends it again.
        """
        if self.waiting >= MOST_WAITING:
            raise faults.gone()
        answer: Future[int] = Future()
        self._tray.put(_Waiting(letter, station, answer))
        return answer

    @property
    def waiting(self) -> int:
        """How many wait, roughly."""
        return self._tray.qsize()

    def close(self) -> None:
        """Keep what was handed over, and end."""
        self._tray.put(None)
        self._thread.join()

    def _work(self) -> None:
        while True:
            batch, last = self._taken()
            if batch:
                self._keep_all(batch)
            if last:
                return

    def _taken(self) -> tuple[list[_Waiting], bool]:
        """Wait for one, and take with it what waits already. Whoever does not wait for an answer any more is left out:
        its station sends it again."""
        one = self._tray.get()
        if self._many:
            time.sleep(_GATHERED_SECONDS)
        batch: list[_Waiting] = []
        last = one is None
        while one is not None:
            if one.answer.set_running_or_notify_cancel():
                batch.append(one)
            if len(batch) == _MOST_AT_ONCE:
                break
            try:
                one = self._tray.get_nowait()
                last = one is None
            except queue.Empty:
                break
        self._many = len(batch) > 1
        return batch, last

    def _keep_all(self, batch: Sequence[_Waiting]) -> None:
        try:
            answers = self._kept(batch)
        except Exception as err:  # noqa: BLE001  # whatever it is, the stations must hear of it, and the sorter go on
            if len(batch) > 1:
                for one in batch:
                    self._keep_all([one])
                return
            self._tell(batch[0].letter, err)
            batch[0].answer.set_exception(err)
            return
        for one, answer in zip(batch, answers, strict=True):
            one.answer.set_result(answer)

    def _tell(self, letter: Letter, err: Exception) -> None:
        """Write it into the log; a database that is gone now and then only, for every letter meets it."""
        if is_unkeepable(err):
            _log.warning("record %s cannot be kept", letter.id, exc_info=err)
        elif time.monotonic() >= self._quiet_until:
            self._quiet_until = time.monotonic() + _QUIET_SECONDS
            _log.error("records cannot be kept", exc_info=err)

    def _kept(self, batch: Sequence[_Waiting]) -> list[int]:
        now = self._now()
        with self._database.writing() as connection:
            count = tokens.counting(connection, {one.station.token for one in batch} - {""}, now) | {""}
            posts = [(one.letter, one.station) for one in batch if one.station.token in count]
            holes = Pigeonholes(connection, now, posts)
            statuses = [holes.sort(*post) for post in posts]
            holes.write()
        told = iter(statuses)
        return [next(told) if one.station.token in count else 401 for one in batch]
