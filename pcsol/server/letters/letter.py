"""Open one letter: is it a record, whose is it, is it as it was signed (pure)."""

import hashlib
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, from_json

from pcsol.judge.letters import signature
from pcsol.judge.letters.form import NoFormError, forms
from pcsol.model.hardware.machine import Mark
from pcsol.model.papers.signers import Signer
from pcsol.model.record import KINDS, Record
from pcsol.server import faults
from pcsol.server.letters.judged import bodies, bounds

MOST_BYTES = 5_000_000
MOST_MARKS = 64
_SCHEMA = re.compile(r"pcsol/record/([1-9]\d{0,3})")
_KIND = re.compile(r"[a-z][a-z-]{0,30}")
_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)
_MOST_FAULTS = 20

# "here": the hub itself made it.
Standing = Literal["signed", "unsigned", "here"]


@dataclass(frozen=True, slots=True)
class Keys:
    """Whom a structure believes: `letters` returns the key (32 bytes) of a fingerprint, None where no station of it has
    it; `papers` returns the signers of its certificates; `revoked` says whether a fingerprint vouches for nothing any
    more. Each is asked only where it matters."""

    letters: Callable[[str], bytes | None]
    papers: Callable[[], Sequence[Signer]] = tuple
    revoked: Callable[[str], bool] = lambda _name: False


@dataclass(frozen=True, slots=True)
class Letter:
    """A record that may be kept. `newer`: of a schema that this hub does not read; it is kept whole all the same."""

    id: str
    kind: str
    schema: str
    newer: bool
    taken_at: datetime
    code: str | None
    marks: tuple[Mark, ...]
    operator: str | None
    standing: Standing
    digest: str
    content: bytes
    plain: dict[str, Any]
    proven: tuple[bodies.Proven, ...] = ()


def parsed(raw: bytes, most_bytes: int = MOST_BYTES) -> object:
    """Read JSON from the outside, bounded in size and depth. Raises Fault 413 or 422."""
    if len(raw) > most_bytes:
        raise faults.too_big(most_bytes)
    try:
        found: object = from_json(raw, allow_inf_nan=False)
    except ValueError as err:
        raise faults.unreadable([f"JSON: {err}"[:300]]) from err
    return found


def opened(plain: object, keys: Keys, wanted_id: str | None = None) -> Letter:
    """Return the letter. `wanted_id`: the id it was sent under. Raises Fault 413, or 422 with each fault named."""
    if not isinstance(plain, dict):
        raise faults.unreadable(["not an object"])
    newer = _is_newer(plain)
    found = _envelope(plain) if newer else _record(plain, keys)
    if wanted_id is not None and plain["id"] != wanted_id:
        raise faults.unreadable([f"id: {wanted_id} was announced"])
    try:
        whole, unsigned = forms(plain, "signature")
    except NoFormError as err:
        raise faults.unreadable([str(err)[:300]]) from err
    if len(whole) > MOST_BYTES:
        raise faults.too_big(MOST_BYTES)
    unkept = bounds.nul(plain, whole)
    if unkept is not None:
        raise faults.unreadable([unkept[:300]])
    return Letter(
        **found, newer=newer, plain=plain, content=whole, digest=hashlib.sha256(whole).hexdigest(),
        standing=_standing(plain, unsigned, keys),
    )  # fmt: skip


def _is_newer(plain: dict[str, Any]) -> bool:
    """A newer record, or one with a body of a newer schema, or of a kind that came later."""
    schema = plain.get("schema")
    match = _SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
    if match is None:
        raise faults.unreadable(["schema: not pcsol/record/1"])
    return int(match[1]) > 1 or plain.get("kind") not in KINDS or bodies.is_newer(plain)


def _record(plain: dict[str, Any], keys: Keys) -> dict[str, Any]:
    _id(plain)
    try:
        record = Record.from_json(plain)
    except ValidationError as err:
        raise faults.unreadable([_named(one) for one in err.errors()[:_MOST_FAULTS]]) from err
    body = bodies.looked_at(record, keys.papers)
    if body.faults:
        raise faults.unreadable(body.faults[:_MOST_FAULTS])
    if not bounds.is_moment(record.taken_at):
        raise faults.unreadable(["taken_at: without a time zone, or no moment of a computer's clock"])
    if record.tower.code is not None and not bounds.is_sticker(record.tower.code):
        raise faults.unreadable(["tower.code: not as it stands on a sticker"])
    return {
        "id": record.id, "kind": record.kind, "schema": record.schema_, "taken_at": record.taken_at,
        "code": record.tower.code, "marks": record.tower.marks[:MOST_MARKS], "operator": record.operator,
        "proven": body.proven,
    }  # fmt: skip


def _envelope(plain: dict[str, Any]) -> dict[str, Any]:
    """Read of a newer record what every version has: enough to keep it and to find its tower."""
    _id(plain)
    kind = plain.get("kind")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise faults.unreadable(["kind: not a word"])
    try:
        taken_at = _MOMENT.validate_python(plain.get("taken_at"))
    except ValidationError as err:
        raise faults.unreadable(["taken_at: not a moment"]) from err
    if not bounds.is_moment(taken_at):
        raise faults.unreadable(["taken_at: no moment of a computer's clock"])
    code, marks = named(plain)
    operator = plain.get("operator")
    return {
        "id": plain["id"], "kind": kind, "schema": plain["schema"], "taken_at": taken_at, "code": code, "marks": marks,
        "operator": operator if isinstance(operator, str) else None,
    }  # fmt: skip


def named(plain: dict[str, Any]) -> tuple[str | None, tuple[Mark, ...]]:
    """Return the code and the marks by which a record names its tower, whatever its version; None for what is no code:
    a newer record is kept all the same."""
    tower = plain.get("tower")
    tower = tower if isinstance(tower, dict) else {}
    code = tower.get("code")
    code = code if isinstance(code, str) and bounds.is_sticker(code) else None
    return code, tuple(_marks(tower.get("marks")))


def _marks(plain: object) -> list[Mark]:
    found = []
    for one in plain[:MOST_MARKS] if isinstance(plain, list) else []:
        try:
            found.append(Mark.from_json(one))
        except ValidationError:  # a kind of mark that came later
            continue
    return found


def _id(plain: dict[str, Any]) -> None:
    given = plain.get("id")
    try:
        fits = isinstance(given, str) and str(uuid.UUID(given)) == given
    except ValueError:
        fits = False
    if not fits:
        raise faults.unreadable(["id: not a UUID in lower case"])


def _standing(plain: dict[str, Any], unsigned: bytes, keys: Keys) -> Standing:
    """What a revoked station signed may be from whoever has its stick now: it is kept as if nobody had signed it."""
    name = signature.key_of(plain)
    key = keys.letters(name) if name is not None else None
    state = signature.check(plain, key, unsigned_form=unsigned)
    if state == "changed":
        raise faults.unreadable(["signature: it does not fit"])
    if state == "unknown-key":
        raise faults.unreadable(["signature: of a station that is not enrolled here"])
    return "signed" if state == "fits" and not keys.revoked(str(name)) else "unsigned"


def _named(one: ErrorDetails) -> str:
    place = ".".join(str(part) for part in one["loc"])
    return f"{place}: {one['msg']}"[:300]
