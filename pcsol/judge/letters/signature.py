"""Sign a record, and check one: Ed25519 (RFC 8032) over its canonical form (RFC 8785), the signature left out.

What else a letter key signs (the end of a file that is carried by hand) is signed in the same way for another purpose.

The key is the station's letter key and not the one of its papers: it must be at hand whenever a record is kept, also on
a stick and without a PIN. What it says is "this station kept it", as its token does; a certificate says more, and has
its own key (docs/adr/0012-letters.md).
"""

from typing import Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pcsol.judge.letters.form import form
from pcsol.judge.letters.keys import key_id, public_key

# So that no signature of a record can ever pass for one of another kind of text.
Purpose = Literal["pcsol/record/1", "pcsol/outbox-end/1"]
RECORD: Purpose = "pcsol/record/1"
_FIELDS = {"algorithm", "key_id", "value"}

State = Literal["fits", "changed", "unsigned", "unknown-key"]


def signed(plain: dict[str, Any], private_key: bytes, purpose: Purpose = RECORD) -> dict[str, Any]:
    """Return the record with its signature. `private_key`: the 32 bytes of an Ed25519 key.

    Signing it again with the same key gives the same signature (RFC 8032). Raises form.NoFormError for what JSON
    cannot hold.
    """
    value = Ed25519PrivateKey.from_private_bytes(private_key).sign(_bytes(plain, purpose))
    block = {"algorithm": "Ed25519", "key_id": key_id(public_key(private_key)), "value": value.hex()}
    return {**plain, "signature": block}


def key_of(plain: dict[str, Any]) -> str | None:
    """Return the fingerprint of the key that a record says it was signed with; None where it is not signed."""
    block = plain.get("signature")
    found = block.get("key_id") if isinstance(block, dict) else None
    return found if isinstance(found, str) else None


def check(
    plain: dict[str, Any], public: bytes | None, purpose: Purpose = RECORD, unsigned_form: bytes | None = None
) -> State:
    """Say whether a record is as the holder of this key (32 bytes) signed it.

    `unsigned_form`: its form without the signature, where that is known already.

    "unsigned" is a record without a signature (PCSol before letters), "unknown-key" one of another key or of none that
    we know; everything that does not fit, a block with a field more included, is "changed".
    """
    block = plain.get("signature")
    if block is None:
        return "unsigned"
    if not isinstance(block, dict) or block.keys() != _FIELDS or block["algorithm"] != "Ed25519":
        return "changed"
    if public is None or block["key_id"] != key_id(public):
        return "unknown-key"
    try:
        said = _said(unsigned_form, purpose) if unsigned_form is not None else _bytes(plain, purpose)
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(block["value"]), said)
    except (InvalidSignature, ValueError, TypeError, RecursionError):
        return "changed"
    return "fits"


def _bytes(plain: dict[str, Any], purpose: Purpose) -> bytes:
    return _said(form({key: value for key, value in plain.items() if key != "signature"}), purpose)


def _said(unsigned_form: bytes, purpose: Purpose) -> bytes:
    return f"{purpose}\n".encode() + unsigned_form
