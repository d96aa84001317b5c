"""What the notes of an erasure look like on the medium: their names, and how they are read again, or found damaged."""

import hashlib
import json
import re
from pathlib import Path

from pydantic import ValidationError

from pcsol.errors import JournalFaultyError, WipeRefusedError
from pcsol.i18n import _
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.journal import DiskIdentity, Entry

STEP_NOT_BEGUN: dict[str, object] = {
    "offset_bytes": 0, "unwritten": (), "spent_seconds": 0.0, "error_seconds": 0.0, "speed": (), "canaries": None,
    "at_work": False,
}  # fmt: skip


def name(candidate: Candidate, identity: DiskIdentity) -> str:
    """Readable, and the same for a disk whose size is told otherwise: so that this is noticed."""
    if not candidate.id:
        raise WipeRefusedError(
            _("The disk {name} has neither serial number nor WWN.").format(name=candidate.disk.name),
            remedy=_("It cannot be told from another one: destroy it rather than erase it."),
        )
    lasting = json.dumps(identity.model_copy(update={"size_bytes": None}).to_json(), sort_keys=True)
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", candidate.id)[:40].strip(".-")
    return f"{readable}-{hashlib.blake2b(lasting.encode(), digest_size=6).hexdigest()}"


def read(file: Path, identity: DiskIdentity) -> Entry | None:
    """Return what is noted of this disk; None where nothing is. Raises JournalFaultyError."""
    try:
        text = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as err:
        raise _faulty(file, str(err)) from err
    try:
        entry = Entry.model_validate_json(text)
    except ValidationError as err:
        raise _faulty(file, str(err)) from err
    if entry.identity == identity:
        return entry
    if entry.identity.model_copy(update={"size_bytes": identity.size_bytes}) != identity:
        raise _faulty(file, f"{entry.identity} / {identity}")
    return _from_the_beginning(entry, identity)


def _from_the_beginning(entry: Entry, identity: DiskIdentity) -> Entry:
    """The same disk shows another size: a hidden area was opened since. All is done again; a password stays noted."""
    nothing_done = {"step": 0, "finished": (), "looked": None, **STEP_NOT_BEGUN}
    return entry.model_copy(update={"identity": identity, **nothing_done})


def read_key(file: Path, entry: Entry) -> bytes:
    """Return the key of these notes. Raises JournalFaultyError where it is gone, or of other notes."""
    try:
        key = key_file(file, entry.key_print).read_bytes()
    except OSError as err:
        raise _faulty(file, str(err)) from err
    if print_of(key) != entry.key_print:
        raise _faulty(file, "the key beside it is another one")
    return key


def key_file(file: Path, key_print: str) -> Path:
    """Return where the key with this print lies."""
    return file.with_name(f"{file.stem}.{key_print}.key")


def print_of(key: bytes) -> str:
    """Return what tells one key from another, and nothing of it."""
    return hashlib.blake2b(key, digest_size=8, person=b"pcsol-wipe-print").hexdigest()


def _faulty(file: Path, details: str) -> JournalFaultyError:
    return JournalFaultyError(
        _("The notes of an interrupted erasure, {file}, cannot be read.").format(file=file),
        remedy=_(
            "If that file names a password (ata_password), write it down: it opens the disk again. Then delete the "
            "file and start again: the disk is erased from its beginning."
        ),
        details=details,
    )
