"""Where a hub is, as people write it and as its QR code says it."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_QR = "pcsol:enrol?"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a QR code says: the hub's address and a code, either may be missing."""

    hub: str | None = None
    code: str | None = None


def invitation(text: str) -> Invitation:
    """Read a code, or the text of a QR code (`pcsol:enrol?hub=…&code=…`)."""
    plain = text.strip()
    if not plain.lower().startswith(_QR):
        return Invitation(code=plain or None)
    told = parse_qs(plain[len(_QR) :])
    return Invitation(*(told.get(key, [None])[0] for key in ("hub", "code")))


def url(text: str) -> str | None:
    """Return a hub's address as `https://name:port`, or `http://…` where that was written; None for what is none."""
    plain = text.strip()
    whole = (plain if "://" in plain else f"https://{plain}").rstrip("/")
    try:
        found = urlsplit(whole)
        place = found.hostname, found.port
    except ValueError:
        return None
    strange = found.username or found.query or found.fragment or any(sign.isspace() for sign in whole)
    if found.scheme not in {"http", "https"} or not place[0] or strange or len(whole) > _LONGEST:
        return None
    return whole if _is_name(place[0]) else None


def _is_name(host: str) -> bool:
    """Say whether a name can be looked up (RFC 1035, 2.3.4): no empty part, none of more than 63 signs."""
    try:
        return bool(host.encode("idna"))
    except UnicodeError:
        return False


def is_open(address: str) -> bool:
    """Say whether what goes there can be read by everybody on the way: no encryption, and not this machine itself."""
    place = urlsplit(address)
    if place.scheme == "https" or place.hostname == "localhost":
        return False
    try:
        return not ipaddress.ip_address(place.hostname or "").is_loopback
    except ValueError:
        return True
