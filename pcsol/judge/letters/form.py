"""The one form of a record that two programs can compare byte by byte: RFC 8785, JSON Canonicalization Scheme."""

from collections.abc import Iterable
from typing import Any

import rfc8785

# RFC 8785 section 3.2.2.3 sees every number as an IEEE 754 double, as a reader in JavaScript does; beyond 2**53 an
# integer of ours (a 128-bit NVMe counter) is the double that such a reader would make of it.
_SAFE_MAX = 2**53 - 1


class NoFormError(ValueError):
    """JSON cannot hold this: NaN, a lone surrogate, nesting without end."""


def form(plain: object) -> bytes:
    """Return the RFC 8785 form, in UTF-8. Raises NoFormError."""
    try:
        return rfc8785.dumps(_as_doubles(plain))
    except (rfc8785.CanonicalizationError, OverflowError, RecursionError) as err:
        raise NoFormError(f"{type(err).__name__}: {err}") from err


def forms(plain: dict[str, Any], without: str) -> tuple[bytes, bytes]:
    """Return the form of an object, and that of the same object without one key. Raises NoFormError.

    The members are written once for both: a record's body is nearly all of it.
    """
    members = {key: form(key) + b":" + form(value) for key, value in plain.items()}
    # Section 3.2.3: keys are sorted by their UTF-16 code units.
    keys = sorted(members, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return _object(members[key] for key in keys), _object(members[key] for key in keys if key != without)


def _object(members: Iterable[bytes]) -> bytes:
    return b"{" + b",".join(members) + b"}"


def _as_doubles(plain: Any) -> Any:  # noqa: ANN401  # any JSON
    if isinstance(plain, dict):
        return {key: _as_doubles(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_as_doubles(value) for value in plain]
    if isinstance(plain, int) and not -_SAFE_MAX <= plain <= _SAFE_MAX:
        return float(plain)
    return plain
