"""Go on trying for weeks: one line for each thing that happens, and nothing while nothing does."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NoReturn

from pcsol.errors import HubStrangerError, NotEnrolledError, StoreError
from pcsol.i18n import _, ngettext
from pcsol.push.books import Books
from pcsol.push.tally import Tally
from pcsol.push.visit import Look, Visitor
from pcsol.store.post import enrolled

_IDLE_SECONDS = 20.0
_AFRESH_SECONDS = 3600.0  # so often the hub is asked whether it takes now what it refused


@dataclass(slots=True)
class Staying:
    """`say` hears one sentence for each event; `sleep` as `time.sleep`."""

    home: Path
    say: Callable[[str], None]
    look: Look = tuple
    sleep: Callable[[float], None] = time.sleep
    dice: Random = field(default_factory=Random)
    _visitor: Visitor | None = None
    _last: str = ""
    _damaged: set[str] = field(default_factory=set)
    _remarked: set[str] = field(default_factory=set)
    _asked_at: float | None = None

    def stay(self) -> NoReturn:
        """Send what waits whenever there is something, until a signal ends it. Raises NotEnrolledError."""
        self._ready()
        while True:
            self.sleep(self.step())

    def step(self) -> float:
        """Do what is to be done now, and return the seconds until the next look. Raises NotEnrolledError only where
        the hub itself does not know this station any more."""
        try:
            visitor = self._ready()
        except NotEnrolledError as err:  # the stick was pulled, or the file is being replaced
            self._say_once(err.what)
            return _IDLE_SECONDS
        rest = visitor.rest_seconds()
        if rest > 0:
            return rest
        try:
            if not self._has_work(visitor.books):
                return _IDLE_SECONDS
            return self._told(visitor, visitor.visit())
        except (StoreError, HubStrangerError) as err:
            self._say_once(f"{err.what} {err.remedy}")
            return max(_IDLE_SECONDS, visitor.rest_seconds())

    def _ready(self) -> Visitor:
        """Return who goes to the hub; another one where this station was enrolled anew."""
        here = enrolled.enrolment(self.home)
        if self._visitor is None or self._visitor.here != here:
            mark = enrolled.mark(here)
            known = self._visitor.books if self._visitor and self._visitor.books.hub == mark else None
            self._visitor = Visitor(known or Books(self.home, mark), here, self.look, self.dice)
        return self._visitor

    def _has_work(self, books: Books) -> bool:
        waiting, _damaged = books.waiting()
        ids = {one.id for letters in waiting.values() for one in letters if one.file not in self._damaged}
        now = time.monotonic()
        afresh = self._asked_at is None or now - self._asked_at > _AFRESH_SECONDS
        if not ids or (ids <= books.refused.keys() and not afresh):
            return False
        self._asked_at = now
        return True

    def _told(self, visitor: Visitor, tally: Tally) -> float:
        if tally.delivered:
            self._last = ""
            self.say(ngettext("{count} record sent.", "{count} records sent.", tally.delivered).format(
                count=tally.delivered))  # fmt: skip
        for number in tally.refused:
            refusal = visitor.books.refused[number]
            self.say(_("The hub refused a record: {reason} {remedy}").format(
                reason=refusal.reason, remedy=refusal.remedy))  # fmt: skip
        for file in sorted({one.file for one in tally.damaged} - self._damaged):
            self._damaged.add(file)
            self.say(_("A record is damaged and is not sent: {file}").format(file=file))
        if visitor.remark and visitor.remark not in self._remarked:
            self._remarked.add(visitor.remark)
            self.say(visitor.remark)
        if visitor.books.fault is not None:
            self._say_once(unnoted(visitor.books))
        rest = visitor.rest_seconds()
        if tally.state == "done":
            return _IDLE_SECONDS
        self.say(ngettext(
            "{count} waits. The hub did not take it ({why}). Next try in {minutes} min.",
            "{count} wait. The hub did not take them ({why}). Next try in {minutes} min.", tally.left,
        ).format(count=tally.left, why=tally.why, minutes=max(1, round(rest / 60))))  # fmt: skip
        return max(rest, 1.0)

    def _say_once(self, sentence: str) -> None:
        if sentence != self._last:
            self._last = sentence
            self.say(sentence)


def unnoted(books: Books) -> str:
    """Say that what is at the hub could not be noted here."""
    fault = books.fault
    return _("What was sent could not be noted here, and is sent again later, which does no harm. {why}").format(
        why=fault.remedy if fault else ""
    )
