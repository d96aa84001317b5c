"""The station's own key (Ed25519): made at first use, never overwritten, locked under a PIN where it may be lost.

    PCSOL_HOME/keys/station.json

Under a PIN the 32 secret bytes are sealed by ChaCha20-Poly1305 (RFC 8439) with a key from scrypt (RFC 7914). Whoever
has the file can try PINs at leisure and no counter stops them: a PIN buys the time to withdraw the key, no more, so
it has six signs at least. 2**15 rounds take 32 MB, which a tower with 1 GB has, and 0.11 s on a server's core
(measured); by its rate that is under a second on a Core 2 (docs/adr/0011-signed-papers.md).
"""

import os
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from pcsol.errors import KeyLockedError, RecordUnreadableError
from pcsol.i18n import _
from pcsol.model.papers.signers import Signer
from pcsol.store import home as house
from pcsol.store.papers import key_file
from pcsol.store.papers.key_file import KeyFile, OpenKey, Sealed
from pcsol.store.papers.removable import is_removable

FILE = "station.json"
SHORTEST_PIN = 6
_ROUNDS, _BLOCK, _LANES = 2**15, 8, 1
# "enter": the PIN of the key that is there; "choose": one is needed for a new key; "may-choose": one is welcome.
Need = Literal["enter", "choose", "may-choose"]
AskPin = Callable[[Need], str | None]


class StationKey(OpenKey):
    """The key of papers, open."""


def station_key(home: Path, ask: AskPin, now: datetime | None = None) -> StationKey:
    """Return this station's key, made now where there is none. `now`: the time, where the clock is trusted.

    `ask` gives the PIN, or None when there is nobody who could. Raises KeyLockedError for a PIN that is missing, wrong
    or too short, StoreError when a new key cannot be kept (then there is none), RecordUnreadableError when it is
    damaged.
    """
    kept = _read(home)
    return _opened(kept, ask, _file(home)) if kept else _made(home, ask, now)


def is_made(home: Path) -> bool:
    """Say whether this station has a key already. Raises RecordUnreadableError."""
    return _read(home) is not None


def own_signer(home: Path) -> Signer | None:
    """Return this station as a signer, without its PIN; None where it has no key yet. Raises RecordUnreadableError."""
    kept = _read(home)
    if kept is None:
        return None
    settings, _fault = house.settled(home)
    return Signer(
        station=settings.station, structure=settings.structure, public_key=kept.public_key, valid_from=kept.made_at
    )


def needs_pin(home: Path) -> bool:
    """Say whether a new key must be locked: on a stick, a card, the live medium."""
    return is_removable(home) is True


def _made(home: Path, ask: AskPin, now: datetime | None) -> StationKey:
    must = needs_pin(home)
    pin = _tidy(ask("choose" if must else "may-choose"))
    if pin is None and must:
        raise _locked(
            _("This station's key will lie on a medium that can be lost: it needs a PIN."),
            _("Choose one of six signs or more: on a terminal, or in PCSOL_PIN, or by --pin-file."),
        )
    if pin is not None and len(pin) < SHORTEST_PIN:
        raise _locked(_("This PIN is too short."), _("Choose one of six signs or more."))
    made = key_file.new(StationKey)
    key_file.keep(home, _file(home), _sealed(made, pin, now))
    kept = _read(home)  # another PCSol may have been quicker: its key counts
    return made if kept and kept.public_key == made.public.hex() else station_key(home, ask, now)


def _read(home: Path) -> KeyFile | None:
    return key_file.read(_file(home), _damaged)


def _sealed(key: OpenKey, pin: str | None, now: datetime | None) -> KeyFile:
    public = key.public.hex()
    if pin is None:
        return KeyFile(public_key=public, made_at=now, secret=key.private.hex())
    salt, nonce = os.urandom(16), os.urandom(12)
    box = Sealed(rounds=_ROUNDS, block=_BLOCK, lanes=_LANES, salt=salt.hex(), nonce=nonce.hex(), secret="")
    secret = ChaCha20Poly1305(_stretched(pin, box)).encrypt(nonce, key.private, key.public)
    return KeyFile(public_key=public, made_at=now, sealed=box.model_copy(update={"secret": secret.hex()}))


def _opened(kept: KeyFile, ask: AskPin, file: Path) -> StationKey:
    public = bytes.fromhex(kept.public_key)
    try:
        secret = _unsealed(kept.sealed, public, ask) if kept.sealed else bytes.fromhex(kept.secret or "")
        return key_file.matched(StationKey, secret, kept)
    except ValueError as err:
        raise _damaged(file, type(err).__name__) from None  # its words could quote the secret


def _unsealed(box: Sealed, public: bytes, ask: AskPin) -> bytes:
    pin = _tidy(ask("enter"))
    if pin is None:
        raise _locked(
            _("This station's key is locked by a PIN."), _("Give it: on a terminal, or in PCSOL_PIN, or by --pin-file.")
        )
    try:
        opened: bytes = ChaCha20Poly1305(_stretched(pin, box)).decrypt(
            bytes.fromhex(box.nonce), bytes.fromhex(box.secret), public
        )
    except InvalidTag:
        raise _locked(_("This is not the PIN of this station's key."), _("Start again, with the right one.")) from None
    return opened


def _stretched(pin: str, box: Sealed) -> bytes:
    scrypt = Scrypt(salt=bytes.fromhex(box.salt), length=32, n=box.rounds, r=box.block, p=box.lanes)
    return scrypt.derive(pin.encode())


def _tidy(pin: str | None) -> str | None:
    """Two keyboards may write one sign in two ways."""
    return unicodedata.normalize("NFC", pin.strip()) or None if pin is not None else None


def _file(home: Path) -> Path:
    return home / key_file.FOLDER / FILE


def _locked(what: str, remedy: str) -> KeyLockedError:
    return KeyLockedError(what, remedy=remedy)


def _damaged(file: Path, details: str) -> RecordUnreadableError:
    return RecordUnreadableError(
        _("This station's key is damaged."),
        remedy=_(
            "Put a copy of it back if you have one. Else move the file away: a new key is made, and what the old one "
            "signed stays intact."
        ),
        details=f"{file}: {details}",
    )
