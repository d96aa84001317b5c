"""Whoever keeps a group's story: a desk in this home, or the room's server far away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Literal, Protocol

from pcsol.checklist.desk import Desk
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.model.workshop.room import Event, Group, Plan
from pcsol.store.workshops.desk import utc_now

# "waits": it is kept here and goes on as soon as it can; "resting": five wrong codes were typed; "no-network": only an
# adult's code at the server would do; "refused": the server does not take it, and says why.
Told = Literal["kept", "waits", "wrong-code", "resting", "no-network", "not-kept", "refused"]


class Story(Protocol):
    """A group's story, to be read and told further."""

    plan: Plan
    group: Group

    @property
    def why(self) -> str:
        """The sentence that says why something was refused last; "" where nothing was."""

    @property
    def arrived(self) -> bool:
        """Whether the tower's result lies at a server, where this machine cannot read it, and was not told yet."""

    @property
    def compared_with(self) -> str:
        """The sentence that says with which look the tower was compared, by a server; "" where none says it."""

    def fetch(self) -> bool:
        """Have a server tell in this story what the tower says of itself; return whether it did."""

    def events(self) -> tuple[Event, ...]:
        """Return all that is known of it here."""

    def tell(self, kind: str, code: str | None = None, **more: object) -> Told:
        """Tell what the group did; with a `code`, what an adult did."""

    def hear(self) -> None:
        """Ask whether others told something, and send what waits."""

    def standing(self) -> tuple[str, bool]:
        """Say whether all is kept, in a sentence, and whether that is good news."""


def made(story: Story, device: str, kind: str, at: datetime, **more: object) -> Event:
    """Make the next event of a device: its number is one more than the highest that is known (Lamport)."""
    n = max((one.n for one in story.events()), default=0) + 1
    plain = {"id": f"{device}-{n}", "workshop": story.plan.id, "group": story.group.id, "kind": kind, "device": device}
    return Event.model_validate({**plain, "n": n, "at": at, **more})


@dataclass(slots=True)
class KeptHere:
    """A story on a desk of this home. Each start of PCSol is a device of its own."""

    desk: Desk
    group: Group
    plan: Plan
    now: Callable[[], datetime] = utc_now
    device: str = field(default_factory=lambda: token_hex(4))
    _waiting: list[Event] = field(default_factory=list)
    _seen: tuple[Event, ...] = ()
    _fault: StoreError | None = None

    @property
    def why(self) -> str:
        """Nobody refuses what is told here; what may not be counts for nothing."""
        return ""

    @property
    def arrived(self) -> bool:
        """What is here is read here."""
        return False

    @property
    def compared_with(self) -> str:
        """What is here is read here."""
        return ""

    def fetch(self) -> bool:
        """There is no server."""
        return False

    def events(self) -> tuple[Event, ...]:
        """Return those on the medium, and those that wait for it."""
        try:
            self._seen = self.desk.events(self.group.id)
        except StoreError as err:
            self._fault = err
        return (*self._seen, *self._waiting)

    def tell(self, kind: str, code: str | None = None, **more: object) -> Told:
        """Keep it. A medium that is pulled keeps nobody from working: it waits in memory, and that is said."""
        try:
            adult = self.desk.adult(code, self.group.id) if code is not None else None
            if code is not None and adult is None:
                return "resting" if self.desk.rests(self.group.id) else "wrong-code"
            which = adult if adult is not None and self.desk.second_code() is not None else None
        except StoreError as err:
            self._fault = err
            return "not-kept"
        if code is not None:
            more = {**more, "who": "adult", "adult": which}
        self._waiting.append(made(self, self.device, kind, self.now(), **more))
        self.hear()
        return "waits" if self._waiting else "kept"

    def hear(self) -> None:
        """Try again to keep what waits."""
        try:
            if self._waiting:
                self.desk.add(self._waiting)
                self._seen = (*self._seen, *self._waiting)
            self._waiting, self._fault = [], None
        except StoreError as err:
            self._fault = err

    def standing(self) -> tuple[str, bool]:
        """Say it."""
        if self._fault is None:
            return _("Everything is kept."), True
        return f"{self._fault.what} {self._fault.remedy}", False
