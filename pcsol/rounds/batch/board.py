"""What a batch shows just now: to whoever stands three metres away, and to the hub. Written by many threads."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, RLock
from typing import Literal

from pcsol.model.batch.notes import Armed
from pcsol.model.batch.progress import Word
from pcsol.model.erasure.progress import Progress
from pcsol.model.profile.batch import BatchStep

OF_STEP: dict[BatchStep, Word] = {
    "inventory": "looks", "tests": "tests", "grade": "looks", "erase": "erases", "record": "looks", "push": "looks",
    "label": "looks",
}  # fmt: skip

_FRESH_SECONDS = 10.0  # so long somebody who sees the wrong code before them may take it back
_ANSWERED_SECONDS = 60.0


class StoppedError(Exception):
    """A person ended the batch; it goes on at the next start."""


@dataclass(frozen=True, slots=True)
class Need:
    """What needs a hand, and since when."""

    code: str
    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that goes on: a test or a disk. `share`: 0 to 1, None where nobody knows."""

    name: str
    share: float | None
    seconds_left: float | None = None
    disk: Progress | None = None


@dataclass(slots=True)
class Board:
    """`version` grows with every change. What people do at the tower is handed to the batch here as well: a code, leave
    to erase, to go on without waiting, to stop. `asked`: a code that waits for their yes; `typed`: one that has it, and
    is kept nowhere yet; `taking`: one that is being kept just now."""

    now: Callable[[], float] = time.monotonic
    code: str | None = None
    step: BatchStep | None = None
    word: Word = "looks"
    burn: Literal["wants", "burns"] | None = None
    version: int = 0
    stop: Event = field(default_factory=Event)
    asked: str | None = None
    typed: str | None = None
    taking: str | None = None
    armed: Armed | None = None
    over: bool = False
    may_go_on: bool = False
    _go_on: bool = False
    _said: str = ""
    _answer: tuple[str, float] = ("", float("-inf"))
    _given_at: float = float("-inf")
    _needs: dict[str, Need] = field(default_factory=dict)
    _doing: dict[str, Doing] = field(default_factory=dict)
    _ends: float | None = None
    _lock: RLock = field(default_factory=RLock)

    @property
    def shown(self) -> Word:
        """The word for people, the same on its screen and at the hub: a medium that takes nothing goes before
        what goes on; waiting for a person to arm it is waiting, not trouble."""
        with self._lock:
            return "hand" if self.is_needed("medium") else self.word

    def end(self) -> None:
        """Nothing is left to do; what goes on is over."""
        with self._lock:
            self.over, self._ends = True, None
            self._doing.clear()
            self.version += 1

    def begin(self, step: BatchStep) -> None:
        """A step begins."""
        with self._lock:
            self.step, self.word, self._ends, self._said, self._go_on = step, OF_STEP[step], None, "", False
            self._doing.clear()
            self.may_go_on = False
            self.version += 1

    def says(self, word: Word) -> None:
        """Show another word. A tower that works waits for nobody: what it offered is offered no more."""
        with self._lock:
            self.may_go_on = self.may_go_on and word in {"waits", "hand"}
            if word != self.word:
                self.word = word
                self.version += 1

    def need(self, code: str, text: str) -> None:
        """Say that a hand is needed; once is enough."""
        with self._lock:
            if code not in self._needs or self._needs[code].text != text:
                since = self._needs[code].since if code in self._needs else datetime.now(UTC).replace(microsecond=0)
                self._needs[code] = Need(code, text, since)
                self.version += 1

    def met(self, code: str) -> None:
        """Say that it is needed no more."""
        with self._lock:
            if self._needs.pop(code, None) is not None:
                self.version += 1

    def is_needed(self, code: str) -> bool:
        """Tell whether that is needed still."""
        with self._lock:
            return code in self._needs

    @property
    def needs(self) -> tuple[Need, ...]:
        """What needs a hand, the oldest first; not a code that was given already."""
        with self._lock:
            has_code = self.typed is not None or self.taking is not None
            wanted = [one for one in self._needs.values() if one.code != "code" or not has_code]
            return tuple(sorted(wanted, key=lambda one: one.since))

    def tests(self, going: tuple[tuple[str, float | None, float | None], ...]) -> None:
        """These tests go on, and no others."""
        with self._lock:
            self._doing = {name: Doing(name, share, seconds_left=left) for name, share, left in going}
            self.version += 1

    def disk(self, progress: Progress) -> None:
        """A disk is being erased."""
        share = progress.done_bytes / progress.of_bytes if progress.of_bytes else None
        with self._lock:
            self._doing[progress.disk] = Doing(progress.disk, share, progress.seconds_left, progress)
            self.version += 1

    @property
    def doing(self) -> tuple[Doing, ...]:
        """What goes on just now."""
        with self._lock:
            return tuple(self._doing.values())

    def say(self, text: str) -> None:
        """Show a sentence, until another one takes its place or the next step begins; "": none."""
        with self._lock:
            if text != self._said:
                self._said = text
                self.version += 1

    def answer(self, text: str) -> None:
        """Tell the person at the keyboard what came of a key: for a while it stands before all that the batch says."""
        with self._lock:
            self._answer = text, self.now()
            self.version += 1

    @property
    def answered(self) -> str:
        """What was answered a moment ago, else ""."""
        with self._lock:
            text, at = self._answer
            return text if self.now() - at < _ANSWERED_SECONDS else ""

    @property
    def notice(self) -> str:
        """The sentence that is shown just now, "" for none."""
        with self._lock:
            return self.answered or self._said

    def ask(self, code: str | None) -> None:
        """Ask whether this is the code of its sticker; None: nothing is asked any more."""
        with self._lock:
            self.asked = code
            self.version += 1

    def give(self, code: str) -> None:
        """A person said yes to this code."""
        with self._lock:
            self.typed, self._given_at = code, self.now()
            self._answer = "", 0.0
            self.version += 1

    @property
    def given(self) -> str | None:
        """A code that a person said yes to and may still take back: nothing is kept under it."""
        with self._lock:
            return self.typed if self.code is None else None

    def take_back(self) -> bool:
        """Forget the code that was given; False where none is to be taken back."""
        with self._lock:
            if self.given is None:
                return False
            self.typed = None
            self.version += 1
            return True

    def takes_typed(self, *, however_fresh: bool) -> str | None:
        """Return the code that was given: it is the batch's to keep, until it says that it was `taken`."""
        with self._lock:
            if not however_fresh and self.given is not None and self.now() - self._given_at < _FRESH_SECONDS:
                return None
            self.taking, self.typed = self.typed, None
            return self.taking

    def taken(self) -> None:
        """The code is kept, or was refused."""
        with self._lock:
            self.taking = None
            self.version += 1

    def left(self, seconds: float | None) -> None:
        """So many seconds are left of this step."""
        with self._lock:
            self._ends = None if seconds is None else self.now() + seconds
            self.version += 1

    @property
    def seconds_left(self) -> float | None:
        """How long this step will still take; None: nobody knows."""
        with self._lock:
            of_disks = [one.seconds_left for one in self._doing.values() if one.disk is not None]
            if of_disks and None not in of_disks:
                return max(left for left in of_disks if left is not None)
            return None if self._ends is None else max(0.0, self._ends - self.now())

    def waits_for_go_on(self) -> None:
        """Offer people not to wait; what they said before counts no more."""
        with self._lock:
            self._go_on, self.may_go_on = False, True
            self.version += 1

    def go_on(self) -> None:
        """A person says: do not wait for that. It counts only where it is offered."""
        self._go_on = self.may_go_on

    def takes_go_on(self) -> bool:
        """Return whether somebody said so since the last time."""
        with self._lock:
            said, self._go_on = self._go_on, False
            self.may_go_on = self.may_go_on and not said
            return said

    def rest(self, seconds: float) -> None:
        """Wait that long. Raises StoppedError."""
        if self.stop.wait(seconds):
            raise StoppedError
