"""The hub's own certificate: made at first start, kept for ten years, pinned by stations (docs/adr/0012-letters.md)."""

import ipaddress
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pcsol.errors import HubError
from pcsol.i18n import _
from pcsol.store import medium

CERTIFICATE, KEY = "certificate.pem", "key.pem"
_LASTS = timedelta(days=3650)
_YESTERDAY = timedelta(days=1)  # a bench whose clock is a little slow


def own(folder: Path, now: datetime) -> tuple[Path, Path]:
    """Return the files of the certificate and its key, made now where there are none. Raises StoreError."""
    certificate, key = folder / CERTIFICATE, folder / KEY
    if not (certificate.is_file() and key.is_file()):
        made, secret = _made(now, sorted(set(names())))
        medium.write_whole(key, secret, 0o600)
        medium.write_whole(certificate, made, 0o644)
    return certificate, key


def der(file: Path) -> bytes:
    """Return the certificate of a PEM file as it goes over the line. Raises HubError."""
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError) as err:
        raise HubError(
            _("{file} is not a certificate.").format(file=file), remedy=_("Give a file in PEM form."), details=str(err)
        ) from err
    return found.public_bytes(serialization.Encoding.DER)


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


def _made(now: datetime, reached_by: Iterable[str]) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "PCSol hub")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _YESTERDAY)
        .not_valid_after(now + _LASTS)
        .add_extension(x509.SubjectAlternativeName([_general(one) for one in reached_by]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return made.public_bytes(serialization.Encoding.PEM), secret


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
