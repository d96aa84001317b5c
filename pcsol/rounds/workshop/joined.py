"""A group's story that a server of the room keeps: over plain HTTP, with a network that drops for a while."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol

from pydantic import ValidationError

from pcsol.checklist.refusals import REFUSALS
from pcsol.errors import StoreError, WorkshopError
from pcsol.i18n import N_, _
from pcsol.model.workshop.room import Event, Group, Plan
from pcsol.push.wire.line import Answer, Silence
from pcsol.rounds.workshop.stories import Told, made
from pcsol.store import home as house
from pcsol.store import medium
from pcsol.store.workshops import story
from pcsol.store.workshops.desk import WORKSHOPS, utc_now

_LINK = re.compile(r"(https?://[^/\s]+)(/g/[A-Za-z0-9_-]{8,80})/?")
SECONDS = 3.0  # for one answer: nobody waits longer for the next screen
_MOST_AT_ONCE = 50  # the server takes a hundred
_OK, _SEE_OTHER, _NOT_HERE, _GONE = 200, 303, 404, 410
_PATIENCE_SECONDS = 10.0  # between two tries while the network is away: each may take some seconds


class Wire(Protocol):
    """One request and its answer: `pcsol.push.wire.line.Line`, or a test."""

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer | Silence:
        """Send one request and wait for its whole answer."""


def parts(url: str) -> tuple[str, str]:
    """Return the server's address and the path of the group's link. Raises WorkshopError."""
    found = _LINK.fullmatch(url.strip())
    if found is None:
        raise WorkshopError(
            _("“{url}” is not the link of a group.").format(url=url),
            remedy=_("Copy it from the facilitator's page: http://…/g/… It stands below the group's QR code."),
        )
    return found[1], found[2]


def join(wire: Wire, path: str, home: Path, now: Callable[[], datetime] = utc_now) -> "Joined":
    """Begin to follow a group, or go on with it: without the network, with what is kept here of it.

    Raises WorkshopError when the server knows no such link, or is silent and nothing is kept here; StoreError.
    """
    folder = home / WORKSHOPS / f"joined-{hashlib.sha256(path.encode()).hexdigest()[:12]}"
    answer = wire.ask("GET", f"{path}/story")
    if isinstance(answer, Answer) and answer.status in (_NOT_HERE, _GONE):
        raise WorkshopError(
            _("This link leads to no workshop, or the workshop is closed."),
            remedy=_("Ask the facilitator for the group's link."),
        )
    plain = answer.plain if isinstance(answer, Answer) and answer.status == _OK else None
    plan = _plan(plain) or _plan_of(folder)
    if plan is None:
        why = answer.why if isinstance(answer, Silence) else f"HTTP {answer.status}"
        raise WorkshopError(
            _("The room's server does not answer."),
            remedy=_("Look whether this machine is in the same network as the server, then start again."),
            details=why,
        )
    house.make(home)
    try:
        medium.make_folder(folder.parent)
        medium.make_folder(folder, 0o700)
    except OSError as err:
        raise medium.not_saved(err, folder) from err
    medium.write_whole(folder / "plan.json", (json.dumps(plan.to_json()) + "\n").encode())
    group = plan.groups[0]
    found = Joined(wire, path, folder, plan, group, now)
    found.take(plain)
    return found


@dataclass(slots=True)
class Joined:
    """A story on a server. All that is known of it lies in a file here too, so that a power cut loses nothing."""

    wire: Wire
    path: str
    folder: Path
    plan: Plan
    group: Group
    now: Callable[[], datetime] = utc_now
    device: str = field(default_factory=lambda: token_hex(4))
    _there: dict[str, Event] = field(default_factory=dict)
    _refused: dict[str, str] = field(default_factory=dict)
    _why: str = ""
    _online: bool = False
    _tried: datetime | None = None
    _ended: bool = False
    _arrived: bool = False
    _compared_with: str = ""

    def events(self) -> tuple[Event, ...]:
        """Return the server's, and those that wait here; the server's clock is right where they differ."""
        known = {one.id: one for one in story.read(self._file) if one.id not in self._refused}
        return tuple({**known, **self._there}.values())

    def tell(self, kind: str, code: str | None = None, **more: object) -> Told:
        """Keep it here first, then send it. What an adult says counts only where the server saw the code."""
        event = made(self, self.device, kind, self.now(), who="group" if code is None else "adult", **more)
        if code is not None:
            return self._with_code(event, code)
        try:
            story.append(self._file, [event])
        except StoreError:
            return "not-kept"
        self.hear()
        return self._became(event, "waits")

    def _became(self, event: Event, otherwise: Told) -> Told:
        """Say what the server made of it."""
        if event.id in self._there:
            return "kept"
        self._why = self._refused.get(event.id, "")
        if self._why == "only-an-adult" and event.who == "adult":
            return "wrong-code"
        if self._why == "resting":
            return "resting"
        return "refused" if self._why else otherwise

    @property
    def why(self) -> str:
        """The server's reason, in words; of a newer server that gives another one, that there is one."""
        return _(REFUSALS.get(self._why, N_("The room’s server does not take this.")))

    @property
    def arrived(self) -> bool:
        """By the server's last answer."""
        return self._arrived

    @property
    def compared_with(self) -> str:
        """By the server's last answer."""
        return self._compared_with

    def fetch(self) -> bool:
        """Press the button of the group's page: what it tells there is heard here."""
        pressed = self.wire.ask("POST", f"{self.path}/do", b"do=result")
        if not (isinstance(pressed, Answer) and pressed.status in (_OK, _SEE_OTHER)):
            return False
        return self.take(self._plain(self.wire.ask("GET", f"{self.path}/story")))

    def hear(self) -> None:
        """Send what waits, and take what others told; while the network is away, not each time that it is asked."""
        if not self._online and self._tried and 0 <= (self.now() - self._tried).total_seconds() < _PATIENCE_SECONDS:
            return
        waiting = self._waiting()
        if not waiting:
            self.take(self._plain(self.wire.ask("GET", f"{self.path}/story")))
        for start in range(0, len(waiting), _MOST_AT_ONCE):
            if not self._send(waiting[start : start + _MOST_AT_ONCE]):
                return

    def standing(self) -> tuple[str, bool]:
        """Say it."""
        count = len(self._waiting())
        if self._ended and count:
            return _("The workshop is closed. Not sent from here: {count}. Tell an adult.").format(count=count), False
        if self._ended:
            return _("The workshop is closed: this link has ended."), False
        if self._online and not count:
            return _("Everything is kept."), True
        return _("The network is away: go on. What you do is kept here and is sent later."), False

    def take(self, plain: dict[str, Any] | None) -> bool:
        """Take the server's answer; None: it gave none. Return whether it did."""
        self._online, self._tried = plain is not None, self.now()
        if plain is None:
            return False
        told = _events(plain.get("events"), self.group.id)
        # After the end a server says of what was sent alone that it is kept.
        self._ended = bool(plain.get("over"))
        self._arrived = bool(plain.get("arrived"))
        self._compared_with = str(plain.get("compared_with") or "")
        self._there = {**(self._there if self._ended else {}), **{one.id: one for one in told}}
        refused = plain.get("refused")
        self._refused |= {str(one.get("id")): str(one.get("why")) for one in refused or () if isinstance(one, dict)}
        story.append(self._file, told)
        return True

    @property
    def _file(self) -> Path:
        return self.folder / f"{self.group.id}.events"

    def _waiting(self) -> list[Event]:
        """An adult's event that the server does not have was refused there: it is never sent without its code."""
        return [one for one in self.events() if one.id not in self._there and one.who != "adult"]

    def _with_code(self, event: Event, code: str) -> Told:
        self._tried = None
        self.hear()
        if not self._online:
            return "no-network"
        if not self._send([event], code):
            return "no-network"
        return self._became(event, "not-kept")

    def _send(self, events: list[Event], code: str | None = None) -> bool:
        plain: dict[str, Any] = {"events": [one.to_json() for one in events], "now": self.now().isoformat()}
        if code is not None:
            plain["adult"] = code
        return self.take(self._plain(self.wire.ask("POST", f"{self.path}/events", json.dumps(plain).encode())))

    def _plain(self, answer: Answer | Silence) -> dict[str, Any] | None:
        self._ended = isinstance(answer, Answer) and answer.status == _GONE
        return answer.plain if isinstance(answer, Answer) and answer.status == _OK else None


def _events(plain: object, group: str) -> list[Event]:
    """Read what the server told. An event of a newer PCSol is passed over."""
    found = []
    for one in plain if isinstance(plain, list) else []:
        try:
            event = Event.from_json(one)
        except ValidationError:
            continue
        if event.group == group:
            found.append(event)
    return found


def _plan(plain: dict[str, Any] | None) -> Plan | None:
    try:
        return Plan.from_json(plain["plan"]) if plain else None
    except (ValidationError, KeyError):
        return None


def _plan_of(folder: Path) -> Plan | None:
    try:
        return Plan.model_validate_json((folder / "plan.json").read_bytes())
    except (OSError, ValidationError):
        return None
