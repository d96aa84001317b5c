"""Sign a paper, and check one: Ed25519 (RFC 8032) over its canonical form (RFC 8785), the signature block left out.

The canonical form decides: white space, the order of keys and the spelling of escapes may change on the way (a mail
program, an editor), for they say nothing. Any other byte that differs makes the paper "changed".
"""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from pcsol.judge.certificate import reading
from pcsol.judge.letters.keys import KEY_ID_BYTES, key_id, public_key
from pcsol.model.papers.certificate import Paper, Signature
from pcsol.model.papers.context import Checked
from pcsol.model.papers.signers import Signer

P = TypeVar("P", bound=Paper)
_FIELDS = {"algorithm", "public_key", "key_id", "value"}
_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


def sign(paper: P, private_key: bytes) -> P:
    """Return the paper with its signature. `private_key`: the 32 bytes of an Ed25519 key."""
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    mine = public_key(private_key)
    value = key.sign(_signed_bytes(paper.to_json()))
    return paper.model_copy(
        update={"signature": Signature(public_key=mine.hex(), key_id=key_id(mine), value=value.hex())}
    )


def check(content: bytes, known: Iterable[Signer] = ()) -> Checked:
    """Say whether a signed paper is intact, and whether one of these signers vouches for it.

    A paper that somebody changed and signed anew is intact, and its signer unknown: the key is what is known, never the
    name that stands beside it. Raises CertificateUnreadableError for what is no signed paper.
    """
    found = reading.plain(content)
    if found.get("schema") not in reading.NOUNS:
        reading.read(found)  # says why
    block = found.get("signature")
    if not isinstance(block, dict):
        raise reading.unreadable("not signed")
    signature = _signature(block)
    if signature is None or not _fits(signature, found):
        return Checked(state="changed")
    reading.read(found)
    return _vouched(signature, found, known)


def content(paper: Paper) -> bytes:
    """Return the bytes of the file: sorted, one fact a line, for people; a reader needs the canonical form alone."""
    return (json.dumps(paper.to_json(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest(paper: Paper) -> str:
    """Return the SHA-256 of the signed bytes, in hex: what ties the page to the file."""
    return hashlib.sha256(_signed_bytes(paper.to_json())).hexdigest()


def _signed_bytes(plain: dict[str, Any]) -> bytes:
    return rfc8785.dumps({key: value for key, value in plain.items() if key != "signature"})


def _signature(block: dict[str, Any]) -> Signature | None:
    """The block is not signed, so nothing in it may be written in two ways, and nothing may be added to it."""
    lengths = {"public_key": 64, "key_id": 2 * KEY_ID_BYTES, "value": 128}
    if set(block) != _FIELDS or block["algorithm"] != "Ed25519":
        return None
    if not all(re.fullmatch(rf"[0-9a-f]{{{length}}}", str(block[name])) for name, length in lengths.items()):
        return None
    return Signature.from_json(block)


def _fits(signature: Signature, plain: dict[str, Any]) -> bool:
    public = bytes.fromhex(signature.public_key)
    if key_id(public) != signature.key_id:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(signature.value), _signed_bytes(plain))
    except (InvalidSignature, ValueError):
        return False
    return True


def _vouched(signature: Signature, plain: dict[str, Any], known: Iterable[Signer]) -> Checked:
    seen = Checked(state="intact", key_id=signature.key_id, digest=hashlib.sha256(_signed_bytes(plain)).hexdigest())
    mine = [signer for signer in known if signer.public_key == signature.public_key]
    if not mine:
        return seen.model_copy(update={"why": "no-such-key"})
    valid = [signer for signer in mine if _is_valid(signer, plain)]
    if not valid:
        return seen.model_copy(update={"why": "not-at-that-time", "signer": mine[0]})
    return seen.model_copy(update={"known": True, "signer": valid[0]})


def _is_valid(signer: Signer, plain: dict[str, Any]) -> bool:
    try:
        when = _MOMENT.validate_python(plain.get("made_at"))
    except ValidationError:
        return False
    clock = plain.get("clock")
    return signer.is_valid_at(when, trusted=isinstance(clock, dict) and clock.get("trusted") is True)
