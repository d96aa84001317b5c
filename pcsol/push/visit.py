"""A visit to the hub: a round, also where it has moved to another address; the papers' key; and when to come again."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from pcsol.errors import HubStrangerError, PCSolError, PostError, StoreError
from pcsol.i18n import _
from pcsol.model.letters.outbox import Enrolment, Pause
from pcsol.push import pace
from pcsol.push.books import Books
from pcsol.push.round import Round, Told
from pcsol.push.tally import Tally
from pcsol.push.wire.line import Line, Silence
from pcsol.store.papers import keys
from pcsol.store.post import enrolled, notes

# Returns the addresses at which hubs announce themselves now.
Look = Callable[[], tuple[str, ...]]
_NO_CONTENT, _OK, _CONFLICT = 204, 200, 409


@dataclass(slots=True)
class Visitor:
    """Goes to one hub, once or often. `look`: where to look for a hub that is not at its address any more."""

    books: Books
    here: Enrolment
    look: Look = tuple
    dice: Random = field(default_factory=Random)
    told: Told = lambda _done, _of: None
    remark: str = ""  # what the hub said of the papers' key, for people
    _pause: Pause | None = None
    _rest_until: float = 0.0  # by time.monotonic(): the clock may be set right at any moment

    def __post_init__(self) -> None:
        """Read how long an earlier run wanted to leave the hub alone."""
        self._pause = notes.pause(self.books.home, self.books.hub)
        self._rest_until = time.monotonic() + pace.left(self._pause, datetime.now(UTC))

    def visit(self, *, again: bool = False) -> Tally:
        """Send what waits. Raises NotEnrolledError, HubStrangerError or StoreError."""
        try:
            tally = self._round_at_its_place(again=again)
            if tally.state == "silent" and not tally.delivered and self._has_moved():
                tally = self._round(again=again)
        except PostError:
            self._rest_after(self.failures + 1)
            raise
        self._rest_after(0 if tally.state == "done" else self.failures + 1, tally.retry_after_seconds)
        return tally

    def _round_at_its_place(self, *, again: bool) -> Tally:
        try:
            return self._round(again=again)
        except HubStrangerError:  # another machine has its address now
            if not self._has_moved():
                raise
            return self._round(again=again)

    @property
    def failures(self) -> int:
        """How many visits in a row have failed."""
        return self._pause.failures if self._pause else 0

    def rest_seconds(self) -> float:
        """Return how long the hub is to be left alone from now."""
        return max(0.0, self._rest_until - time.monotonic())

    def _rest_after(self, failures: int, asked: float | None = None) -> None:
        """Note how long to leave the hub alone, so that a restart does not hammer it."""
        if failures == self.failures == 0:
            return
        seconds = pace.seconds(failures, self.dice, asked) if failures else 0.0
        self._rest_until = time.monotonic() + seconds
        self._pause = Pause(hub=self.books.hub, failures=failures, seconds=seconds, since=datetime.now(UTC))
        with suppress(StoreError):
            notes.keep_pause(self.books.home, self._pause)

    def _round(self, *, again: bool) -> Tally:
        with Line(self.here.url, self.here.certificate, self.here.token) as line:
            self._introduce(line)
            return Round(self.books, line, self.told, self.dice).run(again=again)

    def _has_moved(self) -> bool:
        """Look for the hub elsewhere on this network: only who holds the pinned certificate is believed."""
        if self.here.certificate is None:
            return False
        for url in self.look():
            if url != self.here.url and url.startswith("https:") and self._is_at(url):
                self._know(self.here.model_copy(update={"url": url}))
                return True
        return False

    def _is_at(self, url: str) -> bool:
        try:
            with Line(url, self.here.certificate) as line:
                return not isinstance(line.ask("GET", "/healthz"), Silence)
        except PCSolError:  # somebody else's hub
            return False

    def _introduce(self, line: Line) -> None:
        """Tell the hub the key of this station's papers, where it knows none yet: before any paper that it signed, for
        the hub keeps what a paper proves as it is when it arrives."""
        try:
            own = keys.own_signer(self.books.home)
        except StoreError:
            return
        if own is None or own.public_key == self.here.papers_key:
            return
        told = line.ask("PUT", "/api/v1/stations/me/papers-key", f'{{"public_key": "{own.public_key}"}}'.encode())
        if isinstance(told, Silence):
            return
        if told.status in (_NO_CONTENT, _OK):
            self._know(self.here.model_copy(update={"papers_key": own.public_key}))
        elif told.status == _CONFLICT:
            self.remark = _(
                "The hub knows another key for this station's certificates: those of the new one are not vouched for. "
                "Ask a coordinator."
            )

    def _know(self, here: Enrolment) -> None:
        self.here = here
        with suppress(StoreError):  # it is found again next time
            enrolled.keep(self.books.home, here)
