"""What no table can hold (pure): named before the database is asked, which can only fail, and for ever."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pcsol.errors import CodeFaultyError
from pcsol.judge import codes
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe

# BIGINT: https://www.postgresql.org/docs/current/datatype-numeric.html
_MOST = 2**63 - 1
# No clock of a computer says less: Unix counts from here.
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
# In an RFC 8785 form: with an even number of backslashes before it, which are themselves escaped.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def is_sticker(code: str) -> bool:
    """Say whether a code stands as on a sticker: what is written in another way would never be found again."""
    try:
        return codes.read(code) == code
    except CodeFaultyError:
        return False


def is_moment(at: datetime) -> bool:
    """Say whether both databases can hold a moment, and a clock can have said it."""
    try:
        return at.tzinfo is not None and at.astimezone(UTC) >= _FIRST
    except OverflowError:
        return False


def too_large(noun: Noun) -> Iterator[str]:
    """Name the numbers of a body that are kept in columns and do not fit."""
    if not isinstance(noun, Probe):
        return
    if abs(noun.memory.total_bytes or 0) > _MOST:
        yield "body.memory.total_bytes: more than 63 bits"
    if sum(abs(disk.size_bytes or 0) for disk in noun.disks or ()) > _MOST:
        yield "body.disks.size_bytes: together more than 63 bits"


def nul(plain: dict[str, Any], whole: bytes) -> str | None:
    """Name the first field with a NUL in it: PostgreSQL keeps none. `whole`: the RFC 8785 form."""
    return next(_nul(plain, ""), None) if _NUL.search(whole) else None


def _nul(plain: object, place: str) -> Iterator[str]:
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield from _nul(key, f"{place}.(a name)")
            yield from _nul(value, f"{place}.{key}")
    elif isinstance(plain, list):
        for number, value in enumerate(plain):
            yield from _nul(value, f"{place}.{number}")
    elif isinstance(plain, str) and "\0" in plain:
        yield f"{place.removeprefix('.')}: a NUL in it"
