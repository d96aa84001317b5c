"""Passwords: argon2id (RFC 9106), by argon2-cffi, with 19 MiB, two passes and one lane.

These are the least that OWASP's Password Storage Cheat Sheet takes: RFC 9106's own low-memory profile wants 64 MiB for
each login, and the hub is to serve a bench within 150 MB on a machine that has little.
"""

import secrets
import threading
import unicodedata
from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 << 10, parallelism=1)
# A burst of strangers' tries must not take 19 MiB for each of the framework's threads.
_AT_ONCE = threading.Semaphore(2)
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def hashed(password: str) -> str:
    """Return what is kept."""
    with _AT_ONCE:
        return _HASHER.hash(_tidy(password))


def fits(kept: str | None, given: str) -> bool:
    """Say whether this is the password. `kept` None (no such person) is never right, and takes as long."""
    wanted = kept or _nobody()
    try:
        with _AT_ONCE:
            _HASHER.verify(wanted, _tidy(given[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def fault(new: str, again: str, old: str) -> Literal["", "short", "long", "differ", "same"]:
    """Say why a new password will not do; "" where it will. Length is what counts (NIST SP 800-63B, 5.1.1.2)."""
    if len(_tidy(new)) < SHORTEST:
        return "short"
    if len(_tidy(new)) > LONGEST:
        return "long"
    if new != again:
        return "differ"
    return "same" if new == old else ""


def first() -> str:
    """Return a password for a first entry, easily read aloud: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(4))


@cache
def _nobody() -> str:
    """What is compared with when there is no such person: it takes as long, so that the time tells nothing."""
    return _HASHER.hash(secrets.token_hex())


def _tidy(password: str) -> str:
    """Two keyboards may write one sign in two ways."""
    return unicodedata.normalize("NFC", password)
