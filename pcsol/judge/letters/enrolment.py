"""How a station and the hub know each other by one short code, over a line that somebody may sit on.

The code has ten signs: two that name it and eight that are secret (40 bits). Neither side sends the secret. Both
stretch it (scrypt, RFC 7914) and prove that they know it by an HMAC (RFC 2104) over what the other must not be wrong
about: the station's keys, and the certificate that it saw on the line. Whoever sits between shows another certificate,
so the two proofs differ; to guess the secret from a proof he has to stretch each of 2**40 codes, for which a code that
lives for minutes leaves no time. With the proof goes a signature by the station's letter key: that it has the key, too.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

# Crockford's base 32: no I, L, O or U, which are read as other signs.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NAME_LENGTH, SECRET_LENGTH = 2, 8
_GROUP = 5
_LOOKS_LIKE = str.maketrans("ILOU", "110V")
_ROUNDS, _BLOCK, _LANES = 2**15, 8, 1


@dataclass(frozen=True, slots=True)
class Code:
    """A code as a person reads it aloud; `name` finds it at the hub, `secret` never leaves either side."""

    name: str
    secret: str

    def shown(self) -> str:
        """Return it in two groups: `K7QF3-M9T2P`."""
        whole = self.name + self.secret
        return f"{whole[:_GROUP]}-{whole[_GROUP:]}"


@dataclass(frozen=True, slots=True)
class Station:
    """What a station says of itself: a nonce (hex), its letter key and its papers' key (hex; None: none made yet)."""

    nonce: str
    letters_key: str
    papers_key: str | None = None


def new_code() -> Code:
    """Return a code that nobody can guess."""
    whole = "".join(secrets.choice(SIGNS) for _sign in range(NAME_LENGTH + SECRET_LENGTH))
    return Code(whole[:NAME_LENGTH], whole[NAME_LENGTH:])


def read_code(text: str) -> Code | None:
    """Read what a person typed: any case, any dashes and blanks, I for 1, O for 0; None for what is no code."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOKS_LIKE)
    whole = "".join(sign for sign in plain if sign.isalnum())
    if len(whole) != NAME_LENGTH + SECRET_LENGTH or set(whole) - set(SIGNS):
        return None
    return Code(whole[:NAME_LENGTH], whole[NAME_LENGTH:])


def stretched(code: Code) -> bytes:
    """Return 32 bytes that stand for the code's secret: about a tenth of a second of work and 32 MB."""
    scrypt = Scrypt(salt=b"pcsol/enrol/1:" + code.name.encode(), length=32, n=_ROUNDS, r=_BLOCK, p=_LANES)
    return scrypt.derive(code.secret.encode())


def station_proof(key: bytes, station: Station, certificate: bytes | None) -> str:
    """Return what the station sends (hex). `key`: the stretched code; `certificate`: the hub's, as seen on the line
    (DER), None on a line without encryption."""
    return _proof(key, "station", station.nonce, station.letters_key, station.papers_key or "", _print(certificate))


def possession(private_key: bytes, station: Station, certificate: bytes | None, proof: str) -> str:
    """Return the signature (Ed25519, RFC 8032, hex) by which a station shows that its letter key is its own: public
    keys are no secrets, and whoever had a code could else be let in as a colleague's station. `private_key`: its 32
    bytes; `proof`: what goes with it, so that it serves for this code alone."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(_said(station, certificate, proof)).hex()


def is_possessed(station: Station, certificate: bytes | None, proof: str, given: str) -> bool:
    """Say whether whoever gave this signature (hex) has the letter key that he names."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(station.letters_key))
        public.verify(bytes.fromhex(given), _said(station, certificate, proof))
    except (InvalidSignature, ValueError):
        return False
    return True


def hub_proof(key: bytes, station: Station, certificate: bytes | None, token: str) -> str:
    """Return what the hub answers (hex), over the token that it gives."""
    return _proof(key, "hub", station.nonce, station.letters_key, station.papers_key or "", _print(certificate), token)


def fits(given: str, expected: str) -> bool:
    """Compare two proofs without telling by the time it takes where they differ."""
    return hmac.compare_digest(given.encode(), expected.encode())


def _said(station: Station, certificate: bytes | None, proof: str) -> bytes:
    parts = (station.nonce, station.letters_key, station.papers_key or "", _print(certificate), proof)
    return "\n".join(("pcsol/enrol-key/1", *parts)).encode()


def _print(certificate: bytes | None) -> str:
    return hashlib.sha256(certificate).hexdigest() if certificate is not None else ""


def _proof(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\n".join(("pcsol/enrol/1", *parts)).encode(), hashlib.sha256).hexdigest()
