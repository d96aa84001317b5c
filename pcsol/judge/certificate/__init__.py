"""Certificates: made of an accepted erasure only, signed, and checked. Pure: nouns and bytes in and out."""

from pcsol.judge.certificate.doubts import doubts
from pcsol.judge.certificate.make import make, not_erased
from pcsol.judge.certificate.reading import read
from pcsol.judge.certificate.seen import seen
from pcsol.judge.certificate.signing import check, content, digest, sign
from pcsol.judge.letters.keys import key_id, public_key

__all__ = [
    "check", "content", "digest", "doubts", "key_id", "make", "not_erased", "public_key", "read", "seen", "sign",
]  # fmt: skip
