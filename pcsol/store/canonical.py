"""Whether two records are the same: their RFC 8785 forms are."""

from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.judge.letters.form import NoFormError, form


def canonical(plain: object) -> bytes:
    """Return the RFC 8785 form, in UTF-8. Raises StoreError for what JSON cannot hold (NaN, a lone surrogate)."""
    try:
        return form(plain)
    except NoFormError as err:
        raise StoreError(
            _("This record holds something that cannot be kept."),
            remedy=_("This is a fault of PCSol, not of the machine. Please report it."),
            details=str(err),
        ) from err


def same(one: object, other: object) -> bool:
    """Say whether two records are the same: their RFC 8785 forms are."""
    return canonical(one) == canonical(other)
