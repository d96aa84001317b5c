"""Ed25519 keys (RFC 8032) as 32 bytes, and the fingerprint that names one. Light: a probe that saves loads no more."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_ID_BYTES = 16


def public_key(private_key: bytes) -> bytes:
    """Return the 32 bytes of the public key that goes with a private one."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """Return a key's fingerprint: the first 16 bytes of its SHA-256, in hex."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES].hex()
