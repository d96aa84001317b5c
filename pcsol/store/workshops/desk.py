"""Workshops in a folder each.

PCSOL_HOME/workshops/ID/plan.json      the workshop as it was planned
                        secret.json    the adults' code, the groups' links, wrong tries
                        g1.events      what a group did, a line each
                        closing.json   how it ended
"""

import errno
import json
import re
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError

from pcsol.checklist.desk import WRONG_SECONDS, WRONG_TRIES, Desk, is_over, new_codes, other_code, whose
from pcsol.errors import StoreError, WorkshopError
from pcsol.i18n import _
from pcsol.model.noun import Noun
from pcsol.model.workshop.room import Adult, Closing, Event, Plan
from pcsol.store import home as house
from pcsol.store import medium
from pcsol.store.workshops import story

WORKSHOPS = "workshops"
_PLAN, _SECRET, _CLOSING = "plan.json", "secret.json", "closing.json"
_Kind = TypeVar("_Kind", bound=Noun)
_ID = re.compile(r"[0-9a-f]{12}")


def utc_now() -> datetime:
    """Return the moment."""
    return datetime.now(UTC)


class _Secret(Noun):
    """`second`: the second reader's code; `shown`: somebody looked at it; `wrong`: when wrong codes were typed, by
    group."""

    code: str
    second: str | None = None
    shown: bool = False
    links: dict[str, str]
    wrong: dict[str, list[datetime]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FolderDesk:
    """A workshop in a folder: a `Desk`. `now`: the clock, which tests turn."""

    folder: Path
    now: Callable[[], datetime] = utc_now
    _plans: list[Plan] = field(default_factory=list, init=False, compare=False, repr=False)

    def plan(self) -> Plan:
        """Read it, once for each desk. Raises StoreError when it is damaged or gone."""
        if not self._plans:
            self._plans.append(_read(self.folder / _PLAN, Plan))
        return self._plans[0]

    def events(self, group: str) -> tuple[Event, ...]:
        """Read the group's file. Where the whole workshop is away (a pulled stick), nothing is not what was done."""
        found = story.read(self._file(group))
        if not found and not (self.folder / _PLAN).exists():
            raise medium.not_saved(FileNotFoundError(errno.ENOENT, "", str(self.folder)), self.folder)
        return found

    def add(self, events: Sequence[Event]) -> None:
        """Append to each group's file."""
        plan = self.plan()
        if any(one.workshop != plan.id for one in events):
            raise KeyError(plan.id)
        files = {name: self._file(name) for name in {one.group for one in events}}
        for name, file in files.items():
            story.append(file, [one for one in events if one.group == name])

    def code(self) -> str:
        """Read it."""
        return self._secret().code

    def second_code(self) -> str | None:
        """Read it."""
        return self._secret().second

    def second_shown(self) -> bool:
        """Read it."""
        return self._secret().shown

    def show_second(self, *, anew: bool = False) -> str | None:
        """Write down that it was shown, before it is."""
        try:
            with medium.alone_in(self.folder):
                secret = self._secret()
                if secret.second is None or (secret.shown and not anew):
                    return None
                found = other_code(secret.code, secret.second) if anew else secret.second
                self._keep(secret.model_copy(update={"second": found, "shown": True}))
                return found
        except OSError as err:
            raise medium.not_saved(err, self.folder) from err

    def adult(self, code: str, group: str) -> Adult | None:
        """Compare, and count a wrong try before saying so: a restart forgets none."""
        self._file(group)
        try:
            with medium.alone_in(self.folder):
                secret = self._secret()
                since = self._wrong(secret, group)
                if len(since) >= WRONG_TRIES:
                    return None
                if (found := whose(code, (secret.code, secret.second))) is not None:
                    return found
                self._keep(secret.model_copy(update={"wrong": {**secret.wrong, group: [*since, self.now()]}}))
                return None
        except OSError as err:
            raise medium.not_saved(err, self.folder) from err

    def rests(self, group: str) -> bool:
        """Count the wrong tries."""
        self._file(group)
        return len(self._wrong(self._secret(), group)) >= WRONG_TRIES

    def link(self, group: str) -> str:
        """Read it."""
        return self._secret().links[group]

    def group_of(self, link: str) -> str | None:
        """Look through the links, each in the same time."""
        given = link.encode()
        found = [name for name, own in self._secret().links.items() if compare_digest(given, own.encode())]
        return found[0] if found else None

    def ended(self) -> bool:
        """Look for the closing: one that cannot be read is one all the same."""
        return (self.folder / _CLOSING).exists() or is_over(self.plan(), self.now())

    def tick_material(self, there: Sequence[str]) -> None:
        """Write the plan anew."""
        try:
            with medium.alone_in(self.folder):
                new = self.plan().model_copy(update={"material": tuple(there)})
                medium.write_whole(self.folder / _PLAN, _content(new))
        except OSError as err:
            raise medium.not_saved(err, self.folder) from err
        self._plans[:] = [new]

    def close(self, closing: Closing) -> None:
        """Write it whole."""
        medium.write_whole(self.folder / _CLOSING, _content(closing))

    def closed(self) -> Closing | None:
        """Read it. A closing that cannot be read is none: its workshop can be closed again."""
        if not (self.folder / _CLOSING).exists():
            return None
        with suppress(StoreError):
            return _read(self.folder / _CLOSING, Closing)
        return None

    def _file(self, group: str) -> Path:
        """Only groups of the plan have a file: a name can lead nowhere else."""
        if not any(one.id == group for one in self.plan().groups):
            raise KeyError(group)
        return self.folder / f"{group}.events"

    def _wrong(self, secret: _Secret, group: str) -> list[datetime]:
        now = self.now()
        return [at for at in secret.wrong.get(group, []) if 0 <= (now - at).total_seconds() < WRONG_SECONDS]

    def _secret(self) -> _Secret:
        return _read(self.folder / _SECRET, _Secret)

    def _keep(self, secret: _Secret) -> None:
        medium.write_whole(self.folder / _SECRET, _content(secret), 0o600)


@dataclass(frozen=True, slots=True)
class FolderRoom:
    """All workshops of a home: a `Room`."""

    home: Path
    now: Callable[[], datetime] = utc_now

    def desks(self) -> list[Desk]:
        """Read every plan; a workshop whose plan was not written whole was never begun."""
        found: list[tuple[datetime, Desk]] = []
        for folder in (self.home / WORKSHOPS).glob("*"):
            with suppress(StoreError, OSError):
                desk = FolderDesk(folder, self.now)
                if _ID.fullmatch(folder.name):
                    found.append((desk.plan().made_at, desk))
        return [desk for _at, desk in sorted(found, key=lambda one: one[0], reverse=True)]

    def open(self, plan: Plan) -> Desk:
        """Write the secret first and the plan last. Raises WorkshopError when the number has another plan."""
        folder = self.home / WORKSHOPS / plan.id
        desk = FolderDesk(folder, self.now)
        house.make(self.home)
        try:
            medium.make_folder(folder.parent)
            medium.make_folder(folder, 0o700)
            with medium.alone_in(folder):
                if not (folder / _PLAN).exists():
                    medium.write_whole(folder / _SECRET, _content(_new_secret(plan)), 0o600)
                    medium.write_whole(folder / _PLAN, _content(plan))
        except OSError as err:
            raise medium.not_saved(err, folder) from err
        if desk.plan().model_copy(update={"material": plan.material}) != plan:
            raise WorkshopError(
                _("Another workshop has the number {number} already.").format(number=plan.id),
                remedy=_("Plan this one anew: it then gets another number."),
            )
        return desk

    def desk(self, workshop_id: str) -> Desk:
        """Look for its folder."""
        folder = self.home / WORKSHOPS / workshop_id
        if not _ID.fullmatch(workshop_id) or not (folder / _PLAN).exists():
            raise WorkshopError(
                _("There is no workshop {number} here.").format(number=workshop_id),
                remedy=_("Begin one with `pcsol checklist run`. If it lies on a stick, plug the stick in."),
            )
        return FolderDesk(folder, self.now)

    def of_link(self, link: str) -> tuple[Desk, str] | None:
        """Look through all of them; one that cannot be read might be the one."""
        place, fault = self.home / WORKSHOPS, None
        try:
            folders = sorted(one for one in place.iterdir() if _ID.fullmatch(one.name))
        except OSError as err:
            raise medium.not_saved(err, place) from err
        for folder in folders:
            desk = FolderDesk(folder, self.now)
            try:
                # One whose plan was not written whole was never begun.
                name = desk.group_of(link) if (folder / _PLAN).exists() else None
            except StoreError as err:
                fault = err
                continue
            except OSError as err:
                raise medium.not_saved(err, place) from err
            if name is not None:
                return desk, name
        if fault is not None:
            raise fault
        return None


def _new_secret(plan: Plan) -> _Secret:
    links = {group.id: secrets.token_urlsafe(16) for group in plan.groups}
    code, second = new_codes(plan)
    return _Secret(code=code, second=second, links=links)


def _content(noun: Noun) -> bytes:
    return (json.dumps(noun.to_json(), ensure_ascii=False, indent=1) + "\n").encode()


def _read(file: Path, kind: type[_Kind]) -> _Kind:
    try:
        return kind.model_validate_json(file.read_bytes())
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err
    except ValidationError as err:
        raise _damaged(file, err) from err


def _damaged(file: Path, err: ValidationError) -> StoreError:
    return StoreError(
        _("The workshop's file {name} is damaged.").format(name=file.name),
        remedy=_("Put a copy of it back if you have one, or begin a new workshop: what was done is told again."),
        details=f"{file}: {err}",
    )
