"""The one form of a record that two programs can compare byte by byte: RFC 8785, JSON Canonicalization Scheme."""

from typing import Any

import rfc8785

# RFC 8785 section 3.2.2.3 sees every number as an IEEE 754 double, as a reader in JavaScript does; beyond 2**53 an
# integer of ours (a 128-bit NVMe counter) is the double that such a reader would make of it.
_SAFE_MAX = 2**53 - 1


class NoFormError(ValueError):
    """JSON cannot hold it (NaN, a number beyond a double, half of a surrogate pair), or it is nested too deep."""


def form(plain: object) -> bytes:
    """Return the RFC 8785 form, in UTF-8. Raises NoFormError."""
    try:
        return rfc8785.dumps(_as_doubles(plain))
    except (rfc8785.CanonicalizationError, OverflowError, RecursionError) as err:
        raise NoFormError(f"{type(err).__name__}: {err}") from err


def _as_doubles(plain: Any) -> Any:  # noqa: ANN401  # any JSON
    if isinstance(plain, dict):
        return {key: _as_doubles(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_as_doubles(value) for value in plain]
    if isinstance(plain, int) and not -_SAFE_MAX <= plain <= _SAFE_MAX:
        return float(plain)
    return plain
