"""The letter key: what this station's records are signed with, as they are kept (docs/adr/0012-letters.md).

    PCSOL_HOME/keys/letters.json

It is made at first use and never overwritten. A probe that asks nobody uses it, so it has no PIN: it says that this
station kept a record, and no more.
"""

from pathlib import Path
from typing import Any

from pcsol.errors import RecordUnreadableError, StoreError
from pcsol.i18n import _
from pcsol.judge.letters import signature
from pcsol.judge.letters.form import NoFormError
from pcsol.store.papers import key_file
from pcsol.store.papers.key_file import KeyFile, OpenKey

FILE = "letters.json"


class LetterKey(OpenKey):
    """The key of records, open."""


def letter_key(home: Path) -> LetterKey:
    """Return the key of this station's records, made now where there is none. Raises RecordUnreadableError when it is
    damaged, StoreError when a new one cannot be kept: then there is none."""
    kept = _read(home)
    if kept is not None:
        return _opened(kept, home)
    made = key_file.new(LetterKey)
    key_file.keep(home, _file(home), KeyFile(public_key=made.public.hex(), secret=made.private.hex()))
    kept = _read(home)  # another PCSol may have been quicker: its key counts
    return _opened(kept, home) if kept is not None else made


def signed(home: Path, plain: dict[str, Any]) -> dict[str, Any]:
    """Return a record with its signature; as it is where the key cannot be used: it keeps no record back."""
    try:
        return signature.signed(plain, letter_key(home).private)
    except (StoreError, NoFormError):  # whoever keeps the record says it where it matters
        return plain


def fault(home: Path) -> RecordUnreadableError | None:
    """Return what is wrong with the key that is kept; None where all is well, or none is made yet."""
    try:
        kept = _read(home)
        if kept is not None:
            _opened(kept, home)
    except RecordUnreadableError as err:
        return err
    return None


def _read(home: Path) -> KeyFile | None:
    return key_file.read(_file(home), _damaged)


def _opened(kept: KeyFile, home: Path) -> LetterKey:
    try:
        return key_file.matched(LetterKey, bytes.fromhex(kept.secret or ""), kept)
    except ValueError as err:
        raise _damaged(_file(home), type(err).__name__) from None  # its words could quote the secret


def _file(home: Path) -> Path:
    return home / key_file.FOLDER / FILE


def _damaged(file: Path, details: str) -> RecordUnreadableError:
    return RecordUnreadableError(
        _("The key that signs this station's records is damaged: they are kept without a signature."),
        remedy=_(
            "Put a copy of it back if you have one. Else move the file away: a new key is made, and the station must "
            "be enrolled at the hub again."
        ),
        details=f"{file}: {details}",
    )
