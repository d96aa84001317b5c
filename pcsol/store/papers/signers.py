"""Whom this station believes: the files that were given with --trust, and always itself."""

from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from pcsol.errors import CertificateUnreadableError, StoreError
from pcsol.i18n import _
from pcsol.model.papers.signers import Signer, Signers
from pcsol.store.home import home
from pcsol.store.papers import keys
from pcsol.tools import regular_file

_LARGEST_BYTES = 2_000_000


def known(files: list[Path]) -> tuple[Signer, ...]:
    """Return the signers in these files, and this station. Raises CertificateUnreadableError for a file that is none.

    A machine without a home, or whose own key is damaged, checks all the same: nobody is known by it then.
    """
    found = [signer for file in files for signer in read(file).signers]
    with suppress(StoreError):
        own = keys.own_signer(home())
        # What the file of the key says of its day is no reason to doubt this station's own papers.
        found += [own.model_copy(update={"valid_from": None})] if own else []
    return tuple(found)


def read(file: Path) -> Signers:
    """Return the signers in one file. Raises CertificateUnreadableError."""
    try:
        return Signers.model_validate_json(regular_file.read(file, _LARGEST_BYTES))
    except (OSError, ValidationError) as err:
        raise CertificateUnreadableError(
            _("{file} is not a list of signers.").format(file=file),
            remedy=_("A station writes one with `pcsol certificate signer --out FILE`."),
            details=str(err),
        ) from err


def written(signers: Signers) -> bytes:
    """Return the bytes of such a file."""
    return (signers.model_dump_json(by_alias=True, indent=1) + "\n").encode()
