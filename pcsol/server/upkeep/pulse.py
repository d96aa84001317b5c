"""Can the database be written? Asked by writing: that a disk is full or read-only shows when a commit is flushed.

Strangers may ask as often as they like, so it is tried at most every few seconds, and they share what was found. The
try has a thread of its own: one that hangs (a network drive that is gone) holds up neither who asks nor the hub's end.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from pcsol.server.database.connect import Database

FRESH_SECONDS, MOST_SECONDS = 5.0, 3.0
# Longer than a writer waits for another one (`database.connect`): a busy disk is slow, and no alarm.
PATIENCE_SECONDS = 20.0
_log = logging.getLogger("pcsol.hub.pulse")
# The same words on both databases. The row changes each time: a commit that changes nothing need not be flushed.
_WRITE = text(
    "INSERT INTO setting (name, value) VALUES ('written', :at) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)  # fmt: skip


class Pulse:
    """Whether the database can be written, as it was found last. It lives in the event loop's thread."""

    def __init__(self, database: Database, now: Callable[[], float] = time.monotonic) -> None:
        """Nothing is tried before somebody asks."""
        self._database, self._now = database, now
        self._found: Future[bool] | None = None
        self._since, self._well, self._told = 0.0, False, False

    async def beats(self, most_seconds: float = MOST_SECONDS) -> bool:
        """Say whether something was written just now, within `most_seconds` of the try's beginning; of one that is not
        over yet, whether the one before went well, and this one is not all too slow."""
        if self._found is None or (self._found.done() and self._now() - self._since >= FRESH_SECONDS):
            self._found, self._since = Future(), self._now()
            threading.Thread(target=self._try, args=(self._found,), name="pulse", daemon=True).start()
        left = max(most_seconds - (self._now() - self._since), 0.0)
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._found)), left)
        except TimeoutError:
            return self._well and self._now() - self._since < PATIENCE_SECONDS

    def _try(self, found: "Future[bool]") -> None:
        wrote = False
        try:
            with self._database.writing() as connection:
                connection.execute(_WRITE, {"at": str(time.time_ns())})
            wrote, self._told = True, False
        except SQLAlchemyError as err:
            if not self._told:  # once, not every few seconds of a night
                _log.error("the database cannot be written", exc_info=err)
            self._told = True
        finally:
            self._well = wrote
            found.set_result(wrote)
