"""Find what is kept. The files are the truth: there is no other index than what is read from them."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pcsol.errors import RecordNewerError, RecordUnreadableError, StoreError
from pcsol.i18n import _
from pcsol.judge.identity import same
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.model.noun import Noun
from pcsol.model.record import Record, TowerRef
from pcsol.store import medium, records
from pcsol.store.home import TOWERS, seen
from pcsol.store.medium import PART

Body = TypeVar("Body", bound=Noun)
_RECORD = "pcsol/record/"
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be used: damaged, or written by a newer PCSol. It stays where it is."""

    file: Path
    error: StoreError


@dataclass(frozen=True, slots=True)
class Kept:
    """Records, the oldest first, and the files that could not be used."""

    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()


def everything(home: Path) -> Kept:
    """Read every record of the store; a file that cannot be read takes no other with it.

    Raises StoreError when the medium does not answer.
    """
    seen(home)
    found: list[Record] = []
    faults: list[Fault] = []
    for file in files(home):
        try:
            found.append(_kept(file))
        except StoreError as err:
            faults.append(Fault(file, err))
    return Kept(tuple(sorted(found, key=lambda record: record.taken_at)), tuple(faults))


def files(home: Path) -> list[Path]:
    """Return every file of a record, tower by tower, the oldest of each first. Raises StoreError."""
    try:
        return sorted(file for file in (home / TOWERS).glob("*/*.json") if not file.name.startswith(PART))
    except OSError as err:
        raise type(medium.not_saved(err, home))(
            _("The records in {place} cannot be read.").format(place=home),
            remedy=_("Look whether the stick is plugged in, or start with `sudo`."),
            details=str(err),
        ) from err


def _kept(file: Path) -> Record:
    """A pipe among the records would be waited for, and a device may never end."""
    if not file.is_file():
        raise records.damaged(file, "not a regular file")
    return read(file)


def read(file: Path) -> Record:
    """Return the record in a file. Raises RecordNewerError or RecordUnreadableError."""
    try:
        plain = records.read_file(file)
    except OSError as err:
        raise records.damaged(file, str(err)) from err
    schema = plain.get("schema") if isinstance(plain, dict) else None
    if _is_newer(schema, _RECORD, 1):
        raise _newer(file.name, str(schema))
    try:
        return Record.from_json(plain)
    except ValidationError as err:
        raise records.damaged(file, str(err)) from err


def body(record: Record, noun: type[Body]) -> Body:
    """Return a record's body as a noun (`body(record, Probe)`). Raises RecordNewerError or RecordUnreadableError."""
    return printed(record.body, noun, record.id)


def printed(plain: Mapping[str, object], noun: type[Body], name: str) -> Body:
    """Return what a command printed with `--json` as a noun. Raises RecordNewerError or RecordUnreadableError."""
    schema = plain.get("schema")
    ours = str(noun.model_fields["schema_"].default)
    family, version = ours.rsplit("/", 1)
    if _is_newer(schema, f"{family}/", int(version)):
        raise _newer(name, str(schema))
    try:
        return noun.from_json(plain)
    except ValidationError as err:
        raise RecordUnreadableError(
            _("The record {name} is damaged.").format(name=name),
            remedy=_("It is left where it is, and the others are used. Put a copy of it back if you have one."),
            details=str(err),
        ) from err


def of_tower(kept: Kept, tower: TowerRef) -> Kept:
    """Return the records of one tower, found by its code, or by the marks that it was seen with.

    A record without a code belongs to the tower whose marks it shares, unless they were seen under two codes: then
    nobody can tell, and it is left out. A shared placeholder never makes two towers one (`judge.identity.same`).
    """
    code = tower.code or code_of(kept, tower.marks)
    seen_with = {record.tower.marks for record in kept.records if code and record.tower.code == code}
    marks = {tower.marks, *seen_with}
    mine = tuple(record for record in kept.records if _belongs(record, code, marks, kept))
    folders = {records.folder_name(r.to_json()) for r in mine}
    folders.add(records.folder_name({"tower": tower.to_json()}))
    return Kept(mine, tuple(fault for fault in kept.faults if fault.file.parent.name in folders))


def looks(kept: Kept) -> tuple[Record, ...]:
    """Return the probes that were not themselves the end of a comparison, the oldest first: such a one may be of a
    tower put back wrong, and what is compared with it would look right."""
    ends = {one.body.get("after_id") for one in kept.records if one.kind == "compare"}
    return tuple(one for one in kept.records if one.kind == "probe" and one.id not in ends)


def comparisons(home: Path, code: str) -> tuple[Record, ...]:
    """Return the comparisons of the tower with this code, the oldest first; what cannot be read is passed over.

    Raises StoreError when the medium does not answer.
    """
    found: list[Record] = []
    for file in files(home):
        if "-compare-" in file.name:
            with suppress(StoreError):
                found.append(_kept(file))
    if any(one.tower.code is None for one in found):  # whose it is only the other records of its marks tell
        return tuple(one for one in of_tower(everything(home), TowerRef(code=code)).records if one.kind == "compare")
    return tuple(sorted((one for one in found if one.tower.code == code), key=lambda one: one.taken_at))


def probe_files(home: Path) -> dict[str, Path]:
    """Return the files of all looks by their records' ids, unread. Raises StoreError."""
    named = [(file.stem.partition("-probe-")[2], file) for file in files(home)]
    return {name: file for name, file in named if name}


def code_of(kept: Kept, marks: tuple[Mark, ...]) -> str | None:
    """Return the code of the tower with these marks; None when it has none, or when they were seen under two."""
    codes = codes_of(kept, marks)
    return codes.pop() if len(codes) == 1 else None


def codes_of(kept: Kept, marks: tuple[Mark, ...]) -> set[str]:
    """Return every code that these marks were seen under: more than one is somebody's mistake."""
    return {record.tower.code for record in kept.records if record.tower.code and _same(record.tower.marks, marks)}


def last_trusted(kept: Kept) -> datetime | None:
    """Return when the newest record was taken, of those whose clock was believed."""
    return max((record.taken_at for record in kept.records if record.clock.trusted), default=None)


def _belongs(record: Record, code: str | None, marks: Iterable[tuple[Mark, ...]], kept: Kept) -> bool:
    if code and record.tower.code:
        return record.tower.code == code
    if not any(_same(record.tower.marks, known) for known in marks):
        return False
    return record.tower.code is not None or len(codes_of(kept, record.tower.marks)) < 2


def _same(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> bool:
    return same(Identity(marks=one), Identity(marks=other)) is True


def _is_newer(schema: object, family: str, ours: int) -> bool:
    version = schema.removeprefix(family) if isinstance(schema, str) and schema.startswith(family) else ""
    return version.isdecimal() and (len(version) > _DIGITS or int(version) > ours)


def _newer(name: str, schema: str) -> RecordNewerError:
    return RecordNewerError(
        _("A newer PCSol wrote the record {name}.").format(name=name),
        remedy=_("Update PCSol to see it. It is kept whole."),
        details=schema,
    )
