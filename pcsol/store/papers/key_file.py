"""A key in a file, `pcsol/key/1`: kept for its owner alone, made once and never overwritten, read whole or not at all.

`keys/station.json` signs papers and is sealed by a PIN where it may be lost; `keys/letters.json` signs records and is
not (docs/adr/0012-letters.md).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import AwareDatetime, Field, ValidationError

from pcsol.errors import RecordUnreadableError
from pcsol.judge.letters.keys import key_id, public_key
from pcsol.model.noun import Noun
from pcsol.model.papers.signers import PublicKey
from pcsol.store import home as house
from pcsol.store import medium
from pcsol.tools import regular_file

FOLDER = "keys"
_LARGEST_BYTES = 20_000
_SECRET_BYTES = 32
# What is said of a damaged key, by the details.
Damaged = Callable[[Path, str], RecordUnreadableError]


@dataclass(frozen=True, slots=True)
class OpenKey:
    """An open key: `private` and `public` are 32 bytes each. It is never printed."""

    private: bytes = field(repr=False)
    public: bytes

    @property
    def key_id(self) -> str:
        """The fingerprint that stands beside what it signs."""
        return key_id(self.public)


K = TypeVar("K", bound=OpenKey)


class Sealed(Noun):
    """How the secret is sealed. The bounds keep a hostile file from asking for more memory than there is."""

    kind: Literal["scrypt-chacha20poly1305"] = "scrypt-chacha20poly1305"
    rounds: int = Field(ge=2**14, le=2**17)
    block: int = Field(ge=8, le=8)
    lanes: int = Field(ge=1, le=4)
    salt: str
    nonce: str
    secret: str


class KeyFile(Noun):
    """`pcsol/key/1`: either `secret` in hex, or `sealed`."""

    schema_: Literal["pcsol/key/1"] = Field("pcsol/key/1", alias="schema")
    algorithm: Literal["Ed25519"] = "Ed25519"
    public_key: PublicKey
    made_at: AwareDatetime | None = None
    secret: str | None = None
    sealed: Sealed | None = None


def new(kind: type[K]) -> K:
    """Return a key that nobody has."""
    secret = os.urandom(_SECRET_BYTES)
    return kind(private=secret, public=public_key(secret))


def keep(home: Path, file: Path, content: KeyFile) -> None:
    """Keep a new key, unless one is there: another PCSol may have been quicker. Raises StoreError: then there is none.

    The caller reads the file again, and what stands there counts.
    """
    house.make(home)
    try:
        medium.make_folder(file.parent, 0o700)
        with medium.alone_in(file.parent):
            if not file.exists():
                medium.write_whole(file, content.model_dump_json(by_alias=True, indent=1).encode(), 0o600)
    except OSError as err:
        raise medium.not_saved(err, home) from err


def read(file: Path, damaged: Damaged) -> KeyFile | None:
    """Return what is kept; None where there is no key. Raises what `damaged` gives."""
    try:
        raw = regular_file.read(file, _LARGEST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as err:
        raise damaged(file, str(err)) from err
    try:
        found = KeyFile.model_validate_json(raw)
    except ValidationError as err:
        raise damaged(file, f"{err.error_count()} faults") from None  # its words could quote the secret
    if (found.secret is None) == (found.sealed is None):
        raise damaged(file, "neither or both of secret and sealed")
    return found


def matched(kind: type[K], secret: bytes, kept: KeyFile) -> K:
    """Return the key of this secret. Raises ValueError where it is not the one that the file is for."""
    public = bytes.fromhex(kept.public_key)
    if public_key(secret) != public:
        raise ValueError("its two halves do not belong together")
    return kind(private=secret, public=public)
