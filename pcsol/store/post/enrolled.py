"""The hub that this station is enrolled at: `keys/hub.json`, secret for its token (0600)."""

import hashlib
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificate
from pydantic import ValidationError

from pcsol.errors import NotEnrolledError
from pcsol.i18n import _
from pcsol.model.letters.outbox import Enrolment
from pcsol.store import home as house
from pcsol.store import medium
from pcsol.store.papers.key_file import FOLDER
from pcsol.tools import regular_file

FILE = "hub.json"
NOWHERE = "0" * 16  # the mark of a hub that is only known by receipts
_LARGEST_BYTES = 100_000
_DIGITS = 16


def enrolment(home: Path) -> Enrolment:
    """Return the hub that this station is enrolled at. Raises NotEnrolledError."""
    file = home / FOLDER / FILE
    try:
        return _checked(regular_file.read(file, _LARGEST_BYTES))
    except FileNotFoundError:
        raise NotEnrolledError(
            _("This station is not enrolled at a hub yet. Its records are safe here."),
            remedy=_("Ask a coordinator for a code, then: `pcsol push --enrol CODE`."),
        ) from None
    except OSError as err:
        raise _damaged(file, str(err)) from err
    except ValueError as err:
        faults = f"{err.error_count()} faults" if isinstance(err, ValidationError) else "certificate"
        raise _damaged(file, faults) from None  # its words could quote the token


def found(home: Path) -> Enrolment | None:
    """Return the hub that this station is enrolled at; None where it is at none, or its file is damaged."""
    try:
        return enrolment(home)
    except NotEnrolledError:
        return None


def keep(home: Path, enrolment: Enrolment) -> None:
    """Write it down, whole. Raises StoreFullError, StoreReadOnlyError or StoreGoneError."""
    house.make(home)
    folder = home / FOLDER
    try:
        medium.make_folder(folder, 0o700)
    except OSError as err:
        raise medium.not_saved(err, home) from err
    medium.write_whole(folder / FILE, (enrolment.model_dump_json(by_alias=True, indent=1) + "\n").encode(), 0o600)


def mark(enrolment: Enrolment | None) -> str:
    """Return what tells this hub from another one, whatever its address: 16 digits of its certificate's hash."""
    if enrolment is None:
        return NOWHERE
    known_by = enrolment.certificate or enrolment.url
    return hashlib.sha256("".join(known_by.split()).encode()).hexdigest()[:_DIGITS]


def _checked(raw: bytes) -> Enrolment:
    found = Enrolment.model_validate_json(raw)
    if found.certificate is not None:
        load_pem_x509_certificate(found.certificate.encode())
    return found


def _damaged(file: Path, details: str) -> NotEnrolledError:
    return NotEnrolledError(
        _("What this station knows of its hub is damaged. Its records are safe here."),
        remedy=_("Ask a coordinator for a code, then: `pcsol push --enrol CODE`."),
        details=f"{file}: {details}",
    )
