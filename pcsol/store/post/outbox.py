"""What waits for the hub: the store's records, less what the hub has confirmed and what it would not take.

The name of a record's file says its time, kind and id, and its folder the tower: to know what waits, nothing is read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic_core import from_json

from pcsol.errors import RecordUnreadableError
from pcsol.model.letters.outbox import Damaged, Letter, Outbox, Refusal, RefusedLetter
from pcsol.store import find, records
from pcsol.store.post import enrolled, ledger, notes
from pcsol.tools import regular_file

_NAME = re.compile(r"(\d{4}-\d\d-\d\dt\d\d-\d\d-\d\dz)-([a-z][a-z-]*)-([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Letters by tower, each tower's in order of time; those the hub would not take are among them.

    `damaged`: files whose name does not say what they are, and whose content does not either.
    """

    towers: Mapping[str, tuple[Letter, ...]]
    damaged: tuple[Damaged, ...] = ()

    @property
    def letters(self) -> tuple[Letter, ...]:
        """All letters, tower by tower."""
        return tuple(letter for tower in self.towers.values() for letter in tower)


def waiting(home: Path, hub: str) -> Waiting:
    """Return what this hub (its mark) has not confirmed. Raises StoreError when the medium does not answer."""
    done = ledger.delivered(home, hub)
    towers: dict[str, list[Letter]] = {}
    damaged: list[Damaged] = []
    for file in find.files(home):
        try:
            letter = _letter(file)
        except RecordUnreadableError as err:
            damaged.append(Damaged(file=str(file), why=err.details))
            continue
        if letter.id not in done:
            done.add(letter.id)  # the same one twice, where two folders were mixed: once is enough
            towers.setdefault(letter.tower, []).append(letter)
    return Waiting({tower: tuple(letters) for tower, letters in towers.items()}, tuple(damaged))


def content(letter: Letter) -> bytes:
    """Return a letter's bytes as they lie in the store, of whatever schema. Raises RecordUnreadableError.

    It is damaged where it is no JSON object, or another record than its name says.
    """
    file = Path(letter.file)
    try:
        raw = regular_file.read(file, records.LARGEST_BYTES + 1)
        plain = from_json(raw, allow_inf_nan=False)
    except (OSError, ValueError) as err:
        raise records.damaged(file, str(err)) from err
    if not isinstance(plain, dict) or str(plain.get("id")).lower() != letter.id:
        raise records.damaged(file, "not the record that its name says")
    return raw


def listed(home: Path) -> Outbox:
    """Return all that waits, with every letter looked into. Raises StoreError when the medium does not answer."""
    here = enrolled.found(home)
    hub = enrolled.mark(here)
    found = waiting(home, hub)
    whole, damaged = _whole(found.letters)
    refused = refused_among(whole, notes.refusals(home, hub).refused)
    ids = {letter.id for letter in refused}
    return Outbox(
        hub=here.url if here else None,
        waiting=tuple(letter for letter in whole if letter.id not in ids),
        refused=refused,
        damaged=(*found.damaged, *damaged),
    )


def refused_among(letters: Iterable[Letter], why: Mapping[str, Refusal]) -> tuple[RefusedLetter, ...]:
    """Return those letters that the hub would not take, each with the reason."""
    return tuple(
        RefusedLetter(**{**dict(letter), **_shown(why[letter.id].to_json())}) for letter in letters if letter.id in why
    )


def _shown(refusal: dict[str, object]) -> dict[str, object]:
    return {key: refusal[key] for key in ("status", "reason", "remedy", "since", "next_try")}


def _whole(letters: Iterable[Letter]) -> tuple[list[Letter], list[Damaged]]:
    whole, damaged = [], []
    for letter in letters:
        try:
            content(letter)
            whole.append(letter)
        except RecordUnreadableError as err:
            damaged.append(Damaged(file=letter.file, why=err.details))
    return whole, damaged


def _letter(file: Path) -> Letter:
    told = _NAME.fullmatch(file.stem)
    try:
        if told is None:
            return _of_content(file)
        moment = datetime.strptime(told[1], "%Y-%m-%dt%H-%M-%Sz").replace(tzinfo=UTC)
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise records.damaged(file, f"{type(err).__name__}: {err}") from err
    return Letter(id=told[3], tower=file.parent.name, kind=told[2], taken_at=moment, file=str(file))


def _of_content(file: Path) -> Letter:
    """A record that somebody put here under a name of their own."""
    plain = from_json(regular_file.read(file, records.LARGEST_BYTES + 1))
    number, kind, moment = str(plain["id"]).lower(), str(plain["kind"]), str(plain["taken_at"])
    return Letter(id=number, tower=file.parent.name, kind=kind, taken_at=datetime.fromisoformat(moment), file=str(file))
