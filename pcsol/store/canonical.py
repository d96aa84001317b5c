"""The one form of a record that two programs can compare byte by byte: RFC 8785, JSON Canonicalization Scheme."""

from typing import Any

import rfc8785

from pcsol.errors import StoreError
from pcsol.i18n import _

# RFC 8785 section 3.2.2.3 sees every number as an IEEE 754 double, as a reader in JavaScript does; beyond 2**53 an
# integer of ours (a 128-bit NVMe counter) is the double that such a reader would make of it.
_SAFE_MAX = 2**53 - 1


def canonical(plain: object) -> bytes:
    """Return the RFC 8785 form, in UTF-8. Raises StoreError for what JSON cannot hold (NaN, a lone surrogate)."""
    try:
        return rfc8785.dumps(_as_doubles(plain))
    except (rfc8785.CanonicalizationError, OverflowError, RecursionError) as err:
        raise StoreError(
            _("This record holds something that cannot be kept."),
            remedy=_("This is a fault of PCSol, not of the machine. Please report it."),
            details=f"{type(err).__name__}: {err}",
        ) from err


def same(one: object, other: object) -> bool:
    """Say whether two records are the same: their RFC 8785 forms are."""
    return canonical(one) == canonical(other)


def _as_doubles(plain: Any) -> Any:  # noqa: ANN401  # any JSON
    if isinstance(plain, dict):
        return {key: _as_doubles(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_as_doubles(value) for value in plain]
    if isinstance(plain, int) and not -_SAFE_MAX <= plain <= _SAFE_MAX:
        return float(plain)
    return plain
