"""Stand-ins of the same shape as what they stand for (pure).

HMAC-SHA-256 (RFC 2104) keyed with the station's salt: the same value gives the same stand-in everywhere, nobody without
the salt gets from one to the other.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from itertools import count

Salt = bytes
Shape = Callable[[str, Iterator[int]], str]

_HEX = "0123456789abcdef"
_LETTERS = "abcdefghjkmnpqrstuvwxyz"


def serial(value: str, salt: Salt) -> str:
    """Letters for letters, digits for digits; what looks like hexadecimal still does."""
    return _other_than(value, salt, _hexadecimal if _looks_hexadecimal(value) else _same_kinds)


def label(value: str, salt: Salt) -> str:
    """A word for a word: the name a person gave to a volume, a machine, a user."""
    return _other_than(value, salt, _same_kinds)


def mac(value: str, salt: Salt) -> str:
    """The maker's half of the address (OUI, IEEE 802) stays: the kind of card stays recognisable."""
    digits = hexadecimal_of(value)
    return _refill(value, digits[:6] + _hexadecimal_of_length(digits, 6, salt))


def uuid(value: str, salt: Salt) -> str:
    """Version and variant stay (RFC 9562, 4.1 and 4.2)."""
    digits = hexadecimal_of(value)
    new = _hexadecimal_of_length(digits, 32, salt)
    return _refill(value, new[:12] + digits[12] + new[13:16] + digits[16] + new[17:])


def world_wide_name(value: str, salt: Salt) -> str:
    """NAA 5 and 6 and EUI-64: the maker's part stays, the rest is another (INCITS 516 and T10 SPC, Designation)."""
    digits = hexadecimal_of(value)
    kept = 6 if len(digits) == 16 and digits[0] not in "56" else 7
    return _refill(value, digits[:kept] + _hexadecimal_of_length(digits, len(digits) - kept, salt))


def address(value: str, salt: Salt) -> str:
    """An address of the net 192.0.2.0/24 or 2001:db8::/32, kept for examples (RFC 5737, RFC 3849)."""
    stream = _stream(value, salt, 0)
    if ":" in value:
        return f"2001:db8::{next(stream):x}{next(stream):02x}"
    return f"192.0.2.{next(stream) % 254 + 1}"


def hexadecimal_of(value: str) -> str:
    """Return the bare hexadecimal digits of a value, small, without 0x, eui. or naa. in front."""
    low = value.strip().lower()
    for front in ("0x", "eui.", "naa.", "uuid."):
        low = low.removeprefix(front)
    return "".join(sign for sign in low if sign in _HEX)


def _other_than(value: str, salt: Salt, shape: Shape) -> str:
    """A stand-in that stood for itself would give the value away."""
    tries = (shape(value, _stream(value, salt, attempt)) for attempt in range(16))
    return next((new for new in tries if new != value), value)


def _looks_hexadecimal(value: str) -> bool:
    letters = {sign for sign in value.lower() if sign.isalpha()}
    return bool(letters) and letters <= set("abcdef")


def _hexadecimal(value: str, stream: Iterator[int]) -> str:
    new = "".join(_HEX[next(stream) % 16] if sign.isalnum() else sign for sign in value)
    return new if value.islower() else new.upper()


def _same_kinds(value: str, stream: Iterator[int]) -> str:
    def other(sign: str) -> str:
        if sign.isdigit():
            return str(next(stream) % 10)
        if sign.isalpha():
            return _recased(sign, _LETTERS[next(stream) % len(_LETTERS)])
        return sign

    return "".join(map(other, value))


def _recased(like: str, sign: str) -> str:
    return sign.upper() if like.isupper() else sign


def _hexadecimal_of_length(digits: str, length: int, salt: Salt) -> str:
    stream = _stream(digits, salt, 0)
    return "".join(_HEX[next(stream) % 16] for _digit in range(length))


def _refill(value: str, digits: str) -> str:
    """Put other hexadecimal digits where those of the value stand; signs between them, and case, stay."""
    start = len(value) - len(value.lstrip())
    for front in ("0x", "eui.", "naa.", "uuid."):
        if value[start:].lower().startswith(front):
            start += len(front)
    new = iter(digits)
    upper = any(sign in "ABCDEF" for sign in value[start:])
    filled = [next(new, sign) if sign.lower() in _HEX else sign for sign in value[start:]]
    text = "".join(filled)
    return value[:start] + (text.upper() if upper else text)


def _stream(value: str, salt: Salt, attempt: int) -> Iterator[int]:
    """Bytes without end, the same for the same value whatever its case and the blanks around it."""
    name = value.strip(" \t\r\n\0").casefold().encode("utf-8", "surrogateescape")
    for block in count():
        yield from hmac.digest(salt, b"%d:%d:%b" % (attempt, block, name), hashlib.sha256)
