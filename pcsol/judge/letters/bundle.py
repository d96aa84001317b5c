"""The file that is carried by hand (docs/adr/0012-letters.md, "By hand"), line by line: written, and checked. Pure.

A head, a record a line, an end that is signed. One record is held in memory at a time, never the file. What a record
says of itself is not looked at here: also one of a newer PCSol goes through whole.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from pcsol.errors import CarriedFaultyError
from pcsol.judge.letters import faults
from pcsol.judge.letters.signature import Purpose, check, signed
from pcsol.model.letters.carried import OutboxEnd, OutboxHead

# As of a record in the store, and its end of line.
LONGEST_LINE = 50_000_001
_END: Purpose = "pcsol/outbox-end/1"
_HEAD = "pcsol/outbox/"
_BEGIN = b'{"schema":"pcsol/outbox/'


def lines(head: OutboxHead, records: Iterable[dict[str, Any]], private_key: bytes) -> Iterator[bytes]:
    """Give the file's lines, the signed end last. `private_key`: the 32 bytes whose other half stands in the head.

    An id that comes twice is written once, the first time. Raises KeyError for what has no id, ValueError for a line
    that is too long: neither is found in a store.
    """
    sha, ids = hashlib.sha256(), set[str]()
    sha.update(first := _line(head.to_json()))
    yield first
    for plain in records:
        if plain["id"] in ids:
            continue
        ids.add(plain["id"])
        sha.update(line := _line(plain))
        yield line
    end = {"schema": _END, "records": len(ids), "sha256": sha.hexdigest()}
    yield _line(signed(end, private_key, _END))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a checked file is: whose, with how many records, and the SHA-256 that its last line bears."""

    head: OutboxHead
    number: int
    sha256: str


@dataclass(slots=True)
class Check:
    """Takes the lines of a file one by one, in order; `ended` says whether it is whole and as it was written."""

    _head: OutboxHead | None = None
    _sha: Any = field(default_factory=hashlib.sha256)
    _ids: set[str] = field(default_factory=set)
    _number: int = 0
    _last: bytes | None = None
    _fault: CarriedFaultyError | None = None

    def feed(self, line: bytes) -> None:
        """Take the next line, its end of line included. Raises CarriedFaultyError or RecordNewerError at once for a
        file that is no such one, or of a newer PCSol; everything else is judged at the end."""
        if len(line) > LONGEST_LINE:
            raise faults.too_long(LONGEST_LINE)
        if self._head is None:
            self._head = _head(line)
            self._sha.update(line)
            return
        if self._last is not None:
            self._take(self._last)
        self._last = line

    def ended(self) -> Seen:
        """Return what the file is. Raises CarriedFaultyError: cut short, changed, miscounted, or with an id twice."""
        end = _end(self._last)
        if self._head is None or end is None:
            raise faults.cut_short()
        digest = self._sha.hexdigest()
        public = bytes.fromhex(self._head.public_key)
        if end["sha256"] != digest or check(end, public, _END) != "fits":
            raise faults.changed()
        if end["records"] != self._number:
            raise faults.miscounted(end["records"], self._number)
        if self._fault is not None:
            raise self._fault
        return Seen(self._head, self._number, digest)

    def _take(self, line: bytes) -> None:
        """What is wrong with a record matters only if the file is as it was written: until then it may be a change."""
        self._sha.update(line)
        self._number += 1
        try:
            number = record(line)["id"]
        except CarriedFaultyError as err:
            self._fault = self._fault or err
            return
        if number in self._ids:
            self._fault = self._fault or faults.twice(number)
        self._ids.add(number)


def record(line: bytes) -> dict[str, Any]:
    """Return the record on a line. Raises CarriedFaultyError where there is none."""
    plain = _plain(line)
    if plain is None or not isinstance(plain.get("id"), str):
        raise faults.no_record()
    return plain


def _head(line: bytes) -> OutboxHead:
    if not line.endswith(b"\n") and line.startswith(_BEGIN[: len(line)]):
        raise faults.cut_short()
    plain = _plain(line) or {}
    schema = plain.get("schema")
    version = schema.removeprefix(_HEAD) if isinstance(schema, str) and schema.startswith(_HEAD) else ""
    if version.isdecimal() and version != "1":
        raise faults.newer(str(schema))
    try:
        return OutboxHead.from_json(plain)
    except ValidationError as err:
        raise faults.not_ours(f"{err.error_count()} faults in the first line") from err


def _end(line: bytes | None) -> dict[str, Any] | None:
    """A last line without its end of line may have lost more than that."""
    plain = _plain(line) if line is not None and line.endswith(b"\n") else None
    try:
        OutboxEnd.from_json(plain)
    except ValidationError:
        return None
    return plain


def _plain(line: bytes) -> dict[str, Any] | None:
    try:
        found = from_json(line, allow_inf_nan=False)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def is_carriable(plain: dict[str, Any]) -> bool:
    """Say whether a record can stand in such a file: no number beyond what JSON has, not too long."""
    try:
        _line(plain)
    except ValueError:
        return False
    return True


def _line(plain: dict[str, Any]) -> bytes:
    line = (json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()
    if len(line) > LONGEST_LINE:
        raise ValueError(f"a line of more than {LONGEST_LINE} bytes")
    return line
