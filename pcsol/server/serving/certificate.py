"""The hub's own certificate: made at first start, kept for ten years, pinned by stations (docs/adr/0012-letters.md)."""

import ipaddress
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import psutil

from pcsol.errors import HubError
from pcsol.i18n import _
from pcsol.store import medium

CERTIFICATE, KEY = "certificate.pem", "key.pem"
# RFC 7468; a chain begins with the server's own.
_FIRST = re.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def own(folder: Path, now: datetime) -> tuple[Path, Path]:
    """Return the files of the certificate and its key, made now where there are none. Raises StoreError."""
    certificate, key = folder / CERTIFICATE, folder / KEY
    if not (certificate.is_file() and key.is_file()):
        from pcsol.server.serving.made import made  # noqa: PLC0415  # 3 MB that a hub which has one does without

        content, secret = made(now, sorted(set(names())))
        medium.write_whole(key, secret, 0o600)
        medium.write_whole(certificate, content, 0o644)
    return certificate, key


def der(file: Path) -> bytes:
    """Return the certificate of a PEM file as it goes over the line. Raises HubError."""
    try:
        found = ssl.PEM_cert_to_DER_cert("".join(_FIRST.findall(file.read_text("ascii", "replace"))[:1]))
        ssl.create_default_context(cadata=found)  # reads it: what is none is refused
    except (OSError, ValueError) as err:
        raise HubError(
            _("{file} is not a certificate.").format(file=file), remedy=_("Give a file in PEM form."), details=str(err)
        ) from err
    return found


def names() -> Iterator[str]:
    """Return by which names and addresses this machine may be reached on its local networks."""
    host = socket.gethostname()
    yield from ("localhost", "127.0.0.1", host, f"{host.partition('.')[0]}.local")
    yield from addresses()


def addresses() -> list[str]:
    """Return this machine's addresses on its networks, IPv4 first, those that only it can reach left out."""
    found = [one.address.partition("%")[0] for many in psutil.net_if_addrs().values() for one in many]
    parsed = []
    for text in found:
        with suppress(ValueError):
            parsed.append(ipaddress.ip_address(text))
    return [str(one) for one in sorted(parsed, key=_order) if not one.is_loopback and not one.is_link_local]


def _order(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> tuple[int, int]:
    return address.version, int(address)
