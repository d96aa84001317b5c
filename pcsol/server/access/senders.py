"""Which stations were let in just now, so that not every record is a question to the database of its own.

To be let in is not to be kept: the transaction that keeps records asks once for its whole batch whether their tokens
still count (`letters.sorter`), and so does a refusal. A revocation holds at once, in every process.
"""

from datetime import datetime, timedelta

from pcsol.server.access.caller import Caller

_BELIEVED = timedelta(seconds=30)
_MOST = 2_000


class Senders:
    """Callers by the digest of their token. It lives in the event loop's thread."""

    def __init__(self) -> None:
        """Nobody has come yet."""
        self._known: dict[str, tuple[Caller, datetime]] = {}

    def find(self, digest: str, now: datetime) -> Caller | None:
        """Return who was let in by this token within the last 30 seconds."""
        caller, since = self._known.get(digest, (None, now))
        return caller if timedelta() <= now - since < _BELIEVED else None

    def remember(self, caller: Caller, now: datetime) -> None:
        """Note that the database knows this caller. Forget all when there are too many: they are asked for again."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[caller.token] = (caller, now)
