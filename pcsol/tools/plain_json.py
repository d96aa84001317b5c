"""JSON of others, read so that nothing in it can trip whoever uses it."""

import json
import math
import re
from typing import Any

from pcsol.errors import ToolUnreadableError

# The largest counters that programs print have 128 bits: those of NVMe's health log.
_MOST_DIGITS = 39
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(text: str) -> object:
    """Return what the text says; a number that no machine counts to (NaN, Infinity, 1e999, 40 digits) is null.

    Raises ValueError when it is no JSON, or nested more deeply than can be followed.
    """
    try:
        plain: object = json.loads(text, parse_int=_whole, parse_float=_fraction, parse_constant=_nothing)
        return _without_half_signs(plain) if _SURROGATE.search(text) else plain
    except RecursionError as err:
        raise ValueError("nested too deeply") from err


def told_by(program: str, text: str) -> dict[str, Any]:
    """Return the one object that a program printed. Raises ToolUnreadableError when it is anything else."""
    try:
        plain = loads(text)
    except ValueError as err:
        raise ToolUnreadableError(program, details=str(err)) from err
    if not isinstance(plain, dict):
        raise ToolUnreadableError(program, details=f"JSON {type(plain).__name__}")
    return plain


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def _fraction(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _nothing(_name: str) -> None:
    return None


def _without_half_signs(plain: object) -> object:
    """JSON may spell half a sign ("\\ud800", RFC 8259, 8.2), which UTF-8 cannot: it becomes a question mark."""
    whole: object = json.loads(json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"))
    return whole
