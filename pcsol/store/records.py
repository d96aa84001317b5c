"""Keep a record: a folder per tower of JSON files, each written whole and flushed before anything is said to be saved.

    PCSOL_HOME/towers/val-0042-d/2026-11-23t06-38-00z-probe-<id>.json

Names hold nothing that FAT refuses and do not differ by case alone. A record is never overwritten and never changed.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from pcsol.errors import RecordUnreadableError, StoreError
from pcsol.i18n import _
from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.record import KINDS, Record, TowerRef
from pcsol.model.settings import Settings
from pcsol.store import canonical, medium
from pcsol.store import home as house
from pcsol.store.home import TOWERS
from pcsol.store.letters import key as letters
from pcsol.store.operator import operator

LARGEST_BYTES = 50_000_000

_SET_ASIDE = ".damaged"
# Best first: what outlives more repairs of one tower.
_MARKS = ("system-uuid", "board-serial", "system-serial", "mac", "chassis-serial")


@dataclass(frozen=True, slots=True)
class Moment:
    """When it was done, by which clock: the same two values that stand in the body."""

    taken_at: datetime
    clock: Clock


def keep(home: Path, kind: str, body: Noun, tower: TowerRef, moment: Moment) -> Record:
    """Make a record of what was done to a tower, sign it, and return it once it is safe on the medium.

    Station and operator are those of this station; faulty settings keep no record back, they only do not count. Raises
    as `keep_made` does. To try again, make the record once and call that: each call of this one makes another record.
    """
    settings, _fault = house.settled(home)
    return keep_made(home, made(kind, body, tower, moment, settings))


def keep_made(home: Path, record: Record) -> Record:
    """Sign a record and return it as it is kept, once it is safe on the medium. May be called again after any fault.

    It is signed each time anew, for the key lies on the same medium and may come back with it. So what an earlier call
    brought onto the medium counts, signed or not, and never becomes another record. A key that cannot be used keeps no
    record back: `signature` is null then. Raises StoreFullError, StoreReadOnlyError or StoreGoneError.
    """
    _file, plain = _put(home, letters.signed(home, record.to_json()), _same_but_for_signature)
    return Record.from_json(plain)


def made(kind: str, body: Noun, tower: TowerRef, moment: Moment, settings: Settings) -> Record:
    """Make a record, and keep it nowhere yet."""
    return Record(
        kind=kind,
        id=str(uuid.uuid4()),
        tower=tower,
        station=settings.station,
        structure=settings.structure,
        operator=operator(),
        taken_at=moment.taken_at.astimezone(UTC),
        clock=moment.clock,
        body=body.to_json(),
    )


def file_of(home: Path, record: Record) -> Path:
    """Return where this record lies, or will."""
    plain = record.to_json()
    return home / TOWERS / folder_name(plain) / _name(plain)


def put(home: Path, plain: dict[str, Any]) -> Path:
    """Keep a record as it is, whole, whatever its schema's version, and return its file.

    The same record again is fine; another one under the same id raises StoreError. Raises as `keep_made` does.
    """
    return _put(home, plain, canonical.same)[0]


def _put(home: Path, plain: dict[str, Any], is_same: Callable[[object, object], bool]) -> tuple[Path, object]:
    """Return where the record lies, and what lies there."""
    name, content = _name(plain), _content(plain)
    house.make(home)
    try:
        with medium.alone_in(home / TOWERS):
            kept = _kept_already(home, plain, is_same)
            return kept or (_write(home / TOWERS / folder_name(plain), name, content), plain)
    except OSError as err:
        raise medium.not_saved(err, home) from err


def folder_name(plain: dict[str, Any]) -> str:
    """Return the name of the folder for a record's tower: by its code, else its best usable mark, else by itself."""
    tower = plain.get("tower")
    tower = tower if isinstance(tower, dict) else {}
    if tower.get("code"):
        return _tame(str(tower["code"]))
    marks = _marks(tower.get("marks"))
    best = min((m for m in marks if m.usable), key=lambda m: (_MARKS.index(m.kind), m.value), default=None)
    if best is None:
        return f"record-{_tame(str(plain.get('id', '')))}"
    return f"{best.kind}-{hashlib.sha256(best.value.casefold().encode()).hexdigest()[:16]}"


def _marks(plain: object) -> list[Mark]:
    """Read the marks that this version knows; a newer one may have kinds that it does not."""
    found = []
    for mark in plain if isinstance(plain, list) else []:
        with suppress(ValidationError):
            found.append(Mark.from_json(mark))
    return found


def read_file(file: Path) -> object:
    """Return the JSON of a file. Raises RecordUnreadableError when it is damaged, OSError when it does not answer."""
    with file.open("rb") as stream:
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise damaged(file, f"more than {LARGEST_BYTES} bytes")
    try:
        plain: object = from_json(content, allow_inf_nan=False)
        return plain
    except ValueError as err:
        raise damaged(file, str(err)) from err


def damaged(file: Path, details: str) -> RecordUnreadableError:
    """Say that a record's file cannot be read."""
    return RecordUnreadableError(
        _("The record {name} is damaged.").format(name=file.name),
        remedy=_("It is left where it is, and the others are used. Put a copy of it back if you have one."),
        details=f"{file}: {details}",
    )


def _write(folder: Path, name: str, content: bytes) -> Path:
    there = folder.is_dir()
    if there:
        medium.sweep(folder)
    try:
        medium.make_folder(folder)
        medium.write_whole(folder / name, content)
    except (OSError, StoreError):
        if not there and folder.is_dir():
            with suppress(OSError):
                folder.rmdir()
        raise
    return folder / name


def _same_but_for_signature(kept: object, plain: object) -> bool:
    without = [{**one, "signature": None} if isinstance(one, dict) else one for one in (kept, plain)]
    return canonical.same(*without)


def _kept_already(
    home: Path, plain: dict[str, Any], is_same: Callable[[object, object], bool]
) -> tuple[Path, object] | None:
    """Return where this record lies already, and what lies there. A file of it that a pulled stick cut short is set
    aside."""
    for file in (home / TOWERS).glob(f"*/*-{_tame(plain['id'])}.json"):
        if not file.is_file():
            raise damaged(file, "not a regular file")
        try:
            kept = read_file(file)
        except RecordUnreadableError:
            file.replace(file.with_suffix(_SET_ASIDE))
            continue
        if is_same(kept, plain):
            return file, kept
        raise StoreError(
            _("Another record is kept under the same number already: {name}.").format(name=file.name),
            remedy=_("A record is never changed. Keep both files aside and report this to us."),
            details=str(file),
        )
    return None


def _name(plain: dict[str, Any]) -> str:
    """Return a name that sorts by time, and says to a person what it is."""
    try:
        number = uuid.UUID(plain["id"])
        at = datetime.fromisoformat(plain["taken_at"]).astimezone(UTC)
        kind = str(plain["kind"])
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as err:
        raise _not_a_record(f"{type(err).__name__}: {err}") from err
    if str(number) != str(plain["id"]).lower() or not re.fullmatch(r"[a-z][a-z-]{0,30}", kind):
        raise _not_a_record(f"id {plain['id']!r}, kind {kind!r}")
    return f"{at:%Y-%m-%dt%H-%M-%Sz}-{kind}-{number}.json"


def _content(plain: dict[str, Any]) -> bytes:
    canonical.canonical(plain)  # refuses what could not be compared later
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def _not_a_record(details: str) -> StoreError:
    return StoreError(
        _("This is not a record of PCSol."),
        remedy=_("A record has an id, a kind and a time. Kinds are: {kinds}.").format(kinds=", ".join(KINDS)),
        details=details,
    )


def _tame(text: str) -> str:
    return re.sub(r"[^a-z0-9-]", "_", text.lower())[:80] or "_"
